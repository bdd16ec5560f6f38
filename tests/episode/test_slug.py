"""A slug is a name that no file system reads as anything else, the same for the same title."""

import gzip
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import RE_HANS
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from boyin.episode.slug import LONGEST, slug_of
from boyin.ground.settings import voices_folder

KNOWN = {
    "世界处于危险之中": "shi-jie-chu-yu-wei-xian-zhi-zhong",
    "The World Is in Peril": "the-world-is-in-peril",
    "Anthropic 安全负责人：离职": "anthropic-an-quan-fu-ze-ren-li-zhi",
    "女儿": "nv-er",
    "Café ＡＢＣ": "cafe-abc",
    "第１２期": "di-12-qi",
}

PHRASES = tuple(Path(__file__).parents[1].glob("*/*.tsv"))

HOSTILE = [
    "../../x",
    "/etc/x",
    "..",
    ".",
    ".hidden",
    "-rf",
    "~root",
    "C:\\windows\\system32",
    "CON",
    "con.txt",
    "LPT1",
    "aux",
    "a\x00b",
    "a\nb",
    "\u202egpj.exe",
    "🎉🎉",
    "",
    "   ",
    "é" * 300,
    "长" * 300,
    "a" * 300,
    "%2e%2e%2f",
    "$(reboot)",
    "a/../../b",
    "\ud800",
    "العربية",
    "한국어",
    "𠮷野家",
]

# What Windows keeps for devices, by its documentation of file names.
DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in range(10)
}


def check_safe(slug: str, output: Path) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug.encode()) <= 180
    assert slug not in DEVICES
    assert (output / slug).resolve().parent == output.resolve()


@pytest.mark.parametrize("title", KNOWN)
def test_title_becomes_its_pinyin(title: str) -> None:
    assert slug_of(title) == KNOWN[title]


def test_authors_slug_goes_before_the_title() -> None:
    assert slug_of("世界处于危险之中", "The World") == "the-world"
    assert slug_of("世界处于危险之中", "世界") == "shi-jie"


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_names_stay_in_the_folder(tmp_path: Path, title: str) -> None:
    check_safe(slug_of(title), tmp_path)
    check_safe(slug_of("标题", title), tmp_path)


@given(st.text())
def test_any_title_makes_a_safe_slug(title: str) -> None:
    slug = slug_of(title)
    check_safe(slug, Path("output"))
    assert slug_of(title) == slug


def test_names_without_letters_still_differ() -> None:
    assert len({slug_of(title) for title in ("🎉", "🎂", "", "\u202e")}) == 4


def test_long_names_that_begin_alike_differ() -> None:
    assert slug_of("长" * 300) != slug_of("长" * 301)


def test_written_forms_of_one_title_share_a_slug() -> None:
    title = "Café 世界"
    assert slug_of(unicodedata.normalize("NFD", title)) == slug_of(title)


def pypinyin_slug(title: str) -> str:
    """A slug by pypinyin itself, of a title that needs neither cutting nor a digest."""
    words = lazy_pinyin(unicodedata.normalize("NFKC", title), style=Style.NORMAL, v_to_u=False)
    plain = unicodedata.normalize("NFKD", "-".join(words)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def test_titles_are_spelled_as_pypinyin_spells_them() -> None:
    lines = [line for table in PHRASES for line in table.read_text(encoding="utf-8").splitlines()]
    titles = {f"a{cell[:12]}" for line in lines for cell in line.split("\t")[1:2]}
    assert len(titles) > 100
    spelled = {title: pypinyin_slug(title) for title in titles}
    short = {title: slug for title, slug in spelled.items() if len(slug) <= LONGEST}
    assert {title: slug_of(title) for title in short} == short


@pytest.mark.parametrize("first", [0x3005, 0x3400, 0x4E00, 0xFA10, 0x20000, 0x2CEA0, 0x31340])
def test_characters_are_spelled_as_pypinyin_spells_them(first: int) -> None:
    """Those that it knows, those that it does not, and those it takes for something else."""
    characters = [chr(code) for code in range(first, first + 400, 3)]
    titles = [f"A{one}b{one}{one}" for one in characters]
    assert [slug_of(title) for title in titles] == [pypinyin_slug(title) for title in titles]


def test_shipped_spellings_are_those_of_pypinyin() -> None:
    """Where this fails after an upgrade of pypinyin, run scripts/build-readings."""
    data = gzip.decompress((voices_folder() / "mandarin" / "spellings.txt.gz").read_bytes())
    shipped = dict(line.split(" ", 1) for line in data.decode().splitlines())
    assert shipped.keys() == {*map(chr, pinyin_dict), *filter(RE_HANS.match, phrases_dict)}
    words = [*shipped][::7]
    assert [shipped[word] for word in words] == [" ".join(lazy_pinyin(word)) for word in words]

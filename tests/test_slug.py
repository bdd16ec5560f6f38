"""A slug is a name that no file system reads as anything else, the same for the same title."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boyin.episode.slug import slug_of

KNOWN = {
    "世界处于危险之中": "shi-jie-chu-yu-wei-xian-zhi-zhong",
    "The World Is in Peril": "the-world-is-in-peril",
    "Anthropic 安全负责人：离职": "anthropic-an-quan-fu-ze-ren-li-zhi",
    "女儿": "nv-er",
    "Café ＡＢＣ": "cafe-abc",
    "第１２期": "di-12-qi",
}

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

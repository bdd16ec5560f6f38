"""A show file is read as text, and a mistake in it is told with its line."""

import io
from pathlib import Path

import pytest

from boyin.feed.art import read_art
from boyin.feed.show import Owner, Person, read_show
from boyin.ground.errors import FeedError
from tests.publishing import SHOW, write_show

EXAMPLE = Path(__file__).parents[2] / "examples" / "show.yaml"


def test_example_says_everything() -> None:
    show = read_show(EXAMPLE)
    assert show.base_url == "https://example.org/podcast/"
    assert show.categories == (("Society & Culture", "Personal Journals"), ("Technology",))
    assert show.owner == Owner("示例作者", "podcast@example.org")
    assert (show.explicit, show.locked, show.language) == (False, True, "zh-cn")
    assert show.persons == (Person("示例作者", "author", "writing", "https://example.org/about"),)


def test_values_stay_what_was_written(tmp_path: Path) -> None:
    show = write_show(tmp_path, SHOW.replace("title: 播音示例 & <friends>", "title: NO"))
    assert show.title == "NO"
    assert write_show(tmp_path, SHOW.replace("author: 作者", "author: 12:30")).author == "12:30"


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("locked: yes", "locked: maybe", 8, "`locked` can't be `maybe`"),
        ("locked: yes", "lokced: yes", 8, "a show has no `lokced`"),
        ("locked: yes", "title: twice", 8, "`title` is already in line 1"),
        ("locked: yes", "guid: 12", 8, "`guid` can't be `12`"),
        ("locked: yes", "language: 中文", 8, "`language` can't be `中文`"),
        ("locked: yes", "medium: film", 8, "there is no medium `film`"),
        ("locked: yes", "link: javascript:alert(1)", 8, "`link` can't be"),
        ("locked: yes", "copyright: &a x", 8, "anchors and aliases are not allowed"),
        ("locked: yes", "copyright: " + "[" * 20 + "]" * 20, 8, "such deep nesting"),
        ("locked: yes", "copyright: !!python/object:os.system x\n!", 10, "is not YAML"),
        ("email: me@example.org", "email: me", 7, "`email` can't be `me`"),
        (", email: me@example.org", "", 7, "an owner has a name and an email"),
        ("News", "Neuigkeiten", 6, "there is no category `Neuigkeiten`"),
        ("> Documentary", "> a > b", 6, "one more within it"),
        ("https://example.org/podcast", "example.org", 4, "`base_url` can't be `example.org`"),
        ("https://example.org/podcast", "https://例.org/", 4, "`base_url` can't be"),
        ("https://example.org/podcast", "https://a.org/?x=1", 4, "`base_url` has a `?`"),
        ("https://example.org/podcast", "http://[::1", 4, "`base_url` can't be"),
        ("把中文文章读出来。", "长" * 1334, 3, "`description` has 4,002 bytes"),
        ("title: 播音示例 & <friends>", "title: ''", 1, "`title` is empty"),
        ("[{name: 作者, role: author, group: writing}]", "[{role: host}]", 9, "without a name"),
        ("owner: {name: 作者, email: me@example.org}\n", "", 7, "`locked` needs an owner"),
    ],
)
def test_mistake_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    assert old in SHOW
    with pytest.raises(FeedError) as caught:
        write_show(tmp_path, SHOW.replace(old, new))
    assert message in caught.value.message
    assert caught.value.place == f"{tmp_path / 'show.yaml'}:{line}"


@pytest.mark.parametrize("name", ["title", "author", "description", "base_url", "art"])
def test_what_a_feed_needs_has_to_be_there(tmp_path: Path, name: str) -> None:
    lines = [line for line in SHOW.splitlines() if not line.startswith(f"{name}:")]
    with pytest.raises(FeedError, match=f"says no `{name}`"):
        write_show(tmp_path, "\n".join(lines))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        ("标题".encode("gbk"), "is not UTF-8"),
        (b"#" * 2_000_000, "longer than 1,048,576 bytes"),
        (b"- a\n", "is a list of `name: value` lines"),
        (None, "there is no such file"),
    ],
)
def test_file_that_is_no_show_is_refused(tmp_path: Path, data: bytes | None, message: str) -> None:
    if data is not None:
        (tmp_path / "show.yaml").write_bytes(data)
    with pytest.raises(FeedError, match=message):
        read_show(tmp_path / "show.yaml")


def picture(kind: str, mode: str, width: int, height: int) -> bytes:
    from PIL import Image

    data = io.BytesIO()
    Image.new(mode, (width, height)).save(data, kind)
    return data.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        picture("PNG", "RGBA", 1400, 1400),
        picture("PNG", "RGB", 1400, 1401),
        picture("PNG", "RGB", 1399, 1399),
        picture("JPEG", "CMYK", 1400, 1400),
        picture("GIF", "L", 1400, 1400),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xff\xd8\xff",
    ],
    ids=["transparent", "oblong", "small", "for print", "gif", "svg", "broken"],
)
def test_art_that_directories_refuse_is_refused(tmp_path: Path, data: bytes) -> None:
    show = write_show(tmp_path)
    (tmp_path / "art.png").write_bytes(data)
    with pytest.raises(FeedError, match="the art is"):
        read_art(show)


def test_art_stays_within_the_folder_and_is_named_for_what_it_is(tmp_path: Path) -> None:
    show = write_show(tmp_path / "show", SHOW.replace("art.png", "../art.png"))
    (tmp_path / "art.png").write_bytes(picture("PNG", "RGB", 1400, 1400))
    with pytest.raises(FeedError, match="not a file beside the show file"):
        read_art(show)
    inside = write_show(tmp_path / "show")
    (tmp_path / "show" / "art.png").unlink()
    (tmp_path / "show" / "art.png").symlink_to(tmp_path / "art.png")
    with pytest.raises(FeedError, match="not a file beside the show file"):
        read_art(inside)
    (tmp_path / "show" / "art.png").unlink()
    (tmp_path / "show" / "art.png").write_bytes(picture("JPEG", "RGB", 1400, 1400))
    assert read_art(inside)[0] == "show.jpg"

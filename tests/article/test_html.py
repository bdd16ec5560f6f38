"""Raw HTML: what its elements mean, where its attributes stand, and that no character is lost."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boyin.article.article import parse_article
from boyin.article.blocks import Block
from boyin.article.html.tags import read_tag
from boyin.script.script import split_article

TABLE = Path(__file__).parent / "html_blocks.tsv"


def rows() -> list[tuple[str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if not line.startswith("# "))
    return [(text.replace("\\n", "\n"), blocks.replace("\\n", "\n")) for text, blocks in cells]


def shown(block: Block) -> str:
    kind = f"h{block.level}" if block.level else block.kind
    return f"{kind}{'>' * block.quoted} {block.text}".strip()


@pytest.mark.parametrize(("text", "blocks"), rows())
def test_row_of_our_table(text: str, blocks: str) -> None:
    article = parse_article(f"{text}\n", "a.md")
    assert " ¦ ".join(map(shown, article.layout.blocks)) == blocks
    split_article(parse_article(f"{text}\n\n结束。\n", "a.md"))


def test_headings_of_html_make_chapters_and_its_lists_are_counted() -> None:
    text = "<h1>题</h1>\n<h2>一</h2>\n<ol><li>甲</li><li>乙</li></ol>\n<h2>二</h2>\n<p>文。</p>\n"
    script = split_article(parse_article(text, "a.md"))
    assert script.chapters == ("开场", "一", "二")
    assert [one.shown() for one in script.segments if one.role in ("structure", "item")] == [
        "[共2项。]",
        "[第1，]",
        "甲",
        "[第2，]",
        "乙",
    ]


def test_table_of_html_is_announced_with_its_columns() -> None:
    text = (
        "<table><tr><th>名</th><th>数</th></tr>"
        "<tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>\n"
    )
    segments = split_article(parse_article(text, "a.md")).segments
    assert [one.shown() for one in segments] == [
        "[表格，2列2行。]",
        "名，数",
        "甲，[数：]1",
        "乙，[数：]2",
    ]


class _Oracle(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            self.found.setdefault(name, value or "")


NAMES = st.sampled_from(["alt", "data-alt", "src", "title", "lang", "data-src", "ALT", "x:alt"])
VALUES = st.text(alphabet="ab =/é一'&;<", max_size=8)
BARE = st.text(alphabet="ab/é一&;-", min_size=1, max_size=8)
ATTRIBUTES = st.lists(
    st.one_of(
        st.builds('{}="{}"'.format, NAMES, VALUES),
        st.builds("{} = '{}'".format, NAMES, VALUES.map(lambda text: text.replace("'", '"'))),
        st.builds("{}={}".format, NAMES, BARE),
        NAMES,
    ),
    max_size=5,
)


@given(ATTRIBUTES, st.sampled_from([">", " >", " />"]))
def test_attributes_are_those_that_a_parser_of_html_finds(attributes: list[str], end: str) -> None:
    text = " ".join(["<img", *attributes]) + end
    oracle = _Oracle()
    oracle.feed(text)
    tag = read_tag(text)
    assert tag is not None
    assert {name: value.text for name, value in tag.attributes.items()} == oracle.found
    for value in tag.attributes.values():
        assert text[value.start : value.start + len(value.written)] == value.written


PARTS = (
    *("<h2>", "</h2>", "<blockquote>", "</blockquote>", "<ul>", "</ul>", "<ol start=3>", "</ol>"),
    *("<li>", "</li>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<th>", "<pre>", "</pre>"),
    *("<sup>", "</sup>", "<sub>", "2", "甲", "乙。", "two words", "\n", "\n\n", "> ", "- ", "<br>"),
    *('<img alt="图">', '<figure caption="题">', "<p>", "</p>", "<!-- x -->", "&amp;", "<hr>"),
)


@given(st.lists(st.sampled_from(PARTS), max_size=24))
def test_all_of_it_is_spoken_or_skipped_whatever_its_order(parts: list[str]) -> None:
    script = split_article(parse_article("".join(parts) + "\n\n结束。\n", "a.md"))
    assert any(segment.written.endswith("结束。") for segment in script.segments)

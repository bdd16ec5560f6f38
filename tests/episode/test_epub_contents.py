"""A book is found one's way in by its structure, and says of itself what is true."""

from collections import Counter
from pathlib import Path

import pytest

from boyin.builds.made import Made
from tests.epub_making import book_of, make, make_example
from tests.epub_programs import NS, Book


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make_example(tmp_path_factory.mktemp("epub"))


@pytest.fixture(scope="module")
def book(made: Made) -> Book:
    return book_of(made)


def test_contents_lead_to_every_chapter_and_heading(tmp_path: Path) -> None:
    headings = ("# 题", "## 甲", "### 子", "#### 孙", "### 丑", "## 乙")
    text = "\n\n".join(f"{heading}\n\n文。" for heading in headings)
    book = book_of(make(text, tmp_path))
    nav = book.tree(book.place("nav.xhtml"))
    (toc,) = book.all(nav, "//x:nav[@epub:type='toc']/x:ol")
    pages = {name: tree for name, tree, _ in book.pages()}
    found = []
    for link in book.all(toc, ".//x:a"):
        page, _, target = link.get("href").partition("#")
        if target:
            (there,) = pages[page].xpath(f"//*[@id='{target}']")
            found.append((len(list(link.iterancestors())), page, link.text, there.text))
    assert [(depth - found[0][0], *rest) for depth, *rest in found] == [
        (0, "chapter-001.xhtml", "开场", "题"),
        (0, "chapter-002.xhtml", "甲", "甲"),
        (2, "chapter-002.xhtml", "子", "子"),
        (4, "chapter-002.xhtml", "孙", "孙"),
        (2, "chapter-002.xhtml", "丑", "丑"),
        (0, "chapter-003.xhtml", "乙", "乙"),
    ]


def test_footnotes_lead_there_and_back(book: Book) -> None:
    pages = {name: tree for name, tree, _ in book.pages()}
    references = [
        (name, link)
        for name, tree in pages.items()
        for link in book.all(tree, "//x:a[@epub:type='noteref']")
    ]
    assert [link.text for _, link in references] == ["1", "2"]
    for name, link in references:
        page, _, target = link.get("href").partition("#")
        (note,) = pages[page].xpath(f"//*[@id='{target}']")
        assert note.get("role") == "doc-footnote"
        (back,) = book.all(note, ".//x:a[@role='doc-backlink']")
        assert back.get("href") == f"{name}#{link.get('id')}"


def test_structure_is_there_for_those_who_navigate_by_it(book: Book) -> None:
    trees = [tree for _, tree, _ in book.pages()]

    def count(path: str) -> int:
        return sum(len(book.all(tree, path)) for tree in trees)

    assert count("//x:table[x:thead/x:tr/x:th[@scope='col']]") == 2
    assert count("//x:img[@alt != '']") == count("//x:img") == 10
    assert count("//x:figure[x:img]/x:figcaption/x:span[@id]") == 2
    # What is said of a table before its first words is said of all of it.
    assert count("//x:div[@id]/x:table") == 2
    assert count("//x:div[@id]/x:pre/x:code") == 1
    assert count("//x:li//x:li//x:li") == 2
    assert count("//x:section[@role='doc-chapter']") == 7
    assert all(tree.get("lang") == "zh-CN" for tree in trees)
    overlays = [smil for _, _, smil in book.pages() if smil is not None]
    kinds = Counter(
        seq.get(f"{{{NS['epub']}}}type") for one in overlays for seq in book.all(one, "//smil:seq")
    )
    assert kinds == {"table": 2, "list": 4, "figure": 10, "footnote": 3}


@pytest.mark.parametrize(
    ("text", "sufficient", "features", "told"),
    [
        ("文。", ["textual", "auditory"], [], ["人工"]),
        ("文。\n\n```\nx\n```", ["textual"], [], ["代码"]),
        ("<!-- boyin: skip -->不念<!-- boyin: / -->文。", ["textual"], [], []),
        ("![图](here.png)", ["textual", "auditory", "textual,visual"], ["alternativeText"], ["都"]),
        ("![](here.png)\n\n文。", ["textual,visual"], [], ["1 张"]),
        (
            "![](here.png)\n\n图一：一个点。",
            ["textual", "auditory", "textual,visual"],
            ["alternativeText"],
            ["都"],
        ),
        ("![图](https://a.b/c.png)", ["textual", "auditory"], [], []),
        (
            '<img src="here.png" alt="">\n\n文。',
            ["textual", "auditory", "textual,visual"],
            ["alternativeText"],
            ["都"],
        ),
    ],
)
def test_claims_are_true(
    text: str, sufficient: list[str], features: list[str], told: list[str], tmp_path: Path
) -> None:
    book = book_of(make(text, tmp_path))
    assert book.metadata("schema:accessModeSufficient") == sufficient
    every = ["synchronizedAudioText", "tableOfContents", "structuralNavigation", "readingOrder"]
    assert book.metadata("schema:accessibilityFeature") == [
        *every,
        "displayTransformability",
        *features,
    ]
    shown = "textual,visual" in sufficient
    assert ("visual" in book.metadata("schema:accessMode")) is shown
    (summary,) = book.metadata("schema:accessibilitySummary")
    assert all(word in summary for word in told)
    assert book.metadata("dcterms:conformsTo") == []


def test_facts_are_the_articles(book: Book) -> None:
    def dc(name: str) -> list[str]:
        return [one.text for one in book.all(book.package, f"//dc:{name}")]

    assert (dc("title"), dc("creator")) == (["声音跑得有多快"], ["播音编辑部"])
    assert (dc("language"), dc("date")) == (["zh-CN"], ["2026-03-08"])
    # It names the book wherever it was made.
    assert dc("identifier") == ["urn:uuid:51a3bc8a-b9e1-5c79-9f2f-5a2238338603"]
    assert book.metadata("dcterms:modified") == ["2026-03-08T00:00:00Z"]
    assert book.metadata("media:narrator")[0] == "tone_low (tone)"
    (active,) = book.metadata("media:active-class")
    assert f".{active} {{" in book.archive.read(book.place("style.css")).decode()


def test_own_words_are_in_the_articles_language(tmp_path: Path) -> None:
    book = book_of(make("---\nlanguage: en-GB\n---\n\nNobody knows.\n\n![](here.png)\n", tmp_path))
    pages = {name: tree for name, tree, _ in book.pages()}
    told = [*pages.values(), book.tree(book.place("nav.xhtml"))]
    assert {tree.get("lang") for tree in told} == {"en-GB"}
    (first,) = book.all(pages["chapter-001.xhtml"], "//x:span[text() = 'Nobody knows.']")
    assert first.get("lang") == "en-GB"
    (alt,) = pages["chapter-001.xhtml"].xpath("//@alt")
    (summary,) = book.metadata("schema:accessibilitySummary")
    words = alt + summary + "".join(word for tree in told[1:] for word in tree.itertext())
    assert words.replace("–", "").isascii()


def test_a_picture_that_decorates_is_passed_over(tmp_path: Path) -> None:
    book = book_of(make('<img src="here.png" alt="">\n\n文。', tmp_path))
    images = [image for _, tree, _ in book.pages() for image in book.all(tree, "//x:img")]
    assert [image.get("alt") for image in images] == [""]

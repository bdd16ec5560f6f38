"""Who reads what: passages, roles, chapters, identities, overrides."""

from pathlib import Path

import pytest

from boyin.article.article import parse_article, read_article
from boyin.ground.errors import ArticleError
from boyin.script.passages import Routing
from boyin.script.script import Segment, split_article

REAL = Path(__file__).parents[3] / "shared" / "articles" / "anthropic-safety-lead.md"
needs_real = pytest.mark.skipif(not REAL.is_file(), reason="the real article is not here")


def segments(text: str, routing: Routing | None = None) -> tuple[Segment, ...]:
    return split_article(parse_article(text, "a.md"), routing).segments


def roles(text: str, routing: Routing | None = None) -> list[tuple[str, str]]:
    return [(segment.role, segment.written) for segment in segments(text, routing)]


def english(text: str, routing: Routing | None = None) -> list[str]:
    return [segment.written for segment in segments(text, routing) if segment.language == "en"]


@needs_real
def test_english_of_the_real_article() -> None:
    assert english(REAL.read_text(encoding="utf-8")) == [
        "The world is in peril.",
        "head of safeguards research team",
        "I've repeatedly seen how hard it is to truly let our values govern our actions.",
        "Even Anthropic constantly face pressures to set aside what matters most.",
        "the practice of courageous speech",
    ]


@needs_real
def test_quotations_of_the_real_article() -> None:
    found = [s.written for s in split_article(read_article(REAL)).segments if s.role == "quotation"]
    assert found == [
        "世界危在旦夕。",
        "又一个蹭热度的，至于吗？",
        "这人谁啊？",
        "AI安全又是个啥？",
        "等等，如果连造AI的人都害怕了，那我们呢？",
        "又一个危言耸听的技术人员。",
        "在这里的日子里，我反复看到，让我们的价值观真正主导我们的行动，有多难。",
        "即使是 Anthropic，也在不断面对压力，被迫搁置最重要的事。",
        "安全文化和安全流程已经让位给了光鲜亮丽的产品。",
        "人们会告诉聊天机器人自己的病情、感情问题、对上帝和来世的看法。",
        "在这样的对话数据上建立广告系统，意味着可以用我们尚不了解的方式操纵用户。",
        "我对在这个行业工作感到真的很紧张。",
        "我们已经看到了社交媒体发生了什么。",
        "这些都是硅谷精英的内部斗争，跟我有什么关系？",
        "用一条有误导性的广告来批评理论上的误导性广告，挺符合 Anthropic 言行不一的品牌调性的。",
    ]


@needs_real
def test_chapters_of_the_real_article_are_its_headings_of_level_two() -> None:
    headings = [
        line.removeprefix("## ")
        for line in REAL.read_text(encoding="utf-8").splitlines()
        if line.startswith("## ")
    ]
    assert split_article(read_article(REAL)).chapters == ("开场", *headings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“Stay hungry, stay foolish.”然后走了。", ["Stay hungry, stay foolish."]),
        ('他说："Stay hungry." 他又说："Stay foolish."', ["Stay hungry.", "Stay foolish."]),
        ("口号是「Just do it」。", ["Just do it"]),
        ("小说《The Great Gatsby》出版了。", ["The Great Gatsby"]),
        ("他说：“她喊‘Come on in!’，我没动。”", ["Come on in!"]),
        ("世界危在旦夕（The world is in peril）。", ["The world is in peril"]),
        ("世界危在旦夕(The world is in peril).", ["The world is in peril"]),
        ("（原文：I see. You don't.）", ["I see.", "You don't."]),
        ("萨姆·奥特曼（Sam Altman）来了。", []),
        ("这书不错。I love this book. 你也看看。", ["I love this book."]),
        ("All of it is English. Yes. All of it.", ["All of it is English.", "Yes.", "All of it."]),
        ("> To be or not to be.", ["To be or not to be."]),
        ("- 一\n- Two words\n", ["Two words"]),
        ("他说：“I’ve seen it.”", ["I’ve seen it."]),
        ("（artificial general intelligence，通用人工智能）", ["artificial general intelligence"]),
        ("（AI Safety Summit，2023年11月）", ["AI Safety Summit"]),
        ("他说：I have a dream.", ["I have a dream."]),
        ("他说“I am”。", ["I am"]),
        ('一块27"的屏幕，"very big"。', ["very big"]),
    ],
)
def test_english_passage(text: str, expected: list[str]) -> None:
    assert english(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Sam Altman 说 Claude 比 ChatGPT 好。",
        "学术上叫拍马屁（sycophancy）。",
        "“超级对齐”（Superalignment）团队解散了。",
        "（据 CNBC 和 Global News 报道）",
        "（CNBC、Vox）",
        "OpenAI CEO Sam Altman 亲口说过。",
        "他说“OpenAI”。",
        "见 https://a.b/some-page-here 。",
        "（https://a.b/one/two three）",
        "（3 km / 5 mi）",
        "好。OK。",
        "作者：Sam Altman",
    ],
)
def test_names_and_terms_stay_with_the_narrator(text: str) -> None:
    assert english(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“我走了。”", ["我走了。"]),
        ("他说：“不走，不留”。", ["不走，不留"]),
        ("“你来吗？”他问，“我等你。”", ["你来吗？", "我等你。"]),
        ("他说：“第一句。第二句。”", ["第一句。", "第二句。"]),
        ("“第一，”他说，“我们赢了。”", ["第一，", "我们赢了。"]),
        ('他问："你好吗." 她走了。', ["你好吗."]),
        ("他说：“OK。”", ["OK。"]),
        ("> 整段都是引语。没有引号。", ["整段都是引语。", "没有引号。"]),
        ("他说：“第一段。\n\n“第二段。”\n\n外面。", ["第一段。", "第二段。"]),
        ("他说：“第一段。\n\n中间段。\n\n最后段。”他走了。", ["第一段。", "中间段。", "最后段。"]),
    ],
)
def test_spoken_quotation(text: str, expected: list[str]) -> None:
    assert [written for role, written in roles(text) if role == "quotation"] == expected


@pytest.mark.parametrize(
    "text",
    [
        "他把“怎么办？”三个字写在墙上。",
        "这不是“躺平”。",
        '因为"安全"两个字。',
        "注意：“即使是你”。",
        "读《你好，李焕英！》。",
    ],
)
def test_term_in_quotation_marks_is_no_quotation(text: str) -> None:
    assert [role for role, _ in roles(text)] == ["narration"]


def test_marks_around_a_passage_are_kept_beside_it() -> None:
    first, second = segments("世界（The world.）。")
    assert (first.opening, first.written, first.closing) == ("", "世界", "")
    assert (second.opening, second.written, second.closing) == ("（", "The world.", "）。")


def test_every_role() -> None:
    text = (
        "# 题目\n\n正文。\n\n## 章\n\n### 节\n\n> 引语。\n\nIt is so.\n\n- 项目\n\n"
        "![描述](a.png)\n\n"
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n```\nx = 1\n```\n\n正文[^1]。\n\n[^1]: 脚注。\n\n"
        "> 来源：某报。\n"
    )
    assert roles(text) == [
        ("title", "题目"),
        ("narration", "正文。"),
        ("heading", "章"),
        ("subheading", "节"),
        ("quotation", "引语。"),
        ("english", "It is so."),
        ("item", "项目"),
        ("image", "描述"),
        ("structure", ""),
        ("table", "甲，乙"),
        ("table", "1，2"),
        ("code", "x = 1"),
        ("narration", "正文。"),
        ("note", "脚注。"),
        ("note", "来源：某报。"),
    ]


def test_items_of_a_sources_section_are_notes() -> None:
    text = "# 题\n\n正文。\n\n## 参考资料\n\n- 甲报\n- 乙报\n\n## 后记\n\n- 丙\n"
    assert [role for role, _ in roles(text)][3:] == [
        *("structure", "note", "note", "heading", "item")
    ]


def test_signature_under_a_quotation_is_a_sentence_of_its_own() -> None:
    assert roles("> 路是人走出来的\n> ——鲁迅\n") == [
        ("quotation", "路是人走出来的"),
        ("quotation", "——鲁迅"),
    ]


@pytest.mark.parametrize("heading", ["參考資料", "资料来源：", "参考文献（部分）", "References"])
def test_sources_are_known_by_many_names(heading: str) -> None:
    text = f"正文。\n\n## {heading}\n\n### 书\n\n- 甲\n\n## 后记\n\n- 乙\n"
    assert [role for role, written in roles(text) if written in "甲乙"] == ["note", "item"]


def test_only_the_first_heading_of_level_one_is_the_title() -> None:
    script = split_article(parse_article("# 甲\n\n文。\n\n# 乙\n\n文。\n\n# 丙\n\n文。", "a.md"))
    assert script.chapters == ("开场", "乙", "丙")
    assert [segment.role for segment in script.segments].count("title") == 1


def test_tag_that_is_never_closed_ends_with_its_block() -> None:
    assert english("<p lang=en>Hello\n\n中文。\n\n<b data-lang=en>词</b>。") == ["Hello"]


def test_attribute_may_hold_a_bracket() -> None:
    assert roles('<div>\n<img alt="甲 > 乙">\n</div>\n\n文。')[0] == ("image", "甲 > 乙")


def test_comment_that_never_ends_is_an_error() -> None:
    with pytest.raises(ArticleError, match=r"a\.md:3: a comment begins here and never ends"):
        segments("甲。\n\n<!-- 乙。\n\n丙。")


def test_image_without_description_is_a_segment_without_text() -> None:
    (before, image) = segments("文字。\n\n![](a.png)\n", Routing(images="full"))
    assert (image.role, image.written, image.lines) == ("image", "", (3, 3))
    assert before.role == "narration"


def test_headings_of_level_three_make_chapters_if_asked() -> None:
    article = parse_article("甲。\n\n## 一\n\n乙。\n\n### 二\n\n丙。\n", "a.md")
    assert split_article(article).chapters == ("开场", "一")
    assert split_article(article, Routing(chapter_level=3)).chapters == ("开场", "一", "二")


def test_article_without_headings_is_one_chapter_with_its_title() -> None:
    script = split_article(parse_article("# 题目\n\n正文。\n", "a.md"))
    assert script.chapters == ("题目",)
    assert {segment.chapter for segment in script.segments} == {0}


def test_article_that_begins_with_a_heading_has_no_opening() -> None:
    assert split_article(parse_article("## 一\n\n正文。\n", "a.md")).chapters == ("一",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('他叫<span lang="en">Sam</span>。', ["Sam"]),
        ("他叫<!-- boyin: en -->Sam<!-- boyin: / -->。", ["Sam"]),
        ('他说“<span lang="zh">Stay hungry</span>”。', []),
        (
            "<!-- boyin: zh -->\n\nAll of it is English.\n\n<!-- boyin: / -->\n\nSo is this.",
            ["So is this."],
        ),
        ('<span lang="en">a <span>b</span> c</span> 中文', ["a b c"]),
    ],
)
def test_author_overrides_the_language(text: str, expected: list[str]) -> None:
    assert english(text) == expected


def test_author_leaves_a_passage_out() -> None:
    script = split_article(
        parse_article("前文。<!-- boyin: skip -->不读。<!-- boyin: / -->后文。", "a.md")
    )
    assert [segment.written for segment in script.segments] == ["前文。", "后文。"]
    assert [s.text for s in script.skips if s.reason == "left out by the author"] == ["不读。"]


def test_author_leaves_out_blocks_of_every_kind() -> None:
    text = (
        "前文。\n\n<!-- boyin: skip -->\n\n段落。\n\n![](a.png)\n\n```\nx\n```\n\n"
        "<!-- boyin: / -->\n\n后文。\n"
    )
    assert roles(text) == [("narration", "前文。"), ("narration", "后文。")]


def test_what_is_left_out_within_a_sentence_does_not_cut_it() -> None:
    assert roles(
        "<ruby>汉<rt>hàn</rt></ruby>字<!-- boyin: skip -->（注）<!-- boyin: / -->很美。"
    ) == [("narration", "汉字很美。")]


def test_comment_that_says_nothing_to_boyin_is_an_error() -> None:
    with pytest.raises(ArticleError, match=r"a\.md:3: `<!-- boyin: skp -->` says nothing"):
        segments("甲。\n\n乙<!-- boyin: skp -->丙。")


def test_comment_at_the_start_leaves_markdown_what_it_is() -> None:
    text = "- <!-- boyin: zh -->“Hello World”<!-- boyin: / -->也*可以*。\n\n> <div>引\n> 语</div>\n"
    assert roles(text) == [
        ("item", "“Hello World”也可以。"),
        ("quotation", "引"),
        ("quotation", "语"),
    ]


def test_bold_that_commonmark_does_not_see_is_no_asterisks() -> None:
    assert roles("**不要慌。**然后走。") == [("narration", "不要慌。"), ("narration", "然后走。")]
    assert roles("2 ** 3 和 4 ** 5") == [("narration", "2 ** 3 和 4 ** 5")]


def test_cast_overrides_threshold_and_phrases() -> None:
    text = "术语（sycophancy）和“Stay hungry”。"
    assert english(text, Routing(english_words=1)) == ["sycophancy", "Stay hungry"]
    assert english(text, Routing(english_words=3)) == []
    assert english(text, Routing(languages=(("sycophancy", "en"), ("Stay hungry", "zh")))) == [
        "sycophancy"
    ]


def test_identity_does_not_depend_on_the_place() -> None:
    text = "甲。\n\n乙。\n\n丙。\n"
    before = {segment.written: segment.id for segment in segments(text)}
    after = {
        segment.written: segment.id for segment in segments("丙。\n\n新。\n\n## 章\n\n乙。\n\n甲。")
    }
    assert {after[written] for written in before} == set(before.values())


def test_same_sentence_twice_has_two_identities() -> None:
    first, second = segments("好。\n\n好。\n")
    assert second.id == f"{first.id}-2"


def test_segments_know_their_lines_and_source() -> None:
    text = "# 题\n\n第一句。\n第二句，\n“第三句。”\n"
    article = parse_article(text, "a.md")
    found = split_article(article).segments
    assert [(segment.written, segment.lines) for segment in found] == [
        ("题", (1, 1)),
        ("第一句。", (3, 3)),
        ("第二句，", (4, 4)),
        ("第三句。", (5, 5)),
    ]
    for segment in found:
        source = "".join(article.source[start:end] for start, end in segment.spans)
        assert segment.written in source


def test_borders_from_clause_to_chapter() -> None:
    text = "# 题\n\n甲。乙。他说：“丙。”\n\n- 丁\n\n---\n\n## 章\n\n" + "戊" * 50 + "，" + "己" * 50
    assert [segment.border for segment in segments(text)] == [
        "title", "sentence", "sentence", "voice", "paragraph", "chapter", "heading", "clause",
        "paragraph",
    ]  # fmt: skip


def test_emoji_are_skipped_and_keycaps_keep_their_digit() -> None:
    script = split_article(parse_article("## 🔴 标题\n\n1️⃣ 第一点👨‍👩‍👧。★ 好\n", "a.md"))
    assert [segment.written for segment in script.segments] == ["标题", "1 第一点。", "★ 好"]
    assert [s.text for s in script.skips if s.reason == "decorative emoji"] == [
        "🔴",
        "\ufe0f\u20e3",
        "👨‍👩‍👧",
    ]


@pytest.mark.parametrize("text", ["---\n", "![]()\n\n***\n", "<!-- 注 -->\n", "……\n", "😊\n"])
def test_nothing_to_say_is_an_error(text: str) -> None:
    with pytest.raises(ArticleError, match=r"a\.md: there is nothing to say in it"):
        segments(text)

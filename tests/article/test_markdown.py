"""Blocks: their text, their place in the source, and what the rest of the source is."""

from boyin.article.markdown import read_markdown

SOURCE = """\
# 题 `code` &amp; \\*星\\*

> 引 *强调* 的
> > 深处

Setext
===

1. [x] 完成 ![图一](a.png "t") 之后
   续行
   - 内层

| a\\|b | **粗** |
|------|:---:|
| 1    | x\\|y | 多余 |

```python
print("是")
```

[链接](https://a.b/c_d) 和 <https://a.b/c> 和 [引用][r]，~~删~~。脚注[^1]，行内^[注 *文*]。

[r]: https://x.y 'z'
[^1]: 脚注
    第二行

<details><summary>摘要 &lt;</summary>正文 <b>粗</b></details>
<script>alert(1)</script>

![](b.png)

<img src="c.png" alt="图 三">
"""


def visible() -> list[tuple[str, int, str]]:
    return [
        (block.kind, block.level, block.text.strip()) for block in read_markdown(SOURCE, 0).blocks
    ]


def test_blocks_of_every_kind() -> None:
    assert visible() == [
        ("heading", 1, "题 code & *星*"),
        ("paragraph", 0, "引 强调 的"),
        ("paragraph", 0, "深处"),
        ("heading", 1, "Setext"),
        ("item", 0, "完成"),
        ("image", 0, "图一"),
        ("paragraph", 0, "之后续行"),
        ("item", 0, "内层"),
        ("row", 0, "a|b，粗"),
        ("row", 0, "1，x|y"),
        ("code", 0, 'print("是")'),
        ("paragraph", 0, "链接 和 https://a.b/c 和 引用，删。脚注，行内。"),
        ("paragraph", 0, "注 文"),
        ("paragraph", 0, "脚注第二行"),
        ("paragraph", 0, "摘要 <"),
        ("paragraph", 0, "正文 粗"),
        ("image", 0, ""),
        ("image", 0, "图 三"),
    ]


def test_every_piece_stands_where_it_says() -> None:
    for block in read_markdown(SOURCE, 0).blocks:
        for piece in block.pieces:
            source = SOURCE[piece.start : piece.end]
            if len(source) == len(piece.text) and piece.text != " ":
                assert source == piece.text
            else:
                assert (piece.text, source) in {
                    ("&", "&amp;"),
                    ("*", "\\*"),
                    ("<", "&lt;"),
                    (" ", " "),
                    ("，", ""),
                    ('print("是")\n', 'print("是")'),
                }


def test_marks_name_what_is_not_text() -> None:
    marks = {
        (SOURCE[mark.start : mark.end].strip(), mark.what)
        for mark in read_markdown(SOURCE, 0).marks
    }
    assert {
        ("1.", "list number"),
        ("[x]", "task box"),
        ('](a.png "t")', "image address"),
        ("| 多余 |", "table cell without a column"),
        ("](https://a.b/c_d)", "link address"),
        ("][r]", "link address"),
        ("[r]: https://x.y 'z'", "link definition"),
        ("[^1]", "footnote mark"),
        ("[^1]:", "footnote mark"),
        ("<script>alert(1)</script>", "script or style"),
        ("<summary>", "HTML tag"),
    } <= marks


def test_blocks_know_their_context() -> None:
    blocks = {block.text.strip(): block for block in read_markdown(SOURCE, 0).blocks}
    assert blocks["深处"].quoted
    assert not blocks["Setext"].quoted
    assert blocks["脚注第二行"].note
    assert blocks["注 文"].note
    line = SOURCE.splitlines().index("[^1]: 脚注") + 1
    assert blocks["脚注第二行"].lines == (line, line + 1)


def test_lines_before_the_first_belong_to_somebody_else() -> None:
    (block,) = read_markdown("---\n# 不是\n---\n正文。\n", 3).blocks
    assert (block.text, block.lines) == ("正文。", (4, 4))


def test_pathological_input_is_read_quickly_enough_to_finish() -> None:
    for text in (
        "[" * 20_000,
        "> " * 90 + "文",
        "*a_" * 20_000,
        "|" * 5_000 + "\n" + "|-" * 5_000,
    ):
        assert read_markdown(text, 0).blocks

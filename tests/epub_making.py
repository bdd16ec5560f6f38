"""The books that several test files read."""

from pathlib import Path

from boyin.builds.made import Made
from boyin.builds.pipeline import make_episode
from tests.epub_programs import Book
from tests.making import png, write_article

EXAMPLE = Path(__file__).parents[1] / "examples" / "structure.md"
HOSTILE = """\
---
title: 难 ]]> & <b> "题"
author: <甲> & 乙
language: 中文
---

# 标题 <script>x</script> & ]]>

[一](https://a.b/c|d "x") [二](https://例子.cn/路径?问=答#段) [三](http://[::1]/) [四](https://u@h.cn)
[五](https://a.b/%zz%20) [六](http://a_b.cn/) [七](<https://a.b/c d>) <https://a.b/'"()>[^1]

![远处的图](https://a.b/图.png) ![](http://a.b/x.png) ![没有](none.png) ![*近*处的](here.png) 文。

![The world is in peril. 世界危险。](here.png)

> ## 引用里的章
>
> 1. 甲[^1]
>
> 7. 乙
> 1000000. 丙
>
>    | 一 | | The world is in peril. |
>    |---|---|---|
>    | | | |
>    | 二^[行中注 [链接](https://a.b)。] | 三 | 四 |

### 小节

- - - 深
-

```
<b>&]]>

\x0b
```

[^1]: 注一。

    注一的第二段[^2]。

[^2]: ## 注里的章

[^1]: 又一个注一。

##### 最后 &amp; &#x1F600;

文<br>行 \\u2028 <!-- boyin: skip -->不念<!-- boyin: / -->。
"""


MUSIC = """
transitions:
  intro: wood
  chapter: chime
  outro: wood
"""


def musical(folder: Path) -> str:
    """A cast that hums, with music at both ends and between the chapters."""
    path = folder / "musical.yaml"
    tone = Path(__file__).parents[1] / "voices" / "tone.yaml"
    path.write_text(tone.read_text(encoding="utf-8") + MUSIC, encoding="utf-8")
    return str(path)


def make_example(folder: Path) -> Made:
    """Of the example that has every structure: tables, code, formulas, footnotes, ten pictures."""
    return make_episode(EXAMPLE, cast=musical(folder), output=folder)


def make(text: str, folder: Path) -> Made:
    path = write_article(folder, text)
    (folder / "here.png").write_bytes(png())
    return make_episode(path, cast="tone", output=folder / "output")


def book_of(made: Made) -> Book:
    return Book(made.episode.mp3.with_suffix(".epub"))

"""The words of a book that are not the article's, in Chinese and in English."""

from dataclasses import dataclass

from boyin.ground.languages import is_english


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What a book says in its own words."""

    contents: str
    landmarks: str
    text: str
    picture: str
    no_description: str
    captioned: str
    open: str
    footnote: str
    back: str
    """With the number of a footnote."""
    about: str
    synchronized: str
    described: str
    undescribed: str
    """With how many pictures there are."""
    code: str
    unevaluated: str


CHINESE = Labels(
    contents="目录",
    landmarks="导览",
    text="正文",
    picture="图片：",
    no_description="图片，没有文字说明",
    captioned="图片，说明见下",
    open="打开图片",
    footnote="脚注",
    back="回到正文中的注 {}",
    about="关于本书",
    synchronized="全文配有逐句同步的合成语音朗读，读到的句子会突出显示。目录列出各章，"
    "阅读顺序就是朗读顺序，字号和颜色由阅读器调整。",
    described="图片都有文字说明。",
    undescribed="有 {} 张图片没有文字说明。",
    code="代码不逐字朗读。",
    unevaluated="本书由程序制作，没有经过人工的无障碍评估。",
)
ENGLISH = Labels(
    contents="Contents",
    landmarks="Landmarks",
    text="Text",
    picture="Picture: ",
    no_description="A picture without a description",
    captioned="A picture, described below",
    open="Open the picture",
    footnote="Footnote",
    back="Back to reference {}",
    about="About this book",
    synchronized="All text is read aloud by synthetic voices, sentence by sentence, and the "
    "sentence being read is marked. There is a table of contents, the reading order is the order "
    "in which the text is read aloud, and size and colours can be changed by the reading system.",
    described="All pictures are described.",
    undescribed="Pictures without a description: {}.",
    code="Code is not read aloud.",
    unevaluated="This book was made by a program; no person has evaluated its accessibility.",
)


def labels_of(language: str) -> Labels:
    """The words for a book in this language."""
    return ENGLISH if is_english(language) else CHINESE

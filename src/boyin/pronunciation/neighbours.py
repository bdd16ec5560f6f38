"""Characters whose neighbours tell how they are read: surnames, and words that stand beside them.

Promise: an answer depends on the text alone; without one it is None.
"""

import regex

NUMBERS = tuple("零一二两三四五六七八九十百千万亿几数负约")
_FOLLOWED = (
    ("还", ("钱", "款", "债", "贷", "书", "给", "清", "回", "账", "手", "不起", "了"), "huan2"),
    ("长", ("得", "大", "成", "出", "高", "胖", "满", "在"), "zhang3"),
    ("长", (*NUMBERS, "时间", "达", "近", "超", "度", "期"), "chang2"),
    ("调", ("成", "高", "低", "大", "小", "亮", "暗", "快", "慢", "好", "节", "准"), "tiao2"),
    ("过", tuple(f"了{number}" for number in "两三四五六七八九十百千几半"), "guo4"),
    ("差", ("得", "了一", "了点", "了很", "了几", "一点", "点儿", "劲", "两", "三"), "cha4"),
    ("薄", ("了", "得像", "如纸"), "bao2"),
    ("数", ("着", "了", "过", "不清", "得清"), "shu3"),
    ("盛", ("饭", "汤", "粥", "菜", "水", "满", "出", "着", "了一", "了两", "在"), "cheng2"),
    (
        "中",
        (
            "了奖",
            "了大奖",
            "了彩",
            "了毒",
            "了弹",
            "了一枪",
            "了计",
            "了圈套",
            "了招",
            "了标",
            "了他的",
            "了邪",
            "过奖",
            "过枪",
            "过毒",
            "过弹",
        ),
        "zhong4",
    ),
    (
        "转",
        (
            "了一圈",
            "了几圈",
            "了两圈",
            "了三圈",
            "一圈",
            "几圈",
            "两圈",
            "了个圈",
            "圈",
            "了转",
            "个不停",
            "得很快",
        ),
        "zhuan4",
    ),
    ("系", ("好", "紧", "着领", "着围", "鞋带", "领带", "安全带", "围巾", "围裙", "扣子"), "ji4"),
    (
        "教",
        (
            "数学",
            "语文",
            "英语",
            "英文",
            "中文",
            "汉语",
            "物理",
            "化学",
            "历史",
            "音乐",
            "画画",
            "钢琴",
            "体育",
            "我们",
            "他们",
            "小学",
            "中学",
            "大学生",
            "过书",
            "了三",
            "了两",
        ),
        "jiao1",
    ),
    ("教", ("学生", "孩子", "人", "我", "你", "他", "她", "大家", "会", "书", "课", "过"), "jiao1"),
)
"""A character, what may follow it, and how it is read there; the first that fits."""
_LINES = (
    "字|代码|诗|文字|小字|大字|英文|中文|命令|脚印|足迹|眼?泪|树|一行|说明|注释|黑体|标题|数据|文本|"
    "输出"
)
_EXCEPTIONS = (
    ("一行", "", _LINES, 1, "hang2"),
    ("一行", "[这那哪每干爱换]", "$|[的就里爱都也]", 1, "hang2"),
    ("塞上", "", "[塞盖软木棉耳瓶]", 0, "sai1"),
    ("上铺", "[路地面床桌板]", "[着满了上好]", 1, "pu1"),
    ("教会", "", "[我你他她大人了们]|孩子|学生", 0, "jiao1"),
    ("结果", "[树藤枝株苗]", "$|了", 0, "jie1"),
    ("系着", "[心情身命魂关联维]", "", 0, "xi4"),
    ("多重", "有", "$|[的了呢啊]", 1, "zhong4"),
    ("床铺", "把|给|[我你他她]", "[好开平]", 1, "pu1"),
)
"""A word, what goes before and behind it, and the character of it that is then read otherwise."""
_SURNAMES = {
    "单": "shan4", "仇": "qiu2", "区": "ou1", "查": "zha1", "任": "ren2", "解": "xie4",
    "曾": "zeng1", "朴": "piao2", "华": "hua4", "盖": "ge3", "宁": "ning4", "缪": "miao4",
    "翟": "zhai2", "盛": "sheng4", "乐": "yue4", "燕": "yan1", "葛": "ge3", "洗": "xian3",
    "卜": "bu3", "柏": "bai3", "员": "yun4", "召": "shao4", "折": "she2", "种": "chong2",
    "尹": "yin3", "覃": "qin2", "晟": "cheng2", "车": "che1",
}  # fmt: skip
_TITLES = (
    "先生", "女士", "小姐", "太太", "教授", "老师", "博士", "医生", "大夫", "主任", "经理", "总监",
    "总裁", "主席", "部长", "院长", "局长", "校长", "处长", "市长", "省长", "书记", "律师", "同学",
    "师傅", "老板", "董事", "某", "氏", "姓",
)  # fmt: skip


_POSTS = (
    "董事长", "总经理", "总裁", "主席", "行长", "院长", "校长", "局长", "部长", "市长", "省长",
    "书记", "主任", "经理", "组长", "队长", "团长", "所长", "会长", "秘书长", "总监", "专家",
    "教授", "博士", "律师", "记者", "导演", "演员", "作家", "教练", "研究员", "分析师",
    "工程师", "发言人", "负责人", "创始人", "合伙人", "当事人", "嫌疑人",
)  # fmt: skip
_SAYING = (
    "表示", "说", "称", "认为", "指出", "介绍", "告诉", "透露", "坦言", "强调", "宣布", "回应",
    "分析", "解释", "提醒", "建议", "预计", "向记者",
)  # fmt: skip
_ALSO_VERBS = frozenset("任曾查解折种召洗")
"""Surnames that behind a post are oftener what its holder does: 主任曾两次表示."""


def reading_by_neighbours(text: str, i: int) -> str | None:
    """The reading of the character at `i` that a title or the words behind it decide."""
    if text[i] in _SURNAMES and _is_surname(text, i):
        return _SURNAMES[text[i]]
    for character, following, pinyin in _FOLLOWED:
        if text[i] == character and text.startswith(following, i + 1):
            return pinyin
    return None


def _is_surname(text: str, i: int) -> bool:
    if text[i - 1 : i] == "姓" and text[i - 2 : i] not in ("百姓", "同姓"):
        return True
    behind_post = text.endswith(_POSTS, 0, i)
    opens = i == 0 or text[i - 1] in "和与对说跟向" or behind_post
    if opens and text.startswith(_TITLES, i + 1):
        return True
    named = any(text.startswith(_SAYING, i + size) for size in (2, 3))
    whole = len(text) - i in (2, 3)
    return behind_post and (named or whole) and text[i] not in _ALSO_VERBS


def word_exception(word: str, before: str, following: str) -> tuple[int, str] | None:
    """Which character of a word is read otherwise between these, and how: 一行|字 is háng."""
    for exception, opens, closes, place, pinyin in _EXCEPTIONS:
        fits = word == exception and regex.search(f"(?:{opens})$", before)
        if fits and regex.match(closes, following):
            return place, pinyin
    return None

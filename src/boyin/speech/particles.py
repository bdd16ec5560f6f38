"""Rules for characters that grammar decides, not the words they stand in: 得, 地, 为, surnames …

Promise: a rule answers only for a character that no dictionary word holds; otherwise None.
"""

from collections.abc import Callable

_PERSONAL = (
    "我",
    "你",
    "他",
    "她",
    "它",
    "们",
    "咱",
    "您",
    "谁",
    "家",
    "人",
    "公司",
    "大家",
    "自己",
)
_ADVERBS = tuple("就都也还总必须可非又只真才不便却则既仍")
_BEFORE_MUST = (
    *_PERSONAL,
    *_ADVERBS,
    "肯定",
    "一定",
    "未必",
    "可能",
    "至少",
    "以后",
    "现在",
    "这",
    "那",
)
_AFTER_MUST = (
    "先", "去", "走", "做", "把", "给", "跟", "靠", "让", "用", "重新", "慢慢", "有", "回", "问",
    "承认", "赶紧", "赶快", "马上", "自己", "学会", "从", "在", "想办法", "花", "付", "等", "找",
    "听", "写", "换", "买", "再", "认真", "好好", "小心", "注意", "考虑", "面对", "接受", "拿",
    "交", "多", "尽快", "立刻", "继续", "按", "像",
)  # fmt: skip
_AFTER_GET = (
    "了",
    "到",
    "奖",
    "分",
    "病",
    "名",
    "知",
    "益",
    "以",
    "胜",
    "失",
    "票",
    "手",
    "逞",
    "救",
    "罪",
)
_FOR = (
    "而", "提供", "服务", "带来", "做", "创造", "打下", "奠定", "准备", "感到", "高兴", "骄傲",
    "自豪", "铺", "买单", "辩护", "代言", "争取", "付出", "操心", "担心", "担忧", "献", "设计",
    "打造", "赢得", "开辟", "注入", "增", "加油", "着想", "发声", "背书", "鼓掌", "腾出", "留",
    "争光", "制作", "定制", "定做", "生产", "祈祷", "难过", "敲响", "指明", "扫清", "讨", "求",
)  # fmt: skip
_NUMBERS = tuple("零一二两三四五六七八九十百千万亿几数负约")
_SHOWN = frozenset("长说做跑走写吃看过变玩打唱跳学睡活干种讲飞开来显觉")
"""Verbs before 得 that say how something goes."""
_BEFORE_GROUND = ("此", "本", "该", "各", "当", "购", "买", "在")
_AFTER_GROUND = ("上", "下", "里", "处", "面", "位", "方", "的", "和")
_MUCH = ("很", "太", "更", "最", "多", "较", "越", "不", "这么", "那么", "挺")
_BEFORE = (
    ("还", ("钱", "款", "债", "贷", "书", "给", "清", "回", "账", "手", "不起", "了"), "huan2"),
    ("长", ("得", "大", "成", "出", "高", "胖", "满", "在"), "zhang3"),
    ("长", (*_NUMBERS, "时间", "达", "近", "超", "度", "期"), "chang2"),
    ("调", ("成", "高", "低", "大", "小", "亮", "暗", "快", "慢", "好", "节", "准"), "tiao2"),
    ("过", tuple(f"了{number}" for number in "两三四五六七八九十百千几半"), "guo4"),
    ("数", ("着", "了", "过", "不清", "得清"), "shu3"),
    ("教", ("学生", "孩子", "人", "我", "你", "他", "她", "大家", "会", "书", "课", "过"), "jiao1"),
)
"""A character, what may follow it, and how it is read there; the first that fits."""
_ROW_OF_PEOPLE = ("人", "前往", "抵达", "到达", "来到", "离开", *"一二两三四五六七八九十")
_ONLY = tuple("是有能会要在想需剩够为不好差可许求顾看见听知")
_COUNTED = tuple("一二两三四五六七八九十百千万亿几半多数每这那哪")
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


def particle_reading(text: str, i: int, start: int, end: int) -> str | None:
    """The reading of the character at `i` in the run `text`, in the word from `start` to `end`."""
    if text[i] in _SURNAMES and _is_surname(text, i):
        return _SURNAMES[text[i]]
    for character, following, pinyin in _BEFORE:
        if text[i] == character and text.startswith(following, i + 1):
            return pinyin
    rule = _RULES.get(text[i])
    return rule(text, i, start, end) if rule else None


def _is_surname(text: str, i: int) -> bool:
    if text[i - 1 : i] == "姓" and text[i - 2 : i] not in ("百姓", "同姓"):
        return True
    return i in (0, *(i for cut in "和与对说跟向" if text[i - 1 : i] == cut)) and text.startswith(
        _TITLES, i + 1
    )


def _read_de(text: str, i: int, start: int, end: int) -> str:
    """Must (děi), get (dé), or the particle between a verb and how it goes (de)."""
    before, after = text[:i], text[i + 1 :]
    if start < i or before[-1:] in _SHOWN:
        return "de5"
    if after.startswith(_AFTER_GET) and (not before or before.endswith(_BEFORE_MUST)):
        return "de2"
    if end - start > 1 or not before or before.endswith(_BEFORE_MUST):
        return "dei3" if after else "de2"
    return "dei3" if after.startswith(_AFTER_MUST) and len(before) > 1 else "de5"


def _read_di(text: str, i: int, start: int, end: int) -> str | None:
    """Between how and what is done it is de; elsewhere it is the ground."""
    before, after = text[:i], text[i + 1 :]
    if i > start:
        return None
    if len(before) < 2 or not after or after.startswith(_AFTER_GROUND):
        return "di4"
    return "di4" if before.endswith(_BEFORE_GROUND) else "de5"


def _read_wei(text: str, i: int, start: int, end: int) -> str | None:
    """For (wèi) or to be (wéi); None when nothing around it tells."""
    before, after = text[:i], text[i + 1 :]
    if after.startswith(_NUMBERS) or "所" in after[:6]:
        return "wei2"
    if any(word in after[1:16] for word in _FOR):
        return "wei4"
    if not before and after.startswith(_PERSONAL):
        return "wei4"
    return None


def _read_dou(text: str, i: int, start: int, end: int) -> str | None:
    return "dou1" if end - start == 1 else None


def _read_chang(text: str, i: int, start: int, end: int) -> str | None:
    return "chang2" if text[:i].endswith(_MUCH) else None


def _read_hang(text: str, i: int, start: int, end: int) -> str | None:
    """A counted line is háng (第三行字); a party on its way is xíng (一行人)."""
    counted = text[:i].endswith(_COUNTED) and not text.startswith(_ROW_OF_PEOPLE, i + 1)
    return "hang2" if counted else None


def _read_zhi(text: str, i: int, start: int, end: int) -> str | None:
    """The measure word (那只灯泡) or only (那只是灯泡)."""
    counted = text[:i].endswith(_COUNTED) and not text.startswith(_ONLY, i + 1)
    return "zhi1" if counted else None


_RULES: dict[str, Callable[[str, int, int, int], str | None]] = {
    "得": _read_de,
    "地": _read_di,
    "为": _read_wei,
    "都": _read_dou,
    "长": _read_chang,
    "行": _read_hang,
    "只": _read_zhi,
}

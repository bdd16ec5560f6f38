"""Rules for characters that grammar decides, not the words they stand in: 得, 地, 为, surnames …

Promise: a rule answers only for a character that no dictionary word holds; otherwise None.
"""

from collections.abc import Callable

import regex

from boyin.pronunciation.neighbours import NUMBERS, reading_by_neighbours
from boyin.pronunciation.verbs import verb_reading

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
    "交", "多", "尽快", "立刻", "继续", "按", "像", "抓紧", "抓住", "保证", "保持", "坚持", "遵守",
    "提前", "亲自", "排队", "加班", "经过", "符合", "服从", "听从", "防着", "防止", "警惕", "看天",
    "看情况", "穿", "具备", "依靠",
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
    "争光", "办事", "谋", "排忧", "解难", "制作", "定制", "定做", "生产", "祈祷", "难过", "敲响",
    "指明", "扫清", "讨", "求",
)  # fmt: skip
_PURPOSES = (
    "避免", "防止", "防范", "确保", "保证", "保障", "推动", "促进", "加快", "加强", "进一步",
    "更好", "应对", "满足", "提高", "提升", "纪念", "庆祝", "配合", "规范", "落实", "解决", "帮助",
    "方便", "实现", "节省", "节约", "降低", "减少", "扩大", "维护", "打击", "吸引", "适应", "让",
)  # fmt: skip
"""What somebody does something for: 为避免误会."""
_HELPED = regex.compile(
    "(?:母亲|父亲|父母|孩子|儿子|女儿|家人|妻子|丈夫|朋友|客户|用户|患者|顾客|消费者|员工|群众|"
    "人民(?!币)|国家(?![级重一队])|社会(?!主)|企业(?!家)|球队|学生|居民|村民|老人|子女|后代|读者|观众|旅客|市民|农民|"
    "乡亲|大众|公众|灾区|家乡|祖国|老?百姓|业主|乘客|球迷|粉丝|青年|年轻人|妇女|儿童|病人|医生|教师|"
    "工人|战士|部队|大家|自己|[我你他她它您咱])们?(?![的之和与是]).{2}"
)
"""Those for whom something is done: 为母亲买房."""
_NAMED_AS = tuple("辟改建作成列设定命认视称选升评转变化分合")
"""Before 为 where something becomes what follows: 辟为纪念馆."""
_SHOWN = frozenset("长说做跑走写吃看过变玩打唱跳学睡活干种讲飞开来显觉")
"""Verbs before 得 that say how something goes."""
_BEFORE_GROUND = (
    "此", "本", "该", "各", "当", "购", "买", "在", "种植", "生产", "原产", "主产", "出生", "发源",
    "栖息", "聚集", "集散", "居住", "聚居", "举办", "发生", "事发", "案发", "旅游", "度假", "户籍",
    "注册", "施工", "殖民", "输出", "输入", "来源", "流入", "流出", "属", "落",
)  # fmt: skip
_AFTER_GROUND = ("上", "下", "里", "处", "面", "位", "方", "的", "和")
_DONE = regex.compile("[上下][涨跌升降扬滑调移落沉]|处理|处置|面对|面向")
"""Behind 地 what is done, though it begins like a place: 持续地上涨."""
_TOO_LONG = ("怕", "嫌", "够", "偏", "稍", "略", "过", "不算")
_MUCH = ("很", "太", "更", "最", "多", "较", "越", "不", "这么", "那么", "挺")
_ROW_OF_PEOPLE = ("人", "前往", "抵达", "到达", "来到", "离开", *"一二两三四五六七八九十")
_GREAT_BANK = regex.compile("(?:(?:国有|外资|中资|[两三四五六各])大|[农城]商|股份)$")
_BANKS = regex.compile(
    "[下上]调|存款|贷款|利率|降息|理财|[看唱][好淡空]|股|净息差|普遍|纷纷|集体|研报"
)
"""Around 行 where it is a bank: 六大行, 大行下调利率."""
_ONLY = tuple("是有能会要在想需剩够为不好差可许求顾看见听知")
_LED = regex.compile(
    r"[领先部军兵众队团师真性其]|\p{Han}{1,5}(?:军(?!事)|部队|舰队|代表团|师(?!长))"
)
"""Behind 率 where somebody leads: 率队, 率国民军."""
_COUNTED = tuple("一二两三四五六七八九十百千万亿几半多数每这那哪")


def particle_reading(text: str, i: int, start: int, end: int) -> str | None:
    """The reading of the character at `i` in the run `text`, in the word from `start` to `end`."""
    if pinyin := verb_reading(text, i, start, end) or reading_by_neighbours(text, i):
        return pinyin
    rule = _RULES.get(text[i])
    return rule(text, i, start, end) if rule else None


def _read_de(text: str, i: int, start: int, end: int) -> str:
    """Must (děi), get (dé), or the particle between a verb and how it goes (de)."""
    before, after = text[:i], text[i + 1 :]
    leans = start < i and before[-1:] not in tuple("咱我你他她您们")
    if leans or before[-1:] in _SHOWN:
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
    if len(before) < 2 or not after:
        return "di4"
    if after.startswith(_AFTER_GROUND) and not _DONE.match(after):
        return "di4"
    return "di4" if before.endswith(_BEFORE_GROUND) else "de5"


def _read_wei(text: str, i: int, start: int, end: int) -> str | None:
    """For (wèi) or to be (wéi); None when nothing around it tells."""
    before, after = text[:i], text[i + 1 :]
    if after.startswith(NUMBERS) or "所" in after[:6]:
        return "wei2"
    purpose = after.startswith(_PURPOSES) and not before.endswith(_NAMED_AS)
    if purpose or any(word in after[1:16] for word in _FOR):
        return "wei4"
    helped = _HELPED.match(after)
    if helped and not regex.search("[视称奉尊选任聘誉当作成认封评列].{0,4}$", before):
        return "wei4"
    if after.startswith(_PERSONAL) and (not before or before.endswith(_PERSONAL[:8])):
        return "wei4"
    return None


def _read_dou(text: str, i: int, start: int, end: int) -> str | None:
    return "dou1" if end - start == 1 else None


def _read_chang(text: str, i: int, start: int, end: int) -> str | None:
    return "chang2" if text[:i].endswith((*_MUCH, *_TOO_LONG)) else None


def _read_hang(text: str, i: int, start: int, end: int) -> str | None:
    """A counted line is háng (第三行字); a party on its way is xíng (一行人)."""
    if text[:i].endswith("该") and text[i + 1 : i + 2] not in ("为", "业", "动", "程"):
        return "hang2"
    if _GREAT_BANK.search(text, 0, i) or (text[:i].endswith("大") and _BANKS.match(text, i + 1)):
        return "hang2"
    counted = text[:i].endswith(_COUNTED) and not text.startswith(_ROW_OF_PEOPLE, i + 1)
    return "hang2" if counted else None


def _read_zhi(text: str, i: int, start: int, end: int) -> str | None:
    """The measure word (那只灯泡) or only (那只是灯泡)."""
    counted = text[:i].endswith(_COUNTED) and not text.startswith(_ONLY, i + 1)
    return "zhi1" if counted else None


def _read_le(text: str, i: int, start: int, end: int) -> str | None:
    """受不了了: the second one is the particle."""
    return "le5" if text[i - 1 : i] == "了" and i else None


def _read_bao(text: str, i: int, start: int, end: int) -> str | None:
    return "bao2" if text[:i].endswith(_MUCH) else None


def _read_xi(text: str, i: int, start: int, end: int) -> str | None:
    """把鞋带系上 ties; 中文系上课 does not."""
    tied = text[i + 1 : i + 2] in ("上", "在", "住", "了") and any(
        one in text[max(0, i - 4) : i] for one in ("带", "绳", "扣", "巾", "腰", "裙", "结")
    )
    return "ji4" if tied else None


def _read_lv(text: str, i: int, start: int, end: int) -> str | None:
    """A rate (漏损率), unless somebody leads (率部, 率队)."""
    led = _LED.match(text, i + 1) is not None
    if led:
        return "shuai4"
    return "lv4" if i else None


def _read_xue(text: str, i: int, start: int, end: int) -> str | None:
    """Blood that flows is xiě where it is a word of its own."""
    flows = text[:i].endswith(
        ("流了", "很多", "一点", "点儿", "不少", "一滴", "出了", "抽了", "吐了", "的")
    )
    return (
        "xie3" if flows and end - start == 1 and text[i + 1 : i + 2] in ("", "了", "的") else None
    )


_RULES: dict[str, Callable[[str, int, int, int], str | None]] = {
    "得": _read_de,
    "地": _read_di,
    "为": _read_wei,
    "都": _read_dou,
    "长": _read_chang,
    "行": _read_hang,
    "只": _read_zhi,
    "了": _read_le,
    "系": _read_xi,
    "薄": _read_bao,
    "血": _read_xue,
    "率": _read_lv,
}

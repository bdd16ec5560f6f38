"""Numbers that name something, digit by digit: 拨打12306 → 幺二三零六, 302房间 → 三零二房间."""

import regex

from boyin.normalization.rules.base import (
    ALONE,
    ENDED,
    Rule,
    after,
    pattern,
    stands_before,
    stands_behind,
)
from boyin.normalization.rules.counters import is_counted
from boyin.normalization.rules.numerals import say_digits

_CALLS = r"\L<call_behind>"
_COLLEGE = "(?:高校|工程|大学|院校|名校|毕业|硕士|博士|研究生|本科|本硕|学历|学校|学生(?!会)|学子)"
_OTHER_ROOM = "室[内外友]|中[国心央部间文午]|次[元方日]|房[企屋产价地]|次(?:以上|以内|左右)"
_PUBLIC = (
    r"(?:110|119|120|122|114|1008[56]|100[01]0|12(?:1[0-9]|3[0-9]{2}|306|580|110)|95[0-9]{3}|"
    r"96[0-9]{3}|400[0-9]{7})"
)


def say_telephone(match: regex.Match[str]) -> str:
    prefix = "加" if match[0].startswith("+") else ""
    return prefix + say_digits(match[0], one="幺")


def say_code(match: regex.Match[str]) -> str:
    return say_digits(match["code"], one="幺")


def say_labelled(match: regex.Match[str]) -> str | None:
    amount = is_counted(after(match)) or stands_behind(match, "[万亿元块%％余多]")
    if amount or match["code"].replace("-", "") in ("", "0"):
        return None
    return say_code(match)


def say_public(match: regex.Match[str]) -> str | None:
    """110 is a service only where somebody calls it, or where it stands alone."""
    alone = match[0] == match.string and match[0] != "10000"
    called = _is_called(match)
    known = len(match["code"]) >= 5 and match["code"].startswith("123")
    if is_counted(after(match)) and not stands_behind(match, _CALLS):
        return None
    return say_code(match) if alone or called or known else None


def _is_called(match: regex.Match[str]) -> bool:
    called = stands_before(match, r"\L<call_before>了?$")
    return bool(called or stands_behind(match, _CALLS))


def say_public_list(match: regex.Match[str]) -> str | None:
    """110、119、120: services named in a row are called by their digits."""
    if is_counted(after(match)) or regex.match(r" ?[万亿元块%％℃°A-Za-z]", after(match)):
        return None
    numbers = regex.split("([^0-9]+)", match[0])
    return "".join(
        say_digits(part, one="幺") if part.isdigit() else part.replace("/", "、")
        for part in numbers
    )


def say_numbered(match: regex.Match[str]) -> str | None:
    """101中学, 8080端口; 第101中学 has its place in an order, 500室内 is another word."""
    if stands_before(match, "[第共有了近约超过达每加减]$") or stands_behind(match, _OTHER_ROOM):
        return None
    return say_code(match)


def say_uncounted(match: regex.Match[str]) -> str | None:
    return None if is_counted(after(match)) else say_name(match)


def say_last(figure: str) -> str:
    """The last figure of an identity number, which may be an X."""
    return say_digits(figure, one="幺") or figure.upper()


def say_name(match: regex.Match[str]) -> str:
    return say_digits(match[0])


def say_standard(match: regex.Match[str]) -> str:
    groups = regex.split("[-—]", match[0])
    return "杠".join("点".join(say_digits(part) for part in group.split(".")) for group in groups)


def say_stock(match: regex.Match[str]) -> str:
    return f"{say_code(match)}点{match['market']}"


def say_plate(match: regex.Match[str]) -> str:
    said = "".join(say_digits(c, one="幺") if c.isdigit() else c for c in match[0])
    return said.replace("·", "").replace(" ", "")


RULE = Rule(
    "identifier",
    (
        pattern(r"(?<=(?:ISBN|ISSN|CIP|[书刊]号)[:： ]?)[0-9][0-9-]{6,}(?![0-9])", say_name),
        pattern(
            rf"(?<![0-9A-Za-z])(?:\+ ?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{{4}}){{2}}{ENDED}",
            say_telephone,
        ),
        pattern(r"(?<![0-9A-Za-z])\+[0-9]{1,3}(?:[- ][0-9]{2,5}){2,4}(?![0-9])", say_telephone),
        pattern(
            rf"{ALONE}[(（]?0[1-9][0-9]{{1,2}}(?:[)）] ?|"
            rf"[- –])[0-9]{{3,4}}[- ]?[0-9]{{4}}(?![0-9])",
            say_telephone,
        ),
        pattern(r"(?<=[0-9]转)(?<code>[0-9]{3,5})(?![0-9])", say_code),
        pattern(rf"{ALONE}[48]00[- ][0-9]{{3}}[- ]?[0-9]{{4}}(?![0-9])", say_telephone),
        pattern(rf"{ALONE}[48]00[- ][0-9]{{4}}[- ][0-9]{{3}}(?![0-9])", say_telephone),
        pattern(
            rf"{ALONE}(?<!-){_PUBLIC}(?:(?:[、/，和或及与]| ?[/、] ?){_PUBLIC})+(?![0-9A-Za-z.-])",
            say_public_list,
        ),
        pattern(
            rf"(?<=\L<label>(?:号码?)?(?:是|为|：|:|，|“|"
            rf"「)?[ ]?)(?<code>[0-9]{{3,}}(?:[- ][0-9]{{2,}})*)"
            rf"{ENDED}",
            say_labelled,
        ),
        pattern(rf"{ALONE}(?<!-)(?<code>{_PUBLIC}){ENDED}(?!-)", say_public),
        pattern(
            rf"{ALONE}[1-9][0-9]{{5}}(?:18|19|20)[0-9]{{9}}[0-9Xx](?![0-9A-Za-z])",
            lambda match: say_digits(match[0][:17], one="幺") + say_last(match[0][17]),
        ),
        pattern(r"(?<![0-9.,A-Za-z])(?<code>[0-9]{3,4})(?=\L<numbered>)", say_numbered),
        pattern(r"(?<=\L<rides>)(?<code>[1-9][0-9]{2})(?=路)", say_code),
        pattern(r"(?<=股票|个股|基金|证券)[0-9]{6}(?![0-9.,])", say_uncounted),
        pattern(r"(?<=小行星[（(]?)[0-9]{3,}(?![0-9.,])", say_name),
        pattern(
            rf"{ALONE}(?:996(?![个名条元块万亿家件台])|007(?![元个名])|985(?= ?(?:{_COLLEGE}|"
            rf"[、/和]?211))|211(?= ?{_COLLEGE})|"
            r"911(?=事件|恐|袭击|大爆炸|空难|惨案|悲剧|纪念|遗址|以后|之后)|"
            r"3[.·]?15(?=晚会|打假|曝光|消费者)|618(?=大促|[”」\"]|购物|年中|期间|电商|促销|活动|"
            r"预售|战报|当天|来)|1024(?=程序员|节)|520(?=表白|当天|告白|情人|这天)|404(?=错误|"
            r"页面))(?![0-9])",
            say_name,
        ),
        pattern(
            r"(?<=[坐乘飞驾换转](?:坐|上|了|驶|乘)?)(?<code>[0-9]{3})"
            r"(?=$|[，。、；！？]|[去到回来从直飞进上下就])",
            say_labelled,
        ),
        pattern(
            r"(?<=[0-9一二三四五六七八九十A-Z](?:单元|栋|座|幢|号楼))(?<code>[0-9]{3,4})(?![0-9.])",
            say_labelled,
        ),
        pattern(r"(?<=[0-9]楼)(?<code>[0-9]{3,4})(?![0-9.])", say_labelled),
        pattern(r"(?<![0-9A-Za-z.])[1-9]0[5-9]0(?=显卡|Ti(?![A-Za-z])|整机)", say_name),
        pattern(r"7-11(?=便利|店|超市|连锁|卖|买|[（(])", lambda _: "七幺幺"),
        pattern(r"(?<=[0-9]秒)[0-9]{1,2}(?![0-9分秒.个])", say_name),
        pattern(r"(?<=[0-9]米)[0-9]{1,2}(?![0-9.厘分毫公米个/-])", say_uncounted),
        pattern(r"(?<=(?:985|211)[、/和与及或])(?:985|211)(?![0-9])", say_name),
        pattern(r"(?<![0-9.])(?:985|211)(?=[、/和与及或](?:985|211|双一流))", say_name),
        pattern(
            r"(?<=是|非|读|考上?|进|双|的|所)(?:985|211)(?=$|[，。；！？、）”]|的(?:学校|高校|学生))",
            say_name,
        ),
        pattern(
            r"(?<![0-9A-Za-z.,/-])[1-9][0-9]{2}(?=(?:系列)?(?:飞机|客机|货机|机型|机队|战机)"
            r"| ?MAX(?![A-Za-z]))",
            say_name,
        ),
        pattern(
            r"(?<=(?<![A-Z])(?:GB|GB/T|ISO|IEC|ISO/IEC|DB|YY|JJG|JGJ|QB|HJ|IEEE|ASTM|EN) ?)"
            r"[0-9]+(?:\.[0-9]+)*(?:[-—][0-9]+)+(?![0-9A-Za-z])",
            say_standard,
        ),
        pattern(r"(?<![0-9.])[0-9]{1,2}[·・•][0-9]{1,2}(?![0-9.])", say_name),
        pattern(
            rf"{ALONE}[0-9]{{1,2}}[./][0-9]{{1,2}}(?=事件|恐|袭击|地震|事故|惨案|事变|运动|抗洪|"
            rf"特大|妇女节|劳动节|国庆|黄金周|假期|大促|购物节)",
            say_name,
        ),
        pattern(rf"{ALONE}(?<code>[0-9]{{4,6}})\.(?<market>SH|SZ|HK|BJ|SS)(?![A-Za-z])", say_stock),
        pattern(r"(?<=[(（](?:[A-Z]{2}[:：] ?)?)(?<code>[036][0-9]{4,5})(?=[)）])", say_code),
        pattern(
            r"(?<=[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼])"
            r"[A-Z] ?·? ?(?=[A-Z0-9]*[0-9])[A-Z0-9]{5,6}(?![A-Za-z0-9])",
            say_plate,
        ),
        pattern(
            rf"{ALONE}(?<code>[0-9]{{8,}}(?:[1-9][0-9]{{2}}|[0-9][1-9][0-9]|"
            rf"[0-9]{{2}}[1-9]))(?![0-9A-Za-z.,万亿元])",
            say_uncounted,
        ),
    ),
)

"""Years, spoken digit by digit: 2019—2023年 → 二零一九到二零二三年, 95后, Q3, 《1984》."""

from itertools import pairwise

import regex

from boyin.normalization.rules.base import (
    DASH,
    Rule,
    after,
    before,
    pattern,
    stands_before,
    stands_behind,
)
from boyin.normalization.rules.counters import is_counted
from boyin.normalization.rules.numerals import say_digits, say_integer

YEAR = r"(?<![0-9.,])(?:1[0-9]|20)[0-9]{2}"
_LASTS = r"\L<spans>(?:了|大?约)?$"
_LASTED = r"年(?:历史|的历史|文明|前(?!后)|来(?!自|到)|间|之久|以上|的沧桑|岁月)"
_LONG = r"年(?!前后|来[自到]|后[汉唐周梁晋]|的\p{Han}{1,6}(?:[之战乱变]|会议|条约))\L<years_long>"
_SAID_OF = r"(?:[他她我你们爸妈父母哥姐弟妹]|\L<year_before>)$"
_DATED = r"\L<year_before>约?$"
_OPENS = r"(?:^|[，。；：、（(“「《 ])约?$"

_EARNED = r" ?\L<earned>"
"""What is reported for half a year, H1; a heading, a virus or a chip has none of it."""


def say_year(match: regex.Match[str]) -> str | None:
    """A round number of years may be a span of time: 近2000年的历史."""
    year = match["year"]
    lasts = stands_before(match, _LASTS) or stands_behind(match, _LASTED)
    if year.endswith("00") and (lasts or stands_before(match, "公元前约?$")):
        return None
    return say_digits(year)


def say_far_year(match: regex.Match[str]) -> str | None:
    """712年 is a year behind 于 or at the head of a clause; 276年 of something are counted."""
    year, dated = match["year"], stands_before(match, _DATED)
    opens = stands_before(match, _OPENS) and not year.endswith("00")
    lasts = stands_behind(match, _LONG) or stands_before(match, _LASTS)
    return say_digits(year) if (dated or opens) and not lasts else None


def say_late_year(match: regex.Match[str]) -> str | None:
    """71年中美会谈: two figures that are no round number, where no span of years is spoken of."""
    opens = stands_before(match, _OPENS) or stands_before(
        match, r"(?:[他她我你们爸妈父母哥姐弟妹]|\L<year_before>)$"
    )
    behind = stands_behind(match, r"年(?=\p{Han}{2})") and not stands_behind(match, _LONG)
    return say_digits(match["year"]) if opens and behind else None


def say_bracketed(match: regex.Match[str]) -> str | None:
    """康熙二十三年（1684）, 《物种起源》（1859）; a number already said in words is none."""
    year = match["year"]
    told = stands_before(match, r"(?:[年载朝宗祖帝王皇]|纪元)[（(]$")
    dated = regex.fullmatch("1[5-9][0-9]{2}|20[0-3][0-9]", year) and not year.endswith("00")
    numeral = stands_before(match, "[一二三四五六七八九十百千零]年?[（(]$") and not told
    return say_digits(year) if told or (dated and not numeral) else None


def say_listed(match: regex.Match[str]) -> str | None:
    """1825或1826年: a year before a year is one."""
    return say_digits(match["year"]) if int(match["year"]) < int(match["next"]) else None


def say_years(match: regex.Match[str]) -> str | None:
    first, last = match["first"], match["last"]
    whole = first[: max(0, len(first) - len(last))] + last
    if int(whole) <= int(first):
        return None
    joint = "至" if match["joint"] == "至" else "到"
    return f"{say_digits(first)}{match['unit'] or ''}{joint}{say_digits(last)}"


def say_bare_years(match: regex.Match[str]) -> str | None:
    return None if is_counted(after(match)) else say_years(match)


def say_era(match: regex.Match[str]) -> str | None:
    """A round year far back is a count: 公元前三千年."""
    return None if match["year"].endswith("00") else say_digits(match["year"])


def say_decade(match: regex.Match[str]) -> str:
    decade = match["decade"]
    said = say_digits(decade) if len(decade) == 4 or decade == "00" else say_integer(decade)
    return said + ("年代" if match[0].endswith("s") else "")


def say_decades(match: regex.Match[str]) -> str | None:
    """8090年代: decades in a row, 八九十年代."""
    decades = match["decades"][::2]
    in_a_row = all(int(last) == int(first) + 1 for first, last in pairwise(decades))
    return f"{say_digits(decades)}十" if in_a_row else None


def say_quarter(match: regex.Match[str]) -> str | None:
    if before(match, 2) == "奥迪":
        return None
    year = say_digits(match["year"] or "") + ("年" if match["year"] else "")
    said = f"第{say_digits(match['quarter'])}"
    if match["last"]:
        said += f"到第{say_digits(match['last'])}"
    return year + said + ("" if after(match, 2) == "季度" else "季度")


def say_half(match: regex.Match[str]) -> str:
    year = say_digits(match["year"]) + ("年" if match["year"] else "")
    return year + ("上半年" if match["half"] == "1" else "下半年")


def say_plainly(match: regex.Match[str]) -> str:
    return say_digits(match["year"])


RULE = Rule(
    "year",
    (
        pattern(
            rf"(?<first>{YEAR})(?<unit>年)?(?<joint>{DASH})(?<last>(?:1[0-9]|20)?[0-9]{{2}})"
            r"(?=年|赛季|学年|财年|年度|雪季)",
            say_years,
        ),
        pattern(
            r"(?<![0-9.,$¥€£A-Za-z-])(?<unit>)(?<first>(?:1[89]|20)[0-9]{2})"
            r"(?<joint> ?(?:[-−–—~〜∼]|--|——) ?)(?<last>(?:1[89]|20)?[0-9]{2})"
            r"(?![0-9A-Za-z.,%万亿元多余-])",
            say_bare_years,
        ),
        pattern(
            r"(?<=[（(][^（）()]{0,12})(?<unit>)(?<first>[1-9][0-9]{2,3})(?<joint> ?[-–—~至] ?)"
            r"(?<last>[1-9][0-9]{2,3})(?=年?[）)])",
            say_years,
        ),
        pattern(
            rf"(?<![0-9.])(?<unit>)(?<first>[0-9]{{2}})(?<joint>{DASH})"
            rf"(?<last>[0-9]{{2}})(?=赛季|学年)",
            say_years,
        ),
        pattern(
            rf"(?<![0-9.])(?<year>{YEAR}|[0-9]{{2}})/(?<unit>)(?<last>[0-9]{{2}}(?:[0-9]{{2}})?)(?=赛季|学年|财年|年度|"
            rf"雪季)",
            lambda match: say_digits(match["year"]) + say_digits(match["last"]),
        ),
        pattern(r"(?<=公元前?(?:约)?)(?<year>[0-9]{3,4})(?=年)", say_era),
        pattern(r"(?<=(?:^|[，。、；（(至到—–-])约?前)(?<year>[0-9]{3})(?=年|[）)—–-])", say_era),
        pattern(
            r"(?<=^|[，。；：、（(“「 ]|[于在自从至到年])(?<year>[1-9][0-9]{2})"
            r"(?=年(?:[，、）)—–-]|[0-9一二三四五六七八九十正冬腊]{1,2}月|[春夏秋冬初末底]|"
            r"至[0-9]))",
            say_era,
        ),
        pattern(r"(?<=[0-9]年 ?[-–—~－至到] ?)(?<year>[1-9][0-9]{2})(?=年)", say_era),
        pattern(r"(?<![0-9.,])(?<year>[1-9][0-9]{2})(?=年)", say_far_year),
        pattern(r"(?<![0-9.,])(?<year>[5-9][1-9])(?=年)", say_late_year),
        pattern(r"(?<=[\p{Han}》”][（(])(?<year>[1-9][0-9]{2,3})(?=[）)])", say_bracketed),
        pattern(
            r"(?<![0-9.,])(?<year>1[0-9]{3}|20[0-9]{2})(?=年?(?:、|，|或者?|和|与|及|以及)"
            r"(?<next>1[0-9]{3}|20[0-9]{2})年)",
            say_listed,
        ),
        pattern(
            rf"(?<year>{YEAR})年? ?Q(?<quarter>[1-4])(?:{DASH}Q?(?<last>[1-4]))?(?![0-9A-Za-z])",
            say_quarter,
        ),
        pattern(
            r"(?<![0-9A-Za-z])(?<year>[0-9]{2})?Q(?<quarter>[1-4])(?:"
            rf"{DASH}Q?(?<last>[1-4]))?(?![0-9A-Za-z])",
            say_quarter,
        ),
        pattern(
            r"(?<![0-9A-Za-z])(?<quarter>[1-4])Q(?<last>) ?'?"
            r"(?<year>(?:20)?[0-9]{2})(?![0-9A-Za-z])",
            say_quarter,
        ),
        pattern(rf"(?<year>{YEAR})年? ?H(?<half>[12])(?![0-9A-Za-z])", say_half),
        pattern(
            r"(?<![0-9A-Za-z.])(?<half>[12])H ?'?(?<year>(?:20)?2[0-9])(?![0-9A-Za-z])", say_half
        ),
        pattern(r"(?<![0-9A-Za-z.])(?<year>2[0-9])H(?<half>[12])(?![0-9A-Za-z])", say_half),
        pattern(
            rf"(?<![0-9A-Za-z-])(?<year>)H(?<half>[12])(?={_EARNED})"
            r"|(?<=(?:[今去明前本后]年|[0-9]年|财年|公司|截至) ?)(?<year>)H(?<half>[12])"
            r"(?![0-9A-Za-z])",
            say_half,
        ),
        pattern(
            rf"FY ?'?(?<year>{YEAR}|[0-9]{{2}})(?![0-9A-Za-z])", lambda m: say_plainly(m) + "财年"
        ),
        pattern(r"(?<![0-9.,])(?<decades>(?:[3-9]0){2,})(?=年代)", say_decades),
        pattern(r"(?<![0-9.,])(?<decade>(?:1[0-9]|20)?[0-9]0)(?=年代)", say_decade),
        pattern(r"(?<![0-9.,])(?<year>20[0-9]{2})(?=[EAF](?![A-Za-z0-9]))", say_plainly),
        pattern(r"(?<![0-9.,])(?<decade>(?:1[0-9]|20)[0-9]0)'?s(?![A-Za-z])", say_decade),
        pattern(r"['’](?<decade>[0-9]0)s(?![A-Za-z])", say_decade),
        pattern(r"(?<![0-9.,'’])(?<decade>[1-9]0)['’]s(?![A-Za-z])", say_decade),
        pattern(rf"(?<year>{YEAR})(?=年(?!级))", say_year),
        pattern(r"['’](?<year>[0-9]{2})(?=年)", say_plainly),
        pattern(
            r"(?<![0-9.,第近约过了满共整百千万十])(?<year>0[0-9]|[0-9]{2})(?=年(?:[0-9]{1,2}月|初|"
            r"底|末|春|夏|秋|冬|业绩[预快报说]|财报|[年中]报|半年报|[一三]季报|全年|[上下]半年|"
            r"[一二三四]季度|Q[1-4]|H[12]|世界杯|奥运|欧洲杯|高考|款|版|暑|出生|毕业|生人|入职|入学))",
            say_plainly,
        ),
        pattern(r"(?<![0-9.,])(?<year>0[0-9])(?=年)", say_plainly),
        pattern(
            r"(?<![0-9.,A-Za-z])(?<year>[0-9]{2})(?=级的?(?:校友|新生|学[生长姐弟妹]|毕业生|本科|硕士|博士|"
            r"研究生|同学|[0-9一二三四五六]班))",
            say_plainly,
        ),
        pattern(
            r"(?<![0-9.,%]|[0-9][:：])(?<year>[0-9][05])(?=(?:[、/和与及][0-9][05])*(?:(?:后|"
            r"生)(?![来面续置缀端卫果]))"
            r"|前(?=[、，。/和的]|$|$))",
            say_plainly,
        ),
        pattern(r"(?<![0-9.,第近约过])(?<year>(?:19|20)[0-9]{2})(?=届(?!政府))", say_plainly),
        pattern(r"(?<![0-9.,])(?<year>20[0-9]0)(?=后(?![来面续置缀端卫果]))", say_plainly),
        pattern(r"(?<![0-9.,])(?<year>[6-9]0[7-9]0|9000)(?=后(?![来面续置缀端卫果]))", say_plainly),
        pattern(r"(?<=[《〈「『“\"])(?<year>[0-9]{4})(?=[》〉」』”\"])", say_plainly),
    ),
)

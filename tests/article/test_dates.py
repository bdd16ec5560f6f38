"""Dates as people and their programs write them."""

import datetime

import pytest
import regex

from boyin.article.article import parse_article
from boyin.article.dates import Moment, read_moment

READ = """
2026-03-01                                        => 2026-03-01
2026-3-1                                          => 2026-03-01
2026/3/1                                          => 2026-03-01
2026.03.01                                        => 2026-03-01
2026年3月1日                                      => 2026-03-01
2026 年 3 月 1 日 星期日                          => 2026-03-01
2026年3月1日（周日）晚上8点                       => 2026-03-01T20:00:00
2026年3月1日 下午3点20分                          => 2026-03-01T15:20:00
２０２６年３月１日　２０：００                    => 2026-03-01T20:00:00
20260301                                          => 2026-03-01
20260301T080000Z                                  => 2026-03-01T08:00:00+00:00
2026-03-01 08:00                                  => 2026-03-01T08:00:00
2026-03-01, 20:00                                 => 2026-03-01T20:00:00
2026-03-01 8:00 PM                                => 2026-03-01T20:00:00
2026-03-01 12:30 am                               => 2026-03-01T00:30:00
2026-03-01 08:00:00 +0800                         => 2026-03-01T08:00:00+08:00
2026-03-01 08:00 UTC+8                            => 2026-03-01T08:00:00+08:00
2026-03-01 08:00 北京时间                         => 2026-03-01T08:00:00+08:00
2026-03-01T08:00:30.123Z                          => 2026-03-01T08:00:30+00:00
2026-03-01T08:00:00-03:30                         => 2026-03-01T08:00:00-03:30
Tue Apr 24 2018 01:27:54 GMT+0800 (CST)           => 2018-04-24T01:27:54+08:00
Tue Apr 24 2018 01:27:54 GMT+0800 (中国标准时间)  => 2018-04-24T01:27:54+08:00
Tue, 24 Apr 2018 01:27:54 +0800                   => 2018-04-24T01:27:54+08:00
Tue, 24 Apr 2018 01:27:54 GMT                     => 2018-04-24T01:27:54+00:00
24 Apr 2018                                       => 2018-04-24
1-Mar-2026                                        => 2026-03-01
March 1st, 2026 at 8:00 p.m.                      => 2026-03-01T20:00:00
Thursday, 5 March 2026                            => 2026-03-05
Sun Mar  1 08:00:00 2026                          => 2026-03-01T08:00:00
Sun Mar  1 08:00:00 UTC 2026                      => 2026-03-01T08:00:00+00:00
"""

REFUSED = """
2026-02-30                    => there is no such day
2026-13-01                    => there is no such day
0000-01-01                    => there is no such day
2026-03-01 25:00              => there is no such time of day
2026-03-01 08:00 +25:00       => there is no such time of day
2026-03-01 晚上12点           => 晚上12点 may be the night before or the one after
2026-03-01 08                 => `08` behind the day is no time of day
2026-03-01 第二版             => `第二版` behind the day is no time of day
2026-03-01（修订）            => `(修订)` behind the day is no time of day
2026-03-01 20:00 （修订）     => `(修订)` behind the day is no time of day
2026-03-012                   => `2` behind the day is no time of day
2026-03-01 2026-03-02         => `2026-03-02` behind the day is no time of day
"""

NONE = ("昨天", "yesterday", "3/4/2026", "2026", "2026-03", "12:30", "draft", "", "202603011")


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in row.split("=>")) for row in table.strip().split("\n")]


@pytest.mark.parametrize(("written", "meant"), rows(READ))
def test_usual_forms_are_read_with_hour_and_offset(written: str, meant: str) -> None:
    assert str(read_moment(written)) == meant
    assert read_moment(meant) == read_moment(written)


@pytest.mark.parametrize(
    "written",
    ["2026-03-01 08:00 CST", "Sun Mar 1 08:00:00 CST 2026", "1 Mar 2026 08:00:00 (CST)"],
)
def test_zone_that_may_be_two_is_told_and_counts_as_none(
    written: str, caplog: pytest.LogCaptureFixture
) -> None:
    moment = Moment(datetime.date(2026, 3, 1), datetime.time(8), "CST")
    assert read_moment(written) == moment
    article = parse_article(f"---\ndate: {written}\n---\n\n好。\n", "a.md")
    assert article.date == "2026-03-01T08:00:00"
    assert caplog.messages == [
        "a.md:2: CST is the name of several zones, the show's counts; write +0800 for China's"
    ]


@pytest.mark.parametrize(("written", "reason"), rows(REFUSED))
def test_what_begins_like_a_date_is_understood_whole_or_refused(written: str, reason: str) -> None:
    with pytest.raises(ValueError, match=regex.escape(reason)) as caught:
        read_moment(written)
    assert str(caught.value) == reason


@pytest.mark.parametrize("written", NONE)
def test_what_is_no_date_or_may_be_two_is_none(written: str) -> None:
    assert read_moment(written) is None


def test_a_day_begins_in_the_zone_that_is_asked_for_and_an_offset_of_its_own_counts() -> None:
    china = datetime.timezone(datetime.timedelta(hours=8))
    day = datetime.date(2026, 3, 1)
    assert Moment(day).at(china).isoformat() == "2026-03-01T00:00:00+08:00"
    assert Moment(day, datetime.time(20)).at(china).isoformat() == "2026-03-01T20:00:00+08:00"
    told = Moment(day, datetime.time(20, tzinfo=datetime.UTC))
    assert told.at(china).isoformat() == "2026-03-01T20:00:00+00:00"

"""From a date as people and their programs write it to the day, and the hour where one is said.

Promise: nothing of the text is passed over. Where a date begins, all of it is understood or it is
refused. What may mean two days (`3/4/2026`) is never guessed, and a zone that may be two (`CST`) is
told, and counts as none.
"""

import datetime
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import regex


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with the time of day and its offset as far as the text says them."""

    day: datetime.date
    time: datetime.time | None = None
    unclear_zone: str = ""
    """The name of a zone that several bear; the time has no offset then."""

    def __str__(self) -> str:
        """ISO 8601, which `read_moment` reads again."""
        return f"{self.day}T{self.time.isoformat()}" if self.time else self.day.isoformat()

    def at(self, zone: datetime.tzinfo) -> datetime.datetime:
        """The moment itself; a day begins, and an hour without an offset is, in `zone`."""
        moment = datetime.datetime.combine(self.day, self.time or datetime.time())
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)


_WEEKDAY = r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\.?,?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_CLOCK = (
    r"(?:(?P<before>上午|早上|凌晨|下午|晚上)\s*)?"
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"|[点时](?:(?P<minute>\d{1,2})分(?:(?P<second>\d{1,2})秒)?)?)"
    r"(?:\s*(?P<after>[ap])\.?m\.?)?"
)
_ZONES = {
    **dict.fromkeys(("z", "ut", "utc", "gmt"), 0),
    **{"est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7},
    **{"北京时间": 8, "hkt": 8, "sgt": 8, "jst": 9, "kst": 9},
}
"""Names of zones that mean one offset wherever they are used, in hours."""
_DOUBTFUL = ("cst", "ist", "bst")
"""Names that several zones bear: CST is China's and Chicago's."""
_ZONE = (
    rf"(?:\(?(?P<zone>{'|'.join((*sorted(_ZONES, key=len, reverse=True), *_DOUBTFUL))})\b\)?\s*)?"
    r"(?P<offset>(?P<sign>[-+\N{MINUS SIGN}])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?"
    r"(?:\s*\([\p{L} ]*\))?)?"
)
_TIME = rf"(?:(?:t|\s*,?\s*(?:at\s+)?){_CLOCK}\s*{_ZONE})?"

_FORMS = (
    # 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日（周日）
    rf"{_YEAR}\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*[-/.月]\s*{_DAY}\s*[日号]?"
    rf"(?:\s*\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?{_TIME}",
    # 20260301T080000Z
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)"
    rf"(?:T(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?{_ZONE})?",
    # March 1st, 2026; Sun Mar 01 2026
    rf"(?:{_WEEKDAY}\s*)?{_MONTH}\s*{_DAY}(?:,\s*|\s+){_YEAR}{_TIME}",
    # Sun, 1 Mar 2026; 1-Mar-2026
    rf"(?:{_WEEKDAY}\s*)?{_DAY}[-\s]*{_MONTH}[-,\s]*{_YEAR}{_TIME}",
    # Sun Mar  1 08:00:00 UTC 2026
    rf"(?:{_WEEKDAY}\s*){_MONTH}\s*{_DAY}\s+{_CLOCK}\s+(?:{_ZONE}\s+)?{_YEAR}",
)
_DATES = tuple(regex.compile(form, regex.IGNORECASE) for form in _FORMS)


def read_moment(text: str) -> Moment | None:
    """The moment that the text is; None if it doesn't begin like a date at all.

    Raises ValueError, with what is wrong, if it does and can't be one, or says more.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    found = [match for date in _DATES if (match := date.match(plain))]
    if not found:
        return None
    match = max(found, key=lambda one: one.end())
    if rest := plain[match.end() :].strip():
        raise ValueError(f"`{rest}` behind the day is no time of day")
    said = match.groupdict()
    if not said.get("hour"):
        return Moment(_day_of(said))
    zone = said["zone"] or ""
    unclear = zone.lower() in _DOUBTFUL and not said["offset"]
    return Moment(_day_of(said), _time_of(said), zone if unclear else "")


def _day_of(said: Mapping[str, str | None]) -> datetime.date:
    name = (said.get("name") or "").lower()
    month = _MONTHS.index(name[:3]) + 1 if name else int(said["month"] or 0)
    try:
        return datetime.date(int(said["year"] or 0), month, int(said["day"] or 0))
    except ValueError as error:
        raise ValueError("there is no such day") from error


def _time_of(said: Mapping[str, str | None]) -> datetime.time:
    minute, second = int(said["minute"] or 0), int(said["second"] or 0)
    hour, offset = _hour_of(said), _offset_of(said)
    try:
        zone = None if offset is None else datetime.timezone(offset)
        return datetime.time(hour, minute, second, tzinfo=zone)
    except ValueError as error:
        raise ValueError("there is no such time of day") from error


def _hour_of(said: Mapping[str, str | None]) -> int:
    hour, half = int(said["hour"] or 0), said.get("before") or said.get("after") or ""
    if half == "晚上" and hour == 12:
        raise ValueError("晚上12点 may be the night before or the one after")
    if half.lower() in ("下午", "晚上", "p"):
        return hour + 12 if hour < 12 else hour
    return 0 if half and hour == 12 else hour


def _offset_of(said: Mapping[str, str | None]) -> datetime.timedelta | None:
    """The time's distance from UTC, None where it is not said."""
    zone = (said["zone"] or "").lower()
    if zone not in _ZONES and not said["offset"]:
        return None
    offset = datetime.timedelta(hours=_ZONES.get(zone, 0))
    told = datetime.timedelta(hours=int(said["hours"] or 0), minutes=int(said["minutes"] or 0))
    return offset + told if said["sign"] == "+" else offset - told

"""The publication date as metadata writes it: many spellings in, one `date` or nothing out."""

from __future__ import annotations

import logging
import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

logger = logging.getLogger(__name__)

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_LABEL = r"(?:(?:first )?(?:published|posted|updated|dated?)(?: on)?:? )?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_SPELLINGS = (
    re.compile(rf"{_LABEL}{_WEEKDAY}{_DAY} (?:of )?{_MONTH},? {_YEAR}"),
    re.compile(rf"{_LABEL}{_WEEKDAY}{_MONTH} {_DAY},? {_YEAR}"),
    re.compile(rf"{_LABEL}(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)"),
)
_TIME_OF_DAY = re.compile(
    r"[.,]?(?:(?: at|t)? ?\d{1,2}:\d{2}[\d:.]*(?: ?[ap]\.?m\.?)?"
    r"(?: ?[a-z]{1,4}| ?[+-]\d\d:?\d\d)?)?"
)
_EPOCH = re.compile(r"-?\d{9,10}(?:\d{3})?(?:\.\d+)?")


def parse_published(value: object) -> date | None:
    """The day that `value` names, in the time zone that it names; None if that is not certain.

    Understood: ISO dates and datetimes, RFC 2822, "13 September 2023", "September 13, 2023", and
    seconds or milliseconds since 1970. "09/10/2023" is a different day in London and in New York.
    """
    day = _read(value)
    if day is None and value not in (None, ""):
        logger.info("not understood as a publication date: %.80r", value)
    return day


def says_only_a_date(line: str) -> bool:
    """Whether a line is a date and, at most, a time of day: "Friday, January 4, 2019"."""
    if len(line) > 80:
        return False
    found = _in_words(_tidy(line))
    return found is not None and _TIME_OF_DAY.fullmatch(_tidy(line), found[1]) is not None


def _read(value: object) -> date | None:
    """`parse_published` without the log line."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    text = _tidy(str(value)[:200])
    if _EPOCH.fullmatch(text):
        return _from_epoch(float(text))
    found = _in_words(text)
    return found[0] if found else _from_mail(text)


def _tidy(text: str) -> str:
    """Lower case, single spaces."""
    return " ".join(text.lower().split())


def _in_words(text: str) -> tuple[date, int] | None:
    """The date at the start of `text`, and where it ends."""
    for pattern in _SPELLINGS:
        match = pattern.match(text)
        month = _month(match["month"]) if match else None
        day = _day(int(match["year"]), month, int(match["day"])) if match and month else None
        if match and day:
            return day, match.end()
    return None


def _month(word: str) -> int | None:
    """The number of a month by its digits, its name or the start of its name (sep, sept)."""
    if word.isdecimal():
        return int(word)
    numbers = (n for n, name in enumerate(_MONTHS, start=1) if name.startswith(word))
    return next(numbers, None)


def _day(year: int, month: int, day: int) -> date | None:
    """That day, if the calendar has it and a news article could bear it."""
    if not 1500 <= year <= 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_epoch(seconds: float) -> date | None:
    """The day in UTC; eleven digits and more are milliseconds."""
    if abs(seconds) >= 1e11:
        seconds /= 1000
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return _day(moment.year, moment.month, moment.day)


def _from_mail(text: str) -> date | None:
    """Wed, 13 Sep 23 10:00:00 +0200 (RFC 2822 and the older RFC 822)."""
    try:
        found = parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _day(found.year, found.month, found.day)

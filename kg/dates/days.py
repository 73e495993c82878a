"""The calendar: days, the units that they make up, and how to count back and forth in them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class Granularity(StrEnum):
    """How exact the words are."""

    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    PERIOD = "period"
    DURATION = "duration"


class Days(NamedTuple):
    """The first and the last day of a time, both inclusive; None where it is open or unknown."""

    start: date | None = None
    end: date | None = None


UNKNOWN = Days()

_MONTHS_IN = {
    Granularity.MONTH: 1,
    Granularity.QUARTER: 3,
    Granularity.HALF: 6,
    Granularity.YEAR: 12,
    Granularity.DECADE: 120,
    Granularity.CENTURY: 1200,
}
_DAYS_IN = {Granularity.DAY: 1, Granularity.WEEK: 7, Granularity.WEEKEND: 7}
_SATURDAY = 5
# Measured: of 45 days and months named without a year whose latest occurrence was further back than
# this, 44 were still to come ("the debate scheduled for October 15"), whatever the tense.
_LONG_AGO = 300


def months(year: int, month: int, count: int = 1) -> Days:
    """The days of `count` months from that one on; months may run over (13 is next January)."""
    first = _first_of(year, month)
    after = _first_of(year, month + count)
    if first is None:
        return UNKNOWN
    return Days(first, after - timedelta(days=1) if after else date(first.year, 12, 31))


def years(year: int, count: int = 1) -> Days:
    """The days of `count` years from that one on."""
    return months(year, 1, 12 * count)


def day_of(year: int, month: int, day: int) -> Days | None:
    """That one day, if the calendar has it."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Days(found, found)


def unit_around(day: date | None, unit: Granularity) -> Days:
    """The calendar unit in which a day lies: its week from Monday to Sunday, its month, ..."""
    if day is None:
        return UNKNOWN
    if unit is Granularity.DAY:
        return Days(day, day)
    if unit in (Granularity.WEEK, Granularity.WEEKEND):
        monday = shifted(day, -day.weekday(), Granularity.DAY)
        first = monday if unit is Granularity.WEEK else shifted(monday, _SATURDAY, Granularity.DAY)
        return Days(first, shifted(monday, 6, Granularity.DAY))
    if unit is Granularity.CENTURY:
        return years((day.year - 1) // 100 * 100 + 1, 100)
    size = _MONTHS_IN[unit]
    number = day.year * 12 + day.month - 1
    return months(0, number - number % size + 1, size)


def shifted(day: date | None, count: int, unit: Granularity) -> date | None:
    """The day so many units later, or earlier if `count` is negative; the 31st becomes the last."""
    if day is None:
        return None
    try:
        if unit in _DAYS_IN:
            return day + timedelta(days=count * _DAYS_IN[unit])
        first = _first_of(day.year, day.month + count * _MONTHS_IN[unit])
        return first and first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))
    except OverflowError:
        return None


def part_of(days: Days, unit: Granularity, part: int) -> Days:
    """The first (0), second (1) or last (2) third of a time; of a day, the day itself."""
    if days.start is None or days.end is None or unit in (Granularity.DAY, Granularity.WEEKEND):
        return days
    if unit in (Granularity.YEAR, Granularity.HALF, Granularity.QUARTER):
        size = _MONTHS_IN[unit] // 3
        return months(days.start.year, days.start.month + part * size, size)
    third = 10.0 if unit is Granularity.MONTH else ((days.end - days.start).days + 1) / 3
    first = days.start + timedelta(days=round(part * third))
    last = days.end if part == 2 else days.start + timedelta(days=round((part + 1) * third) - 1)
    return Days(first, last)


def stretch_of(days: Days, unit: Granularity, index: int, count: int = 1) -> Days:
    """So many units of a time: those that come first (0), second (1), ..., or last (-1)."""
    if days.start is None or days.end is None:
        return UNKNOWN
    if index < 0:
        first, last = shifted(shifted(days.end, -count, unit), 1, Granularity.DAY), days.end
    else:
        first = shifted(days.start, index * count, unit)
        last = shifted(shifted(first, count, unit), -1, Granularity.DAY) or days.end
    first, last = max(first or days.start, days.start), min(last, days.end)
    return Days(first, last) if first <= last else UNKNOWN


def latest_and_next(in_year: Callable[[int], Days | None], day: date | None) -> tuple[Days, Days]:
    """Of what comes back every year, the latest begun by that day and the first not over by then.

    A latest one more than `_LONG_AGO` days back is UNKNOWN. Eight years are enough for 29 February.
    """
    if day is None:
        return UNKNOWN, UNKNOWN
    found = [days for year in range(day.year - 8, day.year + 9) if (days := in_year(year))]
    begun = [days for days in found if days.start and days.start <= day]
    to_come = [days for days in found if days.end and days.end >= day]
    latest = begun[-1] if begun else UNKNOWN
    if latest.end and (day - latest.end).days > _LONG_AGO:
        latest = UNKNOWN
    return latest, (to_come[0] if to_come else UNKNOWN)


def told(days: Days, published: date | None, *, future: bool) -> Days:
    """`days` cut at the publication: what happened ends by then, what will happen starts then."""
    if published is None or days.end is None:
        return days
    if not future and (days.start or published) <= published < days.end:
        return Days(days.start, published)
    if future and days.start and days.start < published < days.end:
        return Days(published, days.end)
    return days


def _first_of(year: int, month: int) -> date | None:
    """The first day of a month; months count on beyond 12, and back below 1."""
    years_on, index = divmod(month - 1, 12)
    year += years_on
    return date(year, index + 1, 1) if 1 <= year <= 9999 else None

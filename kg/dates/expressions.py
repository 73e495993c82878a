"""Expressions of time: phrases with the words around them, as tokens of a parsed text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from spacy.tokens import Doc

from kg.dates.days import (
    UNKNOWN,
    Days,
    Granularity,
    latest_and_next,
    part_of,
    shifted,
    stretch_of,
    told,
    unit_around,
)
from kg.dates.phrases import NUMBER_WORDS, PLACES, InYear, Time, find_phrases
from kg.model import Span, Tense, TimeSpan


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Tokens `start_token` to `end_token` (exclusive) that say when.

    `past` are the days if it is told as past or present, `future` if it is told as still to come.
    """

    start_token: int
    end_token: int
    granularity: Granularity
    past: Days
    future: Days

    @property
    def start(self) -> date | None:
        """The first day, told as past or present."""
        return self.past.start

    @property
    def end(self) -> date | None:
        """The last day, told as past or present."""
        return self.past.end

    def days(self, tense: Tense) -> Days:
        """The days that the words mean in this tense."""
        return self.future if tense is Tense.FUTURE else self.past


def find_times(doc: Doc, published: date | None = None) -> tuple[TimeExpression, ...]:
    """Every expression of time in `doc`, in the order of the text, none inside another.

    Without the day of publication, only those that name a year have days.
    """
    text = _plain(doc.text)
    times = [_with_part(text, time, published) for time in find_phrases(text, published)]
    times = [_with_bound(text, time, published) for time in _joined(text, times, published)]
    times = list(_measured(text, times, published))
    starts = [token.idx for token in doc] if times else []
    return tuple(_expression(time, starts, published) for time in times)


def resolve_time(doc: Doc, expression: TimeExpression, tense: Tense) -> TimeSpan:
    """What a claim in this tense holds of an expression: the span of its words, and its days."""
    words = doc[expression.start_token : expression.end_token]
    days = expression.days(tense)
    return TimeSpan(Span(words.start_char, words.end_char), days.start, days.end)


_PARAGRAPH = re.compile(r"[ \t]*\n[ \t\r]*\n\s*")
_SPACE = re.compile(r"\s")

_PARTS = {
    **dict.fromkeys(("early", "start", "beginning", "turn"), 0),
    **dict.fromkeys(("mid", "middle"), 1),
    **dict.fromkeys(("late", "end", "close"), 2),
}
_PART = re.compile(
    r"\b(?i:(?:the )?(?P<when>earlier|later)(?: on| in)?|"
    r"(?:(?:the )?(?:very )?(?P<part>start|beginning|middle|end|close|turn) of|"
    r"(?:the )?(?P<adjective>early|mid|late)(?: in| on)?))[ -](?:the )?$"
)
_PART_OF_DAY = re.compile(
    r"\b(?i:(?:the )?(?:early |late |small )?(?:morning|afternoon|evening|night|hours) of )"
    r"(?:the )?$"
)
_STRETCH = re.compile(
    r"\b(?i:(?:the )?(?P<place>first|second|third|fourth|last|final|opening|closing) "
    rf"(?:(?:few|(?P<number>{'|'.join(NUMBER_WORDS)}|\d\d?)) )?"
    r"(?P<unit>day|week|month)(?P<many>s)? of )(?:the )?$"
)
_OPENING, _LAST = 0, -1
_A_FEW = {Granularity.DAY: 7, Granularity.WEEK: 4, Granularity.MONTH: 4}
_EXACT = frozenset({Granularity.DAY, Granularity.WEEKEND})
# A time two weeks after another one has days if that one is as exact as this.
_AS_FINE = {
    Granularity.DAY: _EXACT,
    Granularity.WEEK: _EXACT | {Granularity.WEEK},
    Granularity.MONTH: _EXACT | {Granularity.WEEK, Granularity.MONTH},
    Granularity.YEAR: frozenset(Granularity) - {Granularity.DECADE, Granularity.CENTURY},
}
_IN_CLAUSE = re.compile(r" (?!(?:and|but|or|in|on|at|by|with|to|from|for|as)\b)[^,.;:!?¶()\"“”]*")
_TO = re.compile(r" ?[-–] ?| (?:to|through|until|till|and) (?:the )?")
_AND = re.compile(r",? (?:and|or) |, ")
_FROM = re.compile(r"\b(?i:from|between) (?:the )?$")
_BOUND = re.compile(
    r"\b(?i:(?P<word>since|(?:not )?until|(?:not )?till|up to|up until|through|by|"
    r"before|prior to|ahead of|after)) $"
)
_WITHOUT_BOUNDS = (Granularity.DURATION, Granularity.PERIOD)


def _plain(text: str) -> str:
    """The text with plain spaces and apostrophes, character for character; ¶ between paragraphs."""
    text = _PARAGRAPH.sub(lambda gap: "¶" * len(gap[0]), text)
    return _SPACE.sub(" ", text).replace("\u2019", "'")


def _before(text: str, time: Time) -> str:
    """The characters before a time that may hold words on it."""
    return text[max(0, time.begin - 40) : time.begin]


def _with_part(text: str, time: Time, published: date | None) -> Time:
    """A time with the words before it that narrow it: early, the end of, the first week of, later.

    The night or the morning of a day is that day.
    """
    if time.granularity in _WITHOUT_BOUNDS:
        return time
    before, unit = _before(text, time), time.granularity
    if unit is Granularity.DAY and (words := _PART_OF_DAY.search(before)):
        return replace(time, begin=time.begin - len(words[0]))
    if unit is not Granularity.DAY and (words := _STRETCH.search(before)):
        return _narrowed(time, words, _stretch(words), published)
    words = _PART.search(before)
    if not words:
        return time
    if words["when"]:
        begin = time.begin - len(words[0])
        return _on_one_side(replace(time, begin=begin), words["when"].lower(), published)
    part = _PARTS[(words["part"] or words["adjective"]).lower()]
    return _narrowed(time, words, lambda days: part_of(days, unit, part), published)


def _stretch(words: re.Match[str]) -> Callable[[Days], Days]:
    """What "the first week of" or "the last ten days of" leaves of a time."""
    place, unit = words["place"].lower(), Granularity(words["unit"].lower())
    index = _OPENING if place == "opening" else PLACES.get(place, _LAST)
    number = (words["number"] or "").lower()
    few = _A_FEW[unit] if words["many"] else 1
    count = int(number) if number.isdecimal() else NUMBER_WORDS.get(number, few)
    return lambda days: stretch_of(days, unit, index, count)


def _narrowed(
    time: Time, words: re.Match[str], narrow: Callable[[Days], Days], published: date | None
) -> Time:
    """A time with the words before it, and only the days that they leave of it."""
    begin, in_year = time.begin - len(words[0]), time.in_year
    if in_year is None:
        return replace(time, begin=begin, past=narrow(time.past), future=narrow(time.future))

    def narrowed_in_year(year: int) -> Days | None:
        days = in_year(year)
        return narrow(days) if days else None

    past, future = latest_and_next(narrowed_in_year, published)
    return replace(time, begin=begin, past=past, future=future, in_year=narrowed_in_year)


def _on_one_side(time: Time, when: str, published: date | None) -> Time:
    """Earlier this month: up to the publication; later this month: after it, in any tense."""
    if time.granularity is Granularity.DAY or published is None:
        return time
    if when == "earlier":
        days = told(time.past, published, future=False)
        return replace(time, past=days, future=days)
    start, end = time.future
    tomorrow = shifted(published, 1, Granularity.DAY)
    days = Days(tomorrow if start and start <= published else start, end)
    return replace(time, past=days, future=days)


def _joined(text: str, times: Iterable[Time], published: date | None) -> list[Time]:
    """The times, those of a range ("from July to September") or a list ("2018 and 2019") as one."""
    joined: list[Time] = []
    for time in times:
        both = _as_one(text, joined[-1], time, published) if joined else None
        if both:
            joined[-1] = both
        else:
            joined.append(time)
    return joined


def _as_one(text: str, first: Time, second: Time, published: date | None) -> Time | None:
    """Both times as one, if the words between make them a range, or a list without a gap."""
    if {first.granularity, second.granularity} & {*_WITHOUT_BOUNDS}:
        return None
    between, words = text[first.end : second.begin], _FROM.search(_before(text, first))
    is_between = words is not None and words[0].lower().startswith("between")
    if _TO.fullmatch(between) and (is_between or " and " not in between):
        begin = first.begin - (len(words[0]) if words else 0)
        both = _range(replace(first, begin=begin), second, published)
        return None if _ends_before_it_starts(both) else both
    if _AND.fullmatch(between) and first.granularity is second.granularity:
        return _list(first, second)
    return None


def _range(first: Time, second: Time, published: date | None) -> Time:
    """From the first day of one time to the last day of the other."""
    if first.in_year and second.in_year:
        in_year = _range_in_year(first.in_year, second.in_year)
        past, future = latest_and_next(in_year, published)
        if first.granularity is Granularity.MONTH and _is_to_come(past.end, published):
            past = latest_and_next(in_year, shifted(published, -1, Granularity.YEAR))[0]
        return replace(first, end=second.end, past=past, future=future, in_year=in_year)
    if first.in_year and second.past.end:
        first = _in_year_of(second.past.end, first)
    past = _from_to(first.past, second.past)
    future = _from_to(first.future, second.future)
    if past.start and past.end and past.start > past.end:
        past = Days(shifted(past.start, -1, Granularity.WEEK), past.end)
    if future.start and future.end and future.start > future.end:
        future = Days(future.start, shifted(future.end, 1, Granularity.WEEK))
    return replace(first, end=second.end, past=past, future=future, in_year=None)


def _is_to_come(day: date | None, published: date | None) -> bool:
    """Whether a day lies in a month that begins after the publication."""
    month = unit_around(day, Granularity.MONTH).start
    return month is not None and published is not None and month > published


def _ends_before_it_starts(time: Time) -> bool:
    """Whether the words are no range after all: "moved up from May 2029 to December 2021"."""
    spans = (time.past, time.future)
    return any(days.start and days.end and days.end < days.start for days in spans)


def _from_to(first: Days, second: Days) -> Days:
    """The days from the start of one to the end of the other."""
    return Days(first.start, second.end)


def _range_in_year(first: InYear, second: InYear) -> InYear:
    """The days of a range that starts in any year, and may end in the next one."""

    def in_year(year: int) -> Days | None:
        start, end = first(year), second(year)
        if start and end and start.start and end.end and end.end < start.start:
            end = second(year + 1)
        return _from_to(start, end) if start and end else None

    return in_year


def _in_year_of(day: date, time: Time) -> Time:
    """A time that leaves its year open, in the year of `day` or, if that is after it, before."""
    found = (time.in_year(year) for year in (day.year, day.year - 1)) if time.in_year else ()
    days = next((days for days in found if days and days.start and days.start <= day), UNKNOWN)
    return replace(time, past=days, future=days)


def _list(first: Time, second: Time) -> Time | None:
    """Two times of which the second starts the day after the first ends."""
    if not all(
        one.end and shifted(one.end, 1, Granularity.DAY) == other.start
        for one, other in ((first.past, second.past), (first.future, second.future))
    ):
        return None
    past, future = _from_to(first.past, second.past), _from_to(first.future, second.future)
    return replace(first, end=second.end, past=past, future=future, in_year=None)


def _with_bound(text: str, time: Time, published: date | None) -> Time:
    """A time with the word before it that opens it on one side: since, until, before, after."""
    words = _BOUND.search(_before(text, time))
    if not words or time.granularity in _WITHOUT_BOUNDS or text.startswith("'s", time.end):
        return time
    past, future = time.past, time.future
    match words["word"].lower():
        case "since":
            past, future = _from_day(past.start, published), Days(past.start, None)
        case "before" | "prior to" | "ahead of":
            past = Days(None, shifted(past.start, -1, Granularity.DAY))
            future = Days(None, shifted(future.start, -1, Granularity.DAY))
        case "after":
            past = _from_day(shifted(past.end, 1, Granularity.DAY), published)
            future = Days(shifted(future.end, 1, Granularity.DAY), None)
        case "not until" | "not till":
            pass
        case _:
            past, future = Days(None, past.end), Days(None, future.end)
    begin = time.begin - len(words[0])
    return replace(
        time, begin=begin, granularity=Granularity.PERIOD, past=past, future=future, in_year=None
    )


def _from_day(first: date | None, published: date | None) -> Days:
    """The days from one on, up to the publication if that is later."""
    return Days(first, published if first and published and first <= published else None)


def _measured(text: str, times: Sequence[Time], published: date | None) -> Iterator[Time]:
    """The times, those counted from the next one by its days: a day after they met on 1 March."""
    for time, following in zip_longest(times, times[1:]):
        if time.distance and following and _IN_CLAUSE.fullmatch(text[time.end : following.begin]):
            count, unit = time.distance
            yield _at_distance(time, count, unit, following, published)
        else:
            yield time


def _at_distance(
    time: Time, count: int, unit: Granularity, other: Time, published: date | None
) -> Time:
    """A time so many units from another one, as rough as its unit; open if the other is rougher."""
    if other.granularity in _WITHOUT_BOUNDS or (
        count and other.granularity not in _AS_FINE.get(unit, ())
    ):
        return time
    past, future = other.past, other.future
    if count:
        past, future = _moved(past, count, unit), _moved(future, count, unit)
    if other.in_year and other.past.start:
        future = (
            UNKNOWN  # "will come a week after they met on 1 March": of this year or of the next
        )
    if past.start and published and past.start > published:
        past = UNKNOWN
    return replace(time, granularity=unit, past=past, future=future)


def _moved(days: Days, count: int, unit: Granularity) -> Days:
    """The units in which the first and the last day lie when moved by so many units."""
    start, end = (unit_around(shifted(day, count, unit), unit) for day in days)
    return Days(start.start, end.end)


def _expression(time: Time, starts: list[int], published: date | None) -> TimeExpression:
    """A time as tokens, given where each token starts."""
    return TimeExpression(
        start_token=max(bisect_right(starts, time.begin) - 1, 0),
        end_token=bisect_left(starts, time.end),
        granularity=time.granularity,
        past=told(time.past, published, future=False),
        future=told(time.future, published, future=True),
    )

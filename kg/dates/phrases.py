"""The phrases: each way in which English names a time by itself, as a pattern and its meaning.

Words around a phrase ("since", "early", "from ... to") are the matter of `expressions`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from kg.dates.days import (
    UNKNOWN,
    Days,
    Granularity,
    day_of,
    latest_and_next,
    months,
    shifted,
    unit_around,
    years,
)

InYear = Callable[[int], Days | None]


@dataclass(frozen=True, slots=True)
class Time:
    """Characters `begin` to `end` that name a time, and the days told as past and as future.

    `in_year` gives the days in any year, if the words leave the year open ("July"); `distance` how
    many units lie between it and a time still to be named ("two days after": 2, "hours before": 0).
    """

    begin: int
    end: int
    granularity: Granularity
    past: Days = UNKNOWN
    future: Days = UNKNOWN
    in_year: InYear | None = None
    distance: tuple[int, Granularity] | None = None


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = (
    *("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
NUMBER_WORDS = {
    **{word: number for number, word in enumerate(_NUMBERS, start=1)},
    "an": 1,
    "one": 1,
    "a dozen": 12,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
}
_VAGUE_NUMBERS = ("a couple of", "a few", "a number of", "several", "many", "few")
PLACES = {
    **dict.fromkeys(("first", "1st"), 0),
    **dict.fromkeys(("second", "2nd"), 1),
    **dict.fromkeys(("third", "3rd"), 2),
    **dict.fromkeys(("fourth", "4th"), 3),
}

_FULL_MONTH = "(?:" + "|".join(f"{name}|{name.upper()}" for name in _MONTHS) + r")(?!\w)"
_MONTH = rf"(?:{_FULL_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_FULL_WEEKDAY = "(?:" + "|".join(f"{name}|{name.upper()}" for name in _WEEKDAYS) + r")(?!\w)"
_WEEKDAY = rf"(?:{_FULL_WEEKDAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
_ON_WEEKDAY = rf"(?:{_WEEKDAY},? (?:the )?)?"
_COUNTED = (
    r"(?:million|billion|trillion|percent|per cent|km|kilometers|kilometres|miles|meters|metres|"
    r"feet|tons|tonnes|kg|dollars|euros|pounds|people|men|women|children|troops|soldiers|jobs|"
    r"homes|houses|workers|members|votes|others|deaths|BCE?)\b"
)
_DAY = rf"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w%:/]|[.,]\d| {_COUNTED})"
_YEAR = rf"(?:1\d|20)\d\d(?![\w%:/]|[.,]\d| {_COUNTED})"
_ITS_YEAR = rf"(?:,? (?:of |in )?(?P<year>{_YEAR}|(?:this|last|next) year\b))"
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted((*NUMBER_WORDS, *_VAGUE_NUMBERS), reverse=True))})"
_ABOUT = (
    r"(?:(?P<more>more than|over|at least)|about|around|some|just|only|nearly|almost|roughly|"
    r"less than|up to|exactly|barely)"
)
_UNIT = "(?:day|week|month|quarter|year|decade|century|centurie)"
_COUNTED_UNITS = (
    rf"(?:{_ABOUT} )?(?P<number>{_NUMBER})(?: and a half)? (?P<unit>{_UNIT}|hour|minute)s?"
    r"(?: and a half)?"
)
_AMOUNT = rf"(?:{_COUNTED_UNITS}|(?P<units>{_UNIT}|hour|minute)s)"
_SEASON = "(?:spring|summer|autumn|fall|winter)"
_PART_OF_DAY = "(?:morning|afternoon|evening|night|noon|midnight)"
_THROUGH = "(?: ?[-–] ?| to | through )"

_FIRST_NAMES = ("April", "May", "June", "August")
_BEFORE_MONTH = re.compile(
    rf"(?:\b(?i:in|since|until|till|during|throughout|early|late|mid|earlier|later|around|"
    rf"(?:end|start|beginning|middle|rest|most|half|day|days|week|weeks) of)|"
    rf"\b{_MONTH}(?: and| or| to| through|,| ?[-–])|\b(?P<weak>(?i:by|from|of|before|after)))[ -]?$"
)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?i:in|since|until|till|by|during|before|after|from|through|throughout|between|early|"
    r"late|mid|year|around|circa|(?:end|start|beginning|middle|close|course|most|rest|half|days|"
    r"weeks?|months?) of)"
    rf"(?: {_ABOUT})?|"
    r"\b(?:1[5-9]|20)\d\d(?:,|,? and|,? or| to| through))[ -]$"
)
_BEFORE_YEAR_OF_NOUN = re.compile(r"(?:\b(?i:the|a|his|her|its|their|this)|'s) $")
_BEFORE_LAST_YEAR = re.compile(rf" (?:to|through|until) {_YEAR}")
_AFTER_YEAR = re.compile(r"[.,;:)¶]|$| (?:was|is|were|has|when|that|and|to|in|on|by|at)\b")
_BEFORE_THIS_UNIT = re.compile(
    r"\b(?i:(?:start|beginning|end|middle|turn|rest|remainder|half|most|part|course) of|"
    r"(?:later|earlier|early|late) in|"
    r"(?:first|last|opening|final) (?:\w+ )?(?:day|week|month)s? of) $"
)
_BEFORE_QUARTER = re.compile(
    r"\b(?i:in|during|for|by|since|until|till|from|through|throughout|before|after|"
    r"(?:start|beginning|middle|end) of|(?:earlier|later|early|late) in) $"
)
_AFTER_QUARTER = re.compile(
    r"[.,;:)¶]|$| (?:and|but|when|as|while|after|before|because|to|from|in|on|at|by|with|for|"
    r"than|if|it|he|she|they|that|which|who)\b"
)
# Of a match of basketball or football, which has four quarters too.
_PLAY = re.compile(
    r"\b(?i:scor(?:e|es|ed|ing|er)|field goals?|touchdowns?|rebounds?|three-pointers?|yards?|"
    r"halftime|half-time|overtime|quarterbacks?|(?<!video )games?|playoffs?|W?NBA|NFL|NCAA)\b"
)
_BEFORE_NO_WEEKDAY = re.compile(
    r"\b(?i:a|an|every|each|black|bloody|good|ash|palm|super|cyber|easter|sheffield) $"
)
_AFTER_NO_WEEKDAY = re.compile(
    r" (?:Times|Telegraph|Mirror|Mail|Post|Herald|Night Live|Prayers?)\b"
)

Reader = Callable[[re.Match[str], str, date | None], Time | None]
_WORD = re.compile(r"[^\W_]+")
_WINDOW = 24
_STOP = re.compile(r"[.!?] |¶")
_LONGEST = 400  # characters of a sentence before or after a phrase


def find_phrases(text: str, published: date | None) -> Iterator[Time]:
    """Every phrase in `text` that names a time, from left to right."""
    position = 0
    for word in _WORD.finditer(text):
        key = "#" if word[0][0].isdigit() else word[0].lower()
        if word.start() < position or key not in _PHRASES or _is_inside_number(text, word.start()):
            continue
        time = _read_phrase(key, text, word.start(), published)
        if time:
            position = time.end
            yield time


def _is_inside_number(text: str, at: int) -> bool:
    """Whether what starts here is money, a tag or the rest of a number: $2019, #2019, 12.2019."""
    before = text[max(0, at - 2) : at]
    return before.endswith(("$", "€", "£", "#", "_")) or re.fullmatch(r"\d[.,]", before) is not None


def _read_phrase(key: str, text: str, at: int, published: date | None) -> Time | None:
    """The time that the first fitting phrase names of those that start with this word."""
    for pattern, read in _PHRASES[key]:
        match = pattern.match(text, at)
        time = read(match, text, published) if match else None
        if time:
            return time
    return None


def _left(text: str, match: re.Match[str]) -> str:
    """The characters before a match that tell what it is."""
    return text[max(0, match.start() - _WINDOW) : match.start()]


def _right(text: str, match: re.Match[str]) -> str:
    """The characters after a match that tell what it is."""
    return text[match.end() : match.end() + _WINDOW]


def _time(match: re.Match[str], unit: Granularity, past: Days, future: Days | None = None) -> Time:
    """The time that a match names; both tenses mean the same days if only one is given."""
    return Time(match.start(), match.end(), unit, past, past if future is None else future)


def _of_year(
    match: re.Match[str],
    unit: Granularity,
    published: date | None,
    in_year: InYear,
) -> Time | None:
    """A time in the year that the match names, or in the nearest year that the tense allows."""
    words = match.groupdict().get("year")
    if words is None:
        past, future = latest_and_next(in_year, published)
        return Time(match.start(), match.end(), unit, past, future, in_year)
    year = _year(words, published)
    if year is None:
        return _time(match, unit, UNKNOWN)
    days = in_year(year)
    return _time(match, unit, days) if days else None


def _year(words: str, published: date | None) -> int | None:
    """The year that "2023", "this year" or "last year" means."""
    if words.isdecimal():
        return int(words)
    shift = {"last": -1, "next": 1}.get(words.split()[0].lower(), 0)
    return published.year + shift if published else None


def _month_number(word: str) -> int:
    """1 for January and Jan."""
    return next(n for n, name in enumerate(_MONTHS, 1) if name.lower().startswith(word[:3].lower()))


def _read_iso(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """2023-09-13."""
    days = day_of(int(match["y"]), int(match["m"]), int(match["d"]))
    return _time(match, Granularity.DAY, days) if days else None


def _read_day(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """13 September 2023; Wednesday, Sept. 13; September 13-15."""
    month, first = _month_number(match["month"]), _number_of_day(match["day"])
    last = _number_of_day(match["last"]) if match["last"] else first

    def in_year(year: int) -> Days | None:
        start, end = day_of(year, month, first), day_of(year, month, last)
        return Days(start.start, end.end) if start and end and first <= last else None

    return _of_year(match, Granularity.DAY, published, in_year)


def _number_of_day(word: str) -> int:
    """13 for "13th"."""
    return int(re.sub(r"\D", "", word))


def _read_month_of_year(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """July 2023; July of last year."""
    month = _month_number(match["month"])
    return _of_year(match, Granularity.MONTH, published, lambda year: months(year, month))


def _read_which_month(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """Last July, over before this month began; next July; this July."""
    month, which = _month_number(match["month"]), match["which"].lower()
    if published is None:
        return _time(match, Granularity.MONTH, UNKNOWN)
    later = published.month - month
    year = published.year
    if which.startswith("last"):
        year -= later <= 0
    elif which.startswith("next"):
        year += later >= 0
    return _time(match, Granularity.MONTH, months(year, month))


def _read_month(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """July, where a word before or after shows that it is no verb and no person."""
    month = _month_number(match[0])
    if not _is_month(match[0].title(), _left(text, match), _right(text, match)):
        return None
    return _of_year(match, Granularity.MONTH, published, lambda year: months(year, month))


def _is_month(name: str, before: str, after: str) -> bool:
    """Whether the words around mean the month: "in May" and "by July", but not "by May"."""
    licence = _BEFORE_MONTH.search(before)
    if licence and not (licence["weak"] and name in _FIRST_NAMES):
        return True
    if re.match(rf"(?:{_THROUGH}| and | or ){_MONTH}", after):
        return True
    if name in _FIRST_NAMES and name != "June":
        return False
    if after.startswith("'s"):
        return name not in _FIRST_NAMES
    return before.endswith(("the ", "'s ")) and re.match(" [a-z]{4,}", after) is not None


def _read_years(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """2018-2020; 2018-20."""
    first, last = int(match["first"]), match["last"]
    final = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not first < final <= 2100:
        return None
    return _time(match, Granularity.YEAR, years(first, final - first + 1))


def _read_year(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """2022, where a word before shows that it is no number of things."""
    year, before, after = int(match[0]), _left(text, match), _right(text, match)
    licensed = _BEFORE_YEAR.search(before) or _BEFORE_LAST_YEAR.match(after)
    if not (licensed or _is_year_of_noun(year, before, after)):
        return None
    return _time(match, Granularity.YEAR, years(year))


def _is_year_of_noun(year: int, before: str, after: str) -> bool:
    """The 2016 election; the election of 2016."""
    if not 1900 <= year < 2100:
        return False
    if before.endswith(" of "):
        return year % 100 > 0 and _AFTER_YEAR.match(after) is not None
    return bool(_BEFORE_YEAR_OF_NOUN.search(before)) and re.match(" [A-Za-z]", after) is not None


def _read_decade(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """The 1990s; the '90s, of this century if they have begun by now."""
    if match["decade"]:
        return _time(match, Granularity.DECADE, years(int(match["decade"]), 10))
    year = 2000 + 10 * int(match["short"])
    year -= 100 if year > (published.year if published else 2000) else 0
    return _time(match, Granularity.DECADE, years(year, 10))


def _read_century(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """The 19th century."""
    number = int(match["number"])
    return _time(match, Granularity.CENTURY, years(100 * number - 99, 100)) if number else None


def _read_quarter(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """The first quarter of 2024; the second half of the year; Q3 2024."""
    count, size = (2, 6) if match["unit"].lower() == "half" else (4, 3)
    unit = Granularity.HALF if count == 2 else Granularity.QUARTER
    place = PLACES.get(match["place"].lower(), count - 1)
    if place >= count:
        return None
    return _of_year(match, unit, published, lambda year: months(year, 1 + place * size, size))


def _read_open_quarter(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """In the third quarter, unless it is one of a match: "scored in the third quarter"."""
    if not (_BEFORE_QUARTER.search(_left(text, match)) and _AFTER_QUARTER.match(text, match.end())):
        return None
    if _PLAY.search(_sentence_around(text, match)):
        return None
    first = 1 + 3 * PLACES[match["place"].lower()]
    return _of_year(match, Granularity.QUARTER, published, lambda year: months(year, first, 3))


def _sentence_around(text: str, match: re.Match[str]) -> str:
    """Roughly the sentence of a match: up to the nearest full stops."""
    before = _STOP.split(text[max(0, match.start() - _LONGEST) : match.start()])
    after = _STOP.split(text[match.end() : match.end() + _LONGEST])
    return before[-1] + match[0] + after[0]


def _read_short_quarter(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """Q3 2024."""
    first = 3 * int(match["place"]) - 2
    return _of_year(match, Granularity.QUARTER, published, lambda year: months(year, first, 3))


def _read_season(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """The summer of 2022: somewhere in that year, or, for a winter, also early in the next one."""
    if "year" not in match.groupdict():
        return _time(match, Granularity.SEASON, UNKNOWN)
    count = 15 if match["season"].lower() == "winter" else 12
    return _of_year(match, Granularity.SEASON, published, lambda year: months(year, 1, count))


def _read_weekday(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """Wednesday; last Monday; Tuesday evening; Friday next week. The publication's own counts."""
    before, after = _left(text, match), _right(text, match)
    if _BEFORE_NO_WEEKDAY.search(before) or _AFTER_NO_WEEKDAY.match(after):
        return None
    if published is None:
        return _time(match, Granularity.DAY, UNKNOWN)
    weekday = _WEEKDAYS.index(match["weekday"].title())
    past, future = _weekdays_around(weekday, published, (match["which"] or "").lower())
    if match["week"]:
        count = {"last": -1, "next": 1}.get(match["week"].lower(), 0)
        monday = unit_around(shifted(published, count, Granularity.WEEK), Granularity.WEEK).start
        past = future = shifted(monday, weekday, Granularity.DAY)
    return _time(match, Granularity.DAY, Days(past, past), Days(future, future))


def _weekdays_around(weekday: int, published: date, which: str) -> tuple[date | None, date | None]:
    """That weekday told as past and as future, with "last", "this", "next" before it or nothing."""
    back = (published.weekday() - weekday) % 7
    ahead = -back % 7
    if which.endswith(("last", "past")):
        ahead = -(back or 7)
        back = back or 7
    elif which == "next":
        ahead = 7 + weekday - published.weekday()
        back = -ahead
    elif which.endswith("coming"):
        ahead = ahead or 7
        back = -ahead
    elif which and which != "this":
        return None, None
    return shifted(published, -back, Granularity.DAY), shifted(published, ahead, Granularity.DAY)


def _read_day_word(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """Today, yesterday, tomorrow, tonight, last night, this morning, overnight."""
    word = match["word"].lower()
    if match[0].startswith("Today") and re.search(r"[A-Za-z] $", _left(text, match)):
        return None
    count = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(word, 0)
    count += {"the day before": -1, "the day after": 1}.get((match["off"] or "").lower(), 0)
    day = shifted(published, count, Granularity.DAY)
    if word != "overnight":
        return _time(match, Granularity.DAY, Days(day, day))
    night = (
        Days(shifted(day, -1, Granularity.DAY), day),
        Days(day, shifted(day, 1, Granularity.DAY)),
    )
    return _time(match, Granularity.DAY, *night)


def _read_which_unit(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """Last week, this month, next year; the past year; the same day."""
    which, unit = match["which"].lower(), Granularity(match["unit"].lower())
    if text.startswith(" of ", match.end()):
        return None
    if unit is Granularity.DAY:
        return _time(match, unit, UNKNOWN) if which in _FROM_ANOTHER_DAY else None
    if which in ("the previous", "the following", "the same"):
        return _time(match, unit, UNKNOWN)
    if which in _ROLLING and unit not in (Granularity.QUARTER, Granularity.WEEKEND):
        return _time(match, Granularity.PERIOD, _rolling(published, 1, unit, which))
    count = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which.split()[-1], 0)
    if unit is not Granularity.WEEKEND:
        return _time(match, unit, unit_around(shifted(published, count, unit), unit))
    if which == "this":
        return _read_weekend(match, text, published)
    count = 0 if which == "this coming" else count
    return _time(match, unit, unit_around(shifted(published, count, Granularity.WEEK), unit))


_ROLLING = ("the past", "the last", "this past", "the next", "the coming")
_FROM_ANOTHER_DAY = ("the same", "the next", "next", "the following", "the previous")


def _rolling(published: date | None, number: int | None, unit: Granularity, which: str) -> Days:
    """So many units up to the publication, or from it on."""
    ahead = which.endswith(("next", "coming"))
    far = None if number is None else shifted(published, number if ahead else -number, unit)
    return Days(published, far) if ahead else Days(far, published)


def _read_rolling(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """The past four months; recent weeks; the next few days; the previous two years."""
    which, number = match["which"].lower(), _amount(match["number"])
    if text.startswith(" of ", match.end()):
        return None
    if which in ("previous", "following"):
        return _time(match, Granularity.PERIOD, UNKNOWN)
    number = 1 if number and match["unit"].lower() == "hour" else number
    return _time(
        match, Granularity.PERIOD, _rolling(published, number, _unit(match["unit"]), which)
    )


def _amount(words: str | None) -> int | None:
    """The number, or None for "several"."""
    if words is None:
        return None
    return int(words) if words.isdecimal() else NUMBER_WORDS.get(words.lower())


def _unit(word: str) -> Granularity:
    """The unit; hours and minutes count as days."""
    word = {"centurie": "century", "hour": "day", "minute": "day"}.get(word.lower(), word.lower())
    return Granularity(word)


def _read_ago(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """Two days ago: that day; four years ago: that year; several weeks ago: no one knows when."""
    number, word = _amount(match["number"]), match["unit"] or match["units"]
    unit = _unit(word)
    if word.lower() in ("hour", "minute"):
        yesterday = shifted(published, -1, Granularity.DAY)
        return _time(match, Granularity.PERIOD, Days(yesterday, published))
    if number is None or _left(text, match).endswith(("half ", "quarter of ")):
        return _time(match, Granularity.PERIOD, Days(None, published))
    then = shifted(published, -number, unit)
    if unit in (Granularity.DECADE, Granularity.CENTURY):
        around = 5 if unit is Granularity.DECADE else 50
        days = years(then.year - around, 2 * around) if then else UNKNOWN
    else:
        days = unit_around(then, unit)
    if match["more"]:
        days = Days(shifted(days.start, -1, unit), days.end)
    return _time(match, unit, days)


def _read_from_another_time(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """Two years earlier; the day after; hours before: measured from a time that is not named."""
    if text.startswith(" than", match.end()):
        return None
    return replace(_time(match, Granularity.PERIOD, UNKNOWN), distance=_distance(match))


def _distance(match: re.Match[str]) -> tuple[int, Granularity] | None:
    """How far off "two days after" is, in its unit; None where the words do not count."""
    sign = {"before": -1, "after": 1}.get(match["side"].lower())
    unit = (match["one"] or match["unit"] or match["units"]).lower()
    number = 1 if match["one"] else _amount(match["number"])
    if sign is None:
        return None
    if unit in ("hour", "minute"):
        return 0, Granularity.DAY
    if number is None or match["more"]:
        return None
    return sign * number, _unit(unit)


def _read_ahead(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """In two days, within a week: from now on if it is to come, else how long it took."""
    number, unit = _amount(match["number"]), _unit(match["unit"])
    then = shifted(published, number, unit) if number else None
    if match["how"].lower() == "within" or number is None:
        future = Days(published, then)
    else:
        future = unit_around(then, unit)
    return _time(match, Granularity.PERIOD, UNKNOWN, future)


def _read_duration(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """For 12 years: how long, not when."""
    return _time(match, Granularity.DURATION, UNKNOWN)


def _read_weekend(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """The weekend: the latest one begun, or the next one not over."""
    this = unit_around(published, Granularity.WEEKEND)
    last = unit_around(shifted(published, -1, Granularity.WEEK), Granularity.WEEKEND)
    begun = this.start is not None and published is not None and this.start <= published
    return _time(match, Granularity.WEEKEND, this if begun else last, this)


def _read_this_unit(match: re.Match[str], text: str, published: date | None) -> Time | None:
    """(The end of) the year: this one."""
    if not _BEFORE_THIS_UNIT.search(_left(text, match)):
        return None
    unit = Granularity(match["unit"].lower())
    return _time(match, unit, unit_around(published, unit))


# What a phrase may start with; # stands for a figure.
_MONTH_STARTS = " ".join((*_MONTHS, *(name[:3] for name in _MONTHS), "sept")).lower()
_FULL_WEEKDAY_STARTS = " ".join(_WEEKDAYS).lower()
_WEEKDAY_STARTS = f"{_FULL_WEEKDAY_STARTS} mon tue tues wed thu thur thurs fri sat sun"
_UNIT_STARTS = "days weeks months quarters years decades centuries hours minutes"
_AMOUNT_STARTS = (
    f"# {_UNIT_STARTS} more over at about around some just only nearly almost roughly less up "
    f"exactly barely {' '.join(NUMBER_WORDS)} several many few"
)

# First words, pattern and meaning, in the order in which they are tried.
_TABLE: tuple[tuple[str, str, Reader], ...] = (
    ("#", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?![\w-])", _read_iso),
    (
        f"# {_WEEKDAY_STARTS}",
        rf"{_ON_WEEKDAY}(?P<day>{_DAY})(?:(?:{_THROUGH}| and | or )(?P<last>{_DAY}))? (?:of )?"
        rf"(?P<month>{_MONTH}){_ITS_YEAR}?",
        _read_day,
    ),
    (
        f"{_MONTH_STARTS} {_WEEKDAY_STARTS}",
        rf"{_ON_WEEKDAY}(?P<month>{_MONTH}) ?(?:the )?(?P<day>{_DAY})"
        rf"(?:(?:{_THROUGH}| and (?=\d+(?:st|nd|rd|th)?(?:[.,;)]|$| (?:in|at|for|when)\b)))"
        rf"(?P<last>{_DAY}))?{_ITS_YEAR}?",
        _read_day,
    ),
    (_MONTH_STARTS, rf"(?P<month>{_MONTH}){_ITS_YEAR}", _read_month_of_year),
    ("last this next", rf"(?P<which>(?i:last|this|next)) (?P<month>{_MONTH})", _read_which_month),
    (
        "#",
        rf"(?P<first>{_YEAR}) ?[-–] ?(?P<last>{_YEAR}|\d\d(?![\w%,.]\d))(?![\w-])",
        _read_years,
    ),
    (
        f"last this next the {_FULL_WEEKDAY_STARTS}",
        rf"(?:(?P<which>(?i:last|this|next|this past|this coming|the previous|the following)) )?"
        rf"(?P<weekday>{_FULL_WEEKDAY})(?: {_PART_OF_DAY}\b)?"
        r"(?:,? (?P<week>last|this|next) week\b)?",
        _read_weekday,
    ),
    (
        "the today tomorrow yesterday tonight last overnight this",
        rf"(?i:(?:(?P<off>the day before|the day after) )?(?P<word>today|tomorrow|yesterday|"
        rf"tonight|last night|overnight|this {_PART_OF_DAY})(?: {_PART_OF_DAY})?)(?!\w)",
        _read_day_word,
    ),
    (
        "the this last next",
        r"(?i:(?P<which>the current|the coming|this coming|this past|the past|the last|the next|"
        r"the previous|the following|the same|last|this|next) "
        r"(?P<unit>weekend|week|month|quarter|year|decade|century|day))(?!\w)",
        _read_which_unit,
    ),
    (
        "the these last past previous next coming following recent",
        rf"(?i:(?:the |these )?(?P<which>last|past|previous|next|coming|following|recent) "
        rf"(?:(?P<number>{_NUMBER}) )?(?P<unit>{_UNIT}|hour)s)(?!\w)",
        _read_rolling,
    ),
    (_AMOUNT_STARTS, rf"(?i:{_AMOUNT} ago)\b", _read_ago),
    (
        f"the {_AMOUNT_STARTS}",
        rf"(?i:(?:{_AMOUNT}|the (?P<one>day|week|month|year)) "
        r"(?P<side>earlier|later|before|after|afterwards?|beforehand))\b",
        _read_from_another_time,
    ),
    (
        "in within",
        rf"(?i:(?P<how>in|within) {_COUNTED_UNITS}(?:'s? time)?)(?!\w)",
        _read_ahead,
    ),
    (
        "for during after",
        rf"(?i:(?:for|during|after) (?:(?:his|her|its|their|the) )?{_AMOUNT})(?!\w)",
        _read_duration,
    ),
    (
        "the spring summer autumn fall winter",
        rf"(?i:(?:the )?(?P<season>{_SEASON})(?: of)? (?P<year>{_YEAR}|(?:this|last|next) year\b))",
        _read_season,
    ),
    ("last this next", rf"(?i:(?:last|this|next) {_SEASON})\b", _read_season),
    (
        "the first second third fourth final last #",
        rf"(?i:(?:the )?(?P<place>first|second|third|fourth|final|last|1st|2nd|3rd|4th) "
        rf"(?P<unit>quarter|half) of (?P<year>{_YEAR}|(?:this|last|next|the) year\b))",
        _read_quarter,
    ),
    (
        "the first second third fourth #",
        r"(?i:(?:the )?(?P<place>first|second|third|fourth|1st|2nd|3rd|4th) quarter)(?![\w'])",
        _read_open_quarter,
    ),
    ("q1 q2 q3 q4", rf"(?i:Q)(?P<place>[1-4]) (?:of )?(?P<year>{_YEAR})", _read_short_quarter),
    (
        "the #",
        r"(?i:the )?(?:(?P<decade>(?:1[5-9]|20)\d0)'?s|(?:(?<=')|')(?P<short>\d)0s)(?!\w)",
        _read_decade,
    ),
    ("the #", r"(?i:the )?(?P<number>\d{1,2})(?:st|nd|rd|th)[ -]century\b(?! BC)", _read_century),
    ("the", r"(?i:the weekend)(?!\w)", _read_weekend),
    ("the", r"(?i:the (?P<unit>week|month|quarter|year|decade|century))(?!\w)", _read_this_unit),
    (_MONTH_STARTS, _MONTH, _read_month),
    ("#", _YEAR, _read_year),
)
_COMPILED = tuple((words.split(), re.compile(pattern), read) for words, pattern, read in _TABLE)
_PHRASES = {
    word: tuple((pattern, read) for words, pattern, read in _COMPILED if word in words)
    for words, _, _ in _COMPILED
    for word in words
}

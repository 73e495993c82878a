"""Words that say when, the days that they mean, and the claims that they date.

Published on Wednesday, 13 September 2023.
"""

from datetime import date
from itertools import pairwise

import pytest
import spacy

from kg.dates import Days, Granularity, TimeExpression, find_times, resolve_time
from kg.model import Span, Tense

NLP = spacy.blank("en")
WEDNESDAY = date(2023, 9, 13)


def times(text: str, published: date | None = WEDNESDAY) -> tuple[TimeExpression, ...]:
    return find_times(NLP(text), published)


def words(text: str) -> list[str]:
    doc = NLP(text)
    return [doc[t.start_token : t.end_token].text for t in find_times(doc, WEDNESDAY)]


def written(days: Days) -> str:
    """One day as itself, more as first..last, an open side left empty."""
    if days.start and days.start == days.end:
        return days.start.isoformat()
    return "..".join(day.isoformat() if day else "" for day in days)


def told(text: str, tense: Tense, published: date | None = WEDNESDAY) -> str:
    (time,) = times(text, published)
    return written(time.days(tense))


# The same in both tenses, and without a day of publication.
ABSOLUTE = [
    ("They met on 13 September 2023.", "2023-09-13"),
    ("They met on the 13th of September 2023.", "2023-09-13"),
    ("They met on September 13, 2023, in Oslo.", "2023-09-13"),
    ("They met on Wednesday, Sept. 13, 2023.", "2023-09-13"),
    ("The deal of 2021-03-04 holds.", "2021-03-04"),
    ("It fell apart in 2021.", "2021-01-01..2021-12-31"),
    ("It fell apart around 2021.", "2021-01-01..2021-12-31"),
    ("They met in July 2021.", "2021-07-01..2021-07-31"),
    ("They met in February of 2024.", "2024-02-01..2024-02-29"),
    ("He wrote it in the 1990s.", "1990-01-01..1999-12-31"),
    ("He wrote it in the late 1990s.", "1996-09-01..1999-12-31"),
    ("He wrote it in the 19th century.", "1801-01-01..1900-12-31"),
    ("She travelled in 2018 and 2019, and rested.", "2018-01-01..2019-12-31"),
    ("He ruled from 2018 to 2020.", "2018-01-01..2020-12-31"),
    ("He ruled between 2018 and 2020.", "2018-01-01..2020-12-31"),
    ("The crisis of 2018-2020 passed.", "2018-01-01..2020-12-31"),
    ("They spoke between July and September 2021.", "2021-07-01..2021-09-30"),
    ("They spoke on March 3-5, 2021.", "2021-03-03..2021-03-05"),
    ("Sales fell in the first quarter of 2021.", "2021-01-01..2021-03-31"),
    ("Sales fell in Q3 2021.", "2021-07-01..2021-09-30"),
    ("Sales fell in early 2020.", "2020-01-01..2020-04-30"),
    ("Sales fell in mid-July 2021.", "2021-07-11..2021-07-20"),
    ("Sales fell at the end of 2020.", "2020-09-01..2020-12-31"),
    ("It was quiet before 2014.", "..2013-12-31"),
    ("It stayed until 3 March 2021.", "..2021-03-03"),
    ("Sales fell in the first two months of 2021.", "2021-01-01..2021-02-28"),
    ("They spoke in the second week of March 2021.", "2021-03-08..2021-03-14"),
    ("They spoke on the night of 3 March 2021.", "2021-03-03"),
    ("They met in the summer of 2021.", "2021-01-01..2021-12-31"),
    ("The 2016 election was close.", "2016-01-01..2016-12-31"),
    ("The election of 2016 was close.", "2016-01-01..2016-12-31"),
]


@pytest.mark.parametrize(("text", "days"), ABSOLUTE)
@pytest.mark.parametrize("tense", Tense)
@pytest.mark.parametrize("published", [WEDNESDAY, None])
def test_a_year_in_the_words_settles_it(
    text: str, days: str, tense: Tense, published: date | None
) -> None:
    assert told(text, tense, published) == days


# Words, the days told as past or present, and the days told as still to come.
RELATIVE = [
    ("on Wednesday", "2023-09-13", "2023-09-13"),
    ("on Tuesday", "2023-09-12", "2023-09-19"),
    ("on Tuesday evening", "2023-09-12", "2023-09-19"),
    ("early on Thursday", "2023-09-07", "2023-09-14"),
    ("last Wednesday", "2023-09-06", "2023-09-06"),
    ("next Wednesday", "2023-09-20", "2023-09-20"),
    ("this Friday", "2023-09-08", "2023-09-15"),
    ("next Thursday", "2023-09-21", "2023-09-21"),
    ("next Monday", "2023-09-18", "2023-09-18"),
    ("this coming Thursday", "2023-09-14", "2023-09-14"),
    ("this Thursday", "2023-09-07", "2023-09-14"),
    ("this Tuesday", "2023-09-12", "2023-09-19"),
    ("on Friday next week", "2023-09-22", "2023-09-22"),
    ("from Monday to Friday", "2023-09-04..2023-09-08", "2023-09-18..2023-09-22"),
    ("today", "2023-09-13", "2023-09-13"),
    ("tonight", "2023-09-13", "2023-09-13"),
    ("yesterday morning", "2023-09-12", "2023-09-12"),
    ("last night", "2023-09-12", "2023-09-12"),
    ("tomorrow", "2023-09-14", "2023-09-14"),
    ("the day before yesterday", "2023-09-11", "2023-09-11"),
    ("the day after tomorrow", "2023-09-15", "2023-09-15"),
    ("over the weekend", "2023-09-09..2023-09-10", "2023-09-16..2023-09-17"),
    ("last week", "2023-09-04..2023-09-10", "2023-09-04..2023-09-10"),
    ("this week", "2023-09-11..2023-09-13", "2023-09-13..2023-09-17"),
    ("next month", "2023-10-01..2023-10-31", "2023-10-01..2023-10-31"),
    ("last year", "2022-01-01..2022-12-31", "2022-01-01..2022-12-31"),
    ("late last year", "2022-09-01..2022-12-31", "2022-09-01..2022-12-31"),
    ("in July of last year", "2022-07-01..2022-07-31", "2022-07-01..2022-07-31"),
    ("in July", "2023-07-01..2023-07-31", "2024-07-01..2024-07-31"),
    ("in September", "2023-09-01..2023-09-13", "2023-09-13..2023-09-30"),
    ("in December", "2022-12-01..2022-12-31", "2023-12-01..2023-12-31"),
    ("last July", "2023-07-01..2023-07-31", "2023-07-01..2023-07-31"),
    ("in late August", "2023-08-21..2023-08-31", "2024-08-21..2024-08-31"),
    ("from December to February", "2022-12-01..2023-02-28", "2023-12-01..2024-02-29"),
    ("between January and June", "2023-01-01..2023-06-30", "2024-01-01..2024-06-30"),
    ("between January and November", "2022-01-01..2022-11-30", "2023-09-13..2023-11-30"),
    ("from August to May", "2022-08-01..2023-05-31", "2023-09-13..2024-05-31"),
    ("from July to September", "2023-07-01..2023-09-13", "2023-09-13..2023-09-30"),
    ("in the third quarter", "2023-07-01..2023-09-13", "2023-09-13..2023-09-30"),
    ("in the fourth quarter", "2022-10-01..2022-12-31", "2023-10-01..2023-12-31"),
    ("by the second quarter", "..2023-06-30", "..2024-06-30"),
    ("on the night of 6 February", "2023-02-06", "2024-02-06"),
    ("on the morning of March 3", "2023-03-03", "2024-03-03"),
    ("in the early hours of Tuesday", "2023-09-12", "2023-09-19"),
    ("in the first week of May", "2023-05-01..2023-05-07", "2024-05-01..2024-05-07"),
    ("in the last days of April", "2023-04-24..2023-04-30", "2024-04-24..2024-04-30"),
    ("in the first two months of the year", "2023-01-01..2023-02-28", "2023-01-01..2023-02-28"),
    ("on Sept. 5", "2023-09-05", "2024-09-05"),
    ("on Sept. 13", "2023-09-13", "2023-09-13"),
    ("in 2023", "2023-01-01..2023-09-13", "2023-09-13..2023-12-31"),
    ("by the end of the year", "..2023-09-13", "..2023-12-31"),
    ("two days ago", "2023-09-11", "2023-09-11"),
    ("four years ago", "2019-01-01..2019-12-31", "2019-01-01..2019-12-31"),
    ("more than two years ago", "2020-01-01..2021-12-31", "2020-01-01..2021-12-31"),
    ("several weeks ago", "..2023-09-13", "..2023-09-13"),
    ("in the past four months", "2023-05-13..2023-09-13", "2023-05-13..2023-09-13"),
    ("in recent months", "..2023-09-13", "..2023-09-13"),
    ("over the past year", "2022-09-13..2023-09-13", "2022-09-13..2023-09-13"),
    ("in the coming weeks", "2023-09-13..", "2023-09-13.."),
    ("earlier this month", "2023-09-01..2023-09-13", "2023-09-01..2023-09-13"),
    ("later this year", "2023-09-14..2023-12-31", "2023-09-14..2023-12-31"),
    ("since the start of 2022", "2022-01-01..2023-09-13", "2022-01-01.."),
    ("since 2019", "2019-01-01..2023-09-13", "2019-01-01.."),
    ("until March", "..2023-03-31", "..2024-03-31"),
    ("after 3 March 2022", "2022-03-04..2023-09-13", "2022-03-04.."),
    ("in two days", "..", "2023-09-15"),
    ("within a week", "..", "2023-09-13..2023-09-20"),
]


@pytest.mark.parametrize(("text", "past", "future"), RELATIVE)
def test_the_tense_chooses_between_the_latest_and_the_next(
    text: str, past: str, future: str
) -> None:
    assert told(f"It comes {text}.", Tense.NON_FUTURE) == past
    assert told(f"It comes {text}.", Tense.FUTURE) == future


OPEN = [
    ("He has led it for 12 years.", Granularity.DURATION),
    ("during his 12 years in power", Granularity.DURATION),
    ("They left on the same day.", Granularity.DAY),
    ("They left two weeks later.", Granularity.PERIOD),
    ("They left the day after.", Granularity.PERIOD),
    ("They met last summer.", Granularity.SEASON),
]


@pytest.mark.parametrize(("text", "granularity"), OPEN)
def test_what_the_words_leave_open_stays_open(text: str, granularity: Granularity) -> None:
    (time,) = times(text)
    assert (time.start, time.end, time.granularity) == (None, None, granularity)


def test_without_a_day_of_publication_relative_words_have_no_days() -> None:
    texts = ["on Wednesday", "in July", "last year", "two days ago", "in the past four months"]
    assert {told(text, tense, None) for text in texts for tense in Tense} == {".."}


def test_a_date_without_a_year_that_was_long_ago_is_not_taken_for_the_past() -> None:
    assert told("The debate is scheduled for October 15.", Tense.NON_FUTURE) == ".."
    assert told("The debate will be on October 15.", Tense.FUTURE) == "2023-10-15"


NO_TIME = [
    "Kim may visit Moscow.",
    "May said so, and the plan was signed by May.",
    "Protesters march on Rome; the March on Rome failed.",
    "April Smith met June Carter and August Wilson.",
    "The Sunday Times and USA Today wrote of Black Friday.",
    "They meet every Monday.",
    "It cost $2019 and killed 2,019 in flat 2019.",
    "The 18-month-old war went on.",
    "In 2000 people it was found.",
    "Boston scored twice in the third quarter.",
    "Kane was booked in the first half.",
    "It cut costs in the third quarter of the match.",
    "The bank moved into the third quarter results.",
]


@pytest.mark.parametrize("text", NO_TIME)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert words(text) == []


WORDS = [
    ("He came in May and left on May 5.", ["May", "May 5"]),
    ("In mid-July, since 2019 and until\nMarch", ["mid-July", "since 2019", "until\nMarch"]),
    ("From 2018 to 2020 and in 1999.", ["From 2018 to 2020", "1999"]),
    ("It rose in July.\n\n2023 was worse.", ["July"]),
    ("Since Tuesday’s meeting, and since Tuesday", ["Tuesday", "since Tuesday"]),
    ("He has spoken on Monday and in March.", ["Monday", "March"]),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_the_tokens_are_the_words_that_say_when(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_time_becomes_the_span_and_days_of_a_claim() -> None:
    doc = NLP("Kim will arrive on Tuesday in Oslo.")
    (time,) = find_times(doc, WEDNESDAY)
    span = resolve_time(doc, time, Tense.FUTURE)
    assert span.span == Span(19, 26)
    assert span.start == span.end == date(2023, 9, 19)


@pytest.mark.parametrize("published", [date.min, date.max, date(2024, 2, 29), None])
def test_no_day_of_publication_breaks_the_calendar(published: date | None) -> None:
    texts = [text for text, *_ in (*ABSOLUTE, *RELATIVE, *OPEN)]
    odd = ["999 centuries ago", "in 999 decades", "on 29 February", "the 99th century", "in 2099"]
    for time in times(". ".join((*texts, *odd)), published):
        for days in (time.past, time.future):
            assert None in days or days.start <= days.end


def test_expressions_come_in_order_and_do_not_overlap() -> None:
    found = times(". ".join(text for text, *_ in (*RELATIVE, *ABSOLUTE, *OPEN)))
    assert len(found) > 80
    assert all(one.end_token <= other.start_token for one, other in pairwise(found))


def test_a_range_that_would_end_before_it_starts_is_two_times():
    found = words("It was moved up from May 2029 to December 31, 2021.")
    assert found == ["May 2029", "December 31, 2021"]


# A time counted from another one, and its days told as past and as still to come.
COUNTED = [
    ("hours before the vote on Tuesday", "2023-09-12", "2023-09-19"),
    ("a day after Zelensky met Scholz on 1 March", "2023-03-02", ".."),
    ("two weeks before the vote on 3 March 2021", "2021-02-15..2021-02-21", None),
    ("a year after the war began in March 2021", "2022-01-01..2022-12-31", None),
    ("a day after they met on Wednesday", "..", "2023-09-14"),
    ("days after Keita met Diallo on 1 March", "..", ".."),
    ("two days before the 2020 election", "..", ".."),
    ("a decade after taking Oslo, Norway on Monday", "..", ".."),
    ("hours before, and came back on Monday", "..", ".."),
    ("two years before in connection with the raids of 2015", "..", ".."),
]


@pytest.mark.parametrize(("text", "past", "future"), COUNTED)
def test_a_time_counted_from_a_named_one_has_its_days(
    text: str, past: str, future: str | None
) -> None:
    counted, _ = times(f"It came {text}.")
    assert written(counted.past) == past
    assert written(counted.future) == (past if future is None else future)


# What somebody did, and when the sentence says that it was.
DATED = [
    ("During the 2014 war Israel shelled Gaza.", {"bombed": "2014-01-01..2014-12-31"}),
    ("In the 2020 election Biden defeated Trump.", {"defeated": "2020-01-01..2020-12-31"}),
    ("Norway sued Sweden during the 2019 campaign.", {"sued": "2019-01-01..2019-12-31"}),
    ("Police arrested Keita in the 2014 murder of Diallo.", {"arrested": ""}),
    ("Hours before the vote on Tuesday, police arrested Keita.", {"arrested": "2023-09-12"}),
    (
        "Police arrested Keita a day after Zelensky met Scholz on 1 March.",
        {"arrested": "2023-03-02", "met": "2023-03-01"},
    ),
    (
        "Police arrested Camara days after Keita met Diallo on 1 March.",
        {"arrested": "..", "met": "2023-03-01"},
    ),
    (
        "A decade after annexing Crimea, Russia on Saturday opened a railway.",
        {"occupied": "", "opened": "2023-09-09"},
    ),
    (
        "Two years after invading Ukraine, Russia on Monday sued Norway.",
        {"invaded": "", "sued": "2023-09-11"},
    ),
    ("Police arrested Keita two days after the vote on Sunday.", {"arrested": "2023-09-12"}),
    ("Two days after the vote Keita met Diallo on Monday.", {"met": "2023-09-11"}),
    ("From 1998 to 2003 Kabila led Congo.", {"led": "1998-01-01..2003-12-31"}),
    ("Two weeks ago Hyundai sued Toyota.", {"sued": "2023-08-28..2023-09-03"}),
    ("Police left. In June 2021 Hyundai sued Toyota.", {"sued": "2021-06-01..2021-06-30"}),
    ("10 September 2023\nHyundai sued Toyota.", {"sued": ""}),
]


@pytest.mark.parametrize(("text", "expected"), DATED)
def test_a_time_dates_the_claim_that_the_words_mean(text, expected, read_article) -> None:
    claims = {claim.predicate: claim.time for claim in read_article(text).claims}
    found = {name: time and written(Days(time.start, time.end)) for name, time in claims.items()}
    assert {name: found[name] or "" for name in expected} == expected


def test_a_time_that_the_model_cuts_off_still_belongs_to_the_sentence(read_article) -> None:
    article = read_article("Oslo is quiet. In June 2021 Hyundai sued Toyota. Toyota denied this.")
    (sued,) = (claim for claim in article.claims if claim.predicate == "sued")
    quote = article.document.text[sued.evidence.start : sued.evidence.end]
    assert quote == "In June 2021 Hyundai sued Toyota."

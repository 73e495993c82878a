"""Names that a sentence says are one's: *Ana Moss, better known as Lady Moss*; *Halden Foods changed
its name to Haldo*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.coreference.sights import Sight
from kg.coreference.story import Story
from kg.names import is_acronym, name_words, read_person_name

SAID_SO = "said to be known so"
WITHIN = 90  # characters between the two names
OFTEN = (
    r"(?:(?:now|then|once|also|better|best|more|widely|popularly|commonly|formerly|previously"
    r"|originally|simply|universally|affectionately|officially|locally|generally|usually|still"
    r"|at the time|until (?:recently|then))\s+)"
)
WHO_IS = r"(?:(?:who|which|that)\s+(?:is|was|has been|had been)\s+|(?:is|was)\s+)"
A_NAME = r"(?:the\s+)?[\"“‘']?"
# What stands between a name and another name of the same.
BETWEEN = re.compile(
    "|".join(
        (
            rf",?\s+{WHO_IS}?{OFTEN}*known\s+(?:to\s+\w+\s+)?(?:as|by the name(?: of)?)\s+{A_NAME}",
            rf",?\s+{WHO_IS}?{OFTEN}(?:called|named)\s+{A_NAME}",
            rf",\s+{OFTEN}*(?:nicknamed|dubbed|alias)\s+{A_NAME}",
            rf",?\s+(?:aka|a\.k\.a\.|alias)\s+{A_NAME}",
            rf",?\s+whose\s+(?:real|full|birth|legal|original|given|true|stage)\s+name\s+(?:is|was)\s+{A_NAME}",
            rf",?\s+who\s+goes\s+by\s+(?:the\s+name\s+(?:of\s+)?)?{A_NAME}",
            rf",\s+(?:formerly|previously|originally)\s+{A_NAME}",
            rf",?\s+(?:which\s+)?(?:(?:has|had|later)\s+)?chang(?:ed|es|ing)\s+its\s+name\s+to\s+{A_NAME}",
            rf",?\s+(?:(?:which\s+)?(?:was|has been|had been)\s+|since\s+)renamed\s+(?:as\s+)?{A_NAME}",
            rf"\s+(?:(?:has|had)\s+)?(?:renamed|rebranded)\s+itself\s+(?:as\s+)?{A_NAME}",
            rf",?\s+(?:which\s+)?(?:(?:has|had|since)\s+)?rebranded\s+as\s+{A_NAME}",
        )
    )
)
AS = re.compile(r",?\s+as\s+(?:the\s+)?")
IS_KNOWN = re.compile(rf"\s+(?:is|was|has been)\s+{OFTEN}*(?:known|called)\b")
AS_SOMEBODY_IS_KNOWN = re.compile(
    rf"[\"”’']?,?\s+as\s+(?:he|she|it)\s+(?:is|was|has been)\s+{OFTEN}*(?:known|called)\b"
)
GOES_ON = re.compile(r"(?:['’]s\b|\s+[a-z]+(?:er|or|ist|man|ally|led)\b|-)")


def link_aliases(story: Story, text: str) -> None:
    """Link each name to another one that its sentence gives the same bearer."""
    named = [sight for sight in story.sights if sight.is_name]
    for one, other in pairwise(named):
        if _is_said_to_be_one(one, other, text):
            story.link(other, one, SAID_SO)
    for alias in named:
        if AS_SOMEBODY_IS_KNOWN.match(text, alias.mention.end):
            bearer = _told_of_last(alias, named)
            if bearer is not None:
                story.link(alias, bearer, SAID_SO)


def _is_said_to_be_one(one: Sight, other: Sight, text: str) -> bool:
    if other.mention.start - one.mention.end > WITHIN or not _are_of_one_kind(one, other):
        return False
    between = text[one.mention.end : other.mention.start]
    if AS.fullmatch(between):
        return bool(IS_KNOWN.match(text, other.mention.end))
    if _is_bracketed(one, other, text):
        return True
    return bool(BETWEEN.fullmatch(between)) and not GOES_ON.match(text, other.mention.end)


def _are_of_one_kind(one: Sight, other: Sight) -> bool:
    return one.top == other.top or (
        "Thing" in (one.top, other.top) and "Person" not in (one.top, other.top)
    )


def _is_bracketed(one: Sight, other: Sight, text: str) -> bool:
    """*the Democratic Party of Struggle (PDI-P)*: the acronym is the name's, in any language."""
    brackets = text[one.mention.end : other.mention.start], text[other.mention.end :][:1]
    is_body = one.top == "Organization" and len(one.key.split()) > 1
    is_short = is_acronym(other.text.replace("-", ""))
    return brackets == (" (", ")") and is_body and is_short


def _told_of_last(alias: Sight, named: list[Sight]) -> Sight | None:
    """Who is meant in *MBS, as he is known*: whose initials these are, else the subject of the
    sentence before."""
    before = [s for s in named if s.place < alias.place and _are_of_one_kind(s, alias)]
    initials = [s for s in before if _initials(s) == alias.key]
    subjects = [s for s in before if s.sentence == alias.sentence - 1 and s.is_subject]
    return (initials or subjects or [None])[-1]


def _initials(sight: Sight) -> str:
    return "".join(word[0] for word in sight.key.split())

"""Names that a sentence says are one's: *Ana Moss, better known as Lady Moss*; *Halden Foods
changed its name to Haldo*."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.coreference.bearers import title_before
from kg.coreference.sights import Sight
from kg.coreference.story import Story
from kg.names import is_acronym

SAID_SO = "said to be known so"
WITHIN = 90  # characters between the two names
OFTEN = (
    r"(?:(?:now|then|once|also|better|best|more|widely|popularly|commonly|formerly|previously"
    r"|originally|simply|universally|affectionately|officially|locally|generally|usually|still"
    r"|at the time|until recently|until then) )*"
)
WHO_IS = r"(?:(?:who|which|that) )?(?:is |was |has been |had been )"
# What stands between a name and another one of the same, before an article and quotation marks.
SAYINGS = (
    rf",? (?:{WHO_IS})?{OFTEN}known (?:to \w+ )?(?:as|by the name|by the name of)",
    rf",? (?:{WHO_IS})?(?:now|also|then|formerly|originally|previously) (?:called|named)",
    rf", {OFTEN}(?:nicknamed|dubbed|alias)",
    r",? (?:aka|a\.k\.a\.|alias|who goes by|who goes by the name|who goes by the name of)",
    r",? whose (?:real|full|birth|legal|original|given|true|stage) name (?:is|was)",
    r", (?:formerly|previously|originally)",
    r",? (?:which )?(?:has |had |later )?chang(?:ed|es|ing) its name to",
    rf",? (?:{WHO_IS}|since )renamed(?: as)?",
    r" (?:has |had )?(?:renamed|rebranded) itself(?: as)?",
    r",? (?:which )?(?:has |had |since )?rebranded as",
)
BETWEEN = re.compile(rf"(?:{'|'.join(SAYINGS)}) (?:the )?[\"“‘']?")
AS = re.compile(r",? as (?:the )?")
IS_KNOWN = re.compile(rf" (?:is|was|has been) {OFTEN}(?:known|called)\b")
AS_SOMEBODY_IS_KNOWN = re.compile(rf"[\"”’']?,? as (?:he|she|it){IS_KNOWN.pattern}")
GOES_ON = re.compile(r"(?:['’]s\b|\s+[a-z]+(?:er|or|ist|man|ally)\b|-)")


def link_aliases(story: Story, text: str) -> None:
    """Link each name to another one that its sentence gives the same bearer."""
    named = [sight for sight in story.sights if sight.is_name]
    for one, other in pairwise(named):
        if _is_said_to_be_one(one, other, text):
            story.link(_first(other, story), one, SAID_SO)
    for alias in named:
        if AS_SOMEBODY_IS_KNOWN.match(text, alias.mention.end):
            bearer = _told_of_last(alias, named)
            if bearer is not None:
                story.link(_first(alias, story), bearer, SAID_SO)


def _first(sight: Sight, story: Story) -> Sight:
    """The name of the chain that the others are linked to, which has no antecedent yet."""
    return next((n for n in story.chain(sight).names if not story.is_linked(n)), sight)


def _is_said_to_be_one(one: Sight, other: Sight, text: str) -> bool:
    if other.mention.start - one.mention.end > WITHIN or not _are_of_one_kind(one, other):
        return False
    start = next((token.idx for token in title_before(other)), other.mention.start)
    between = " ".join(text[one.mention.end : start].split("\n"))
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
    return next(reversed(initials or subjects), None)


def _initials(sight: Sight) -> str:
    return "".join(word[0] for word in sight.key.split())

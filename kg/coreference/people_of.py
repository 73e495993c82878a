"""A nationality that means somebody: *the Serb* is the Serbian player whom the article names."""

from __future__ import annotations

from kg.coreference.pronoun_links import is_coargument
from kg.coreference.sights import Sight
from kg.coreference.story import Story

FAR_BACK = 30
NEAR = 2
NO_MEN = frozenset({"german", "roman", "ottoman", "norman"})  # whose ending tells no gender


def is_one_of_a_nation(sight: Sight, story: Story) -> bool:
    """Whether a noun only says of what country somebody is: *the Serb*, *the 21-year-old
    Spaniard*; not *a Serb* or *the two Serbs*."""
    is_noun = sight.top == "Person" and not sight.is_name and not sight.is_pronoun
    return is_noun and sight.is_pointed_at and bool(_nationality(sight, story))


def _nationality(sight: Sight, story: Story) -> str:
    """*Serb*, *South African*: the nationality of one that a noun ends in, or nothing."""
    words = [token.text for token in sight.tokens]
    ends = (" ".join(words[-2:]), words[-1])
    return next((end for end in ends if story.gazetteer.is_one_person(end)), "")


def link_one_of_a_nation(sight: Sight, story: Story) -> bool:
    """Link *the Serb* to the person last named who is told to be of Serbia, else to the only
    person named in the two sentences before of whom no other country is told."""
    if story.is_linked(sight):
        return True
    country = story.gazetteer.country_of(_nationality(sight, story))
    named = [
        other
        for other in story.before(sight, FAR_BACK)
        if other.is_name and other.top == "Person" and _can_be(sight, other, story)
    ]
    told = {other: story.chain(other).lands for other in named}
    for other in named:
        if country is not None and country.name in told[other]:
            story.link(sight, other, f"told to be of {country.name}")
            return True
    near = [o for o in named if sight.sentence - o.sentence <= NEAR and not told[o]]
    if len(story.chains(near)) == 1:
        story.link(sight, near[0], "the only person named near it")
        return True
    return False


def _can_be(sight: Sight, other: Sight, story: Story) -> bool:
    """Whether a named person may be meant: not of the other gender, and not told beside it as
    another, as in *Halden met the Egyptian*."""
    gender, known = _gender(sight), story.chain(other).gender
    return not (gender and known and gender != known) and not is_coargument(sight, other)


def _gender(sight: Sight) -> str:
    if sight.word.endswith("woman"):
        return "female"
    return "male" if sight.word.endswith("man") and sight.word not in NO_MEN else ""

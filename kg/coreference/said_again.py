"""Offices and bodies that an article says again without a name: *the House*, *Madam Speaker*.

A capital and *the* mean the one that everybody knows, all through an article; so does a form of
address.
"""

from __future__ import annotations

from kg.coreference.nominal_links import is_kind
from kg.coreference.sights import Chain, Sight, words
from kg.coreference.story import Story
from kg.names import is_title

ADDRESSES = words("madam madame mister mr mr.")
POINTING = words("the this")
DESCRIBING = words("amod compound nmod nmod:poss nmod:desc acl acl:relcl nummod appos flat")


def link_said_again(story: Story) -> None:
    """Link what is still open to its full name, or to the last time that it was said so."""
    last: dict[str, Sight] = {}
    for sight in story.sights:
        if _is_address(sight):
            meant = _bearers(sight, story)
        elif _is_capitalised(sight):
            meant = _full_names(sight, story)
        else:
            continue
        earlier = last.get(sight.key)
        last[sight.key] = sight
        if story.is_linked(sight):
            continue
        if len(meant) == 1:
            story.link(sight, meant[0].fullest, "the only one called so in the article")
        elif earlier is not None and not meant:
            story.link(sight, earlier, "said so before")


def _is_address(sight: Sight) -> bool:
    """*Madam Speaker*, *Mr. President*, *General*, whom no name follows."""
    if sight.is_name or sight.is_pronoun or sight.top != "Person":
        return False
    is_called = sight.relation == "vocative" and is_title(sight.head.text)
    return is_called or (len(sight.tokens) > 1 and sight.tokens[0].lower_ in ADDRESSES)


def _bearers(sight: Sight, story: Story) -> list[Chain]:
    """Whom the article calls so by name: *General Halden*, for *General, is that all?*"""
    people = [other for other in story.sights if other.is_name and other.top == "Person"]
    offices = {office for office, _ in sight.offices}
    chains = [chain for chain in story.chains(people) if chain is not story.chain(sight)]
    return [chain for chain in chains if offices & {office for office, _ in chain.offices}]


def _is_capitalised(sight: Sight) -> bool:
    """*The Court*, *this House*: a noun with a capital and nothing that says which one."""
    if sight.is_name or sight.is_pronoun or sight.number == "plural" or sight.top == "Thing":
        return False
    if sight.lands:  # "the German" is somebody else every time
        return False
    children = list(sight.head.children)
    return (
        sight.head.text[:1].isupper()
        and any(child.dep_ == "det" and child.lower_ in POINTING for child in children)
        and not any(child.dep_ in DESCRIBING for child in children)
    )


def _full_names(sight: Sight, story: Story) -> list[Chain]:
    """What the article names with that noun in it: *the House of Representatives*."""
    named = [other for other in story.sights if other.is_name and is_kind(sight.word, other)]
    own = story.chain(sight)
    return [chain for chain in story.chains(named) if chain is not own]

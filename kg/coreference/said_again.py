"""Offices and bodies that an article says again without a name: *the House*, *Madam Speaker*.

A capital and *the* mean the one that everybody knows, all through an article; so does a form of
address.
"""

from __future__ import annotations

from kg.coreference.nominal_links import is_kind
from kg.coreference.sights import Chain, Sight, words
from kg.coreference.story import Story

ADDRESSES = words("madam madame mister mr mr.")
POINTING = words("the this")
DESCRIBING = words("amod compound nmod nmod:poss nmod:desc acl acl:relcl nummod appos flat")


def link_said_again(story: Story) -> None:
    """Link what is still open to the last time that it was said so, or to its full name."""
    last: dict[str, Sight] = {}
    for sight in story.sights:
        if not (_is_address(sight) or _is_capitalised(sight)):
            continue
        earlier = last.get(sight.key)
        if not story.is_linked(sight):
            full = [] if _is_address(sight) else _full_names(sight, story)
            if len(full) == 1:
                story.link(sight, full[0].fullest, "the noun is part of its name")
            elif earlier is not None and not full:
                story.link(sight, earlier, "said so before")
        last[sight.key] = sight


def _is_address(sight: Sight) -> bool:
    """*Madam Speaker*, *Mr. President*, whom no name follows."""
    return (
        not sight.is_name
        and sight.top == "Person"
        and len(sight.tokens) > 1
        and sight.tokens[0].lower_ in ADDRESSES
    )


def _is_capitalised(sight: Sight) -> bool:
    """*The Court*, *this House*: a noun with a capital and nothing that says which one."""
    if sight.is_name or sight.is_pronoun or sight.number == "plural" or sight.top == "Thing":
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

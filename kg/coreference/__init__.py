"""Inside one article: which names, nouns and pronouns mean the same.

Sure links first (names, appositions), then nouns and pronouns in the order of the text, each with
its reason. What the article does not decide stays open. Articles are joined in `resolution`.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.coreference.alias_links import link_aliases
from kg.coreference.event_links import find_participations, link_events
from kg.coreference.name_links import link_names
from kg.coreference.nominal_links import is_left_open, link_nominal, link_police
from kg.coreference.people_of import is_one_of_a_nation, link_one_of_a_nation
from kg.coreference.pronoun_links import is_empty, link_pronoun
from kg.coreference.said_again import link_said_again
from kg.coreference.said_links import link_appositions, link_titles
from kg.coreference.sights import see_mentions
from kg.coreference.story import Story
from kg.gazetteer import Gazetteer
from kg.model import Coreference, Document, Mention

POINTERS = frozenset({"this", "that", "these", "those", "which"})  # the claims' matter

__all__ = ["find_participations", "resolve_coreference"]


def resolve_coreference(
    doc: Doc, mentions: Sequence[Mention], document: Document, gazetteer: Gazetteer
) -> tuple[tuple[Coreference, ...], tuple[Mention, ...]]:
    """The links between the mentions of one article, and the pronouns and definite nouns left open,
    both sorted.

    `doc` is the parsed text of the whole document (Universal Dependencies), so that
    `doc[i].idx` is an offset in `document.text`. A plural such as *the two leaders* has one link
    to each of its antecedents. *Kim welcomed Putin. He said ...* links *He* to *Kim*.
    """
    story = Story(see_mentions(doc, mentions, document, gazetteer), gazetteer)
    link_names(story)
    link_aliases(story, document.text)
    link_titles(story)
    link_appositions(story)
    link_police(story)
    left_open = []
    for sight in story.sights:
        if sight.word in POINTERS:
            continue
        if sight.is_pronoun and not is_empty(sight) and not link_pronoun(sight, story):
            left_open.append(sight.mention)
        elif is_one_of_a_nation(sight, story):
            link_one_of_a_nation(sight, story)
        elif not sight.is_pronoun and not sight.is_name:
            link_nominal(sight, story)
    link_said_again(story)
    link_events(story)
    left_open += [sight.mention for sight in story.sights if is_left_open(sight, story)]
    return tuple(sorted(set(story.links))), tuple(sorted(left_open))

"""Learns what makes an antecedent likely: ``python -m training.salience --corpora DIR``.

Each pronoun of GUM's training texts, and of GAP's validation part, chooses among the mentions that
agree with it, or none; the weights of the features in ``kg.coreference.pronoun_links`` are those
under which the right ones are likeliest, drawn a little to the weights that stand there. Prints the
table to put in their place.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.identity.gap import Item, read_items
from benchmarks.identity.gum import Text, read_texts
from kg.coreference.name_links import link_names
from kg.coreference.nominal_links import link_appositions, link_nominal, link_titles
from kg.coreference.pronoun_links import (
    KINDS,
    LEAST_SALIENCE,
    SALIENCE,
    candidates,
    is_empty,
    kind_of,
    link_pronoun,
)
from kg.coreference.sights import PRONOUN_GENDERS, Sight, see_mentions
from kg.coreference.story import Story
from kg.mentions import find_mentions
from kg.model import Document
from kg.pipeline import Toolbox, open_toolbox

STEPS = 400
RATE = 0.05
HARD = 2  # times that an item of GAP counts, where two people fit
PULL = 0.003  # towards the weights that stand, for each pronoun on average

Choice = tuple[np.ndarray, np.ndarray]  # the candidates' features; which are right, "none" last


def choices(text: Text, toolbox: Toolbox) -> Iterator[tuple[str, Choice]]:
    """The choices that a text's pronouns have, each with the kind of the pronoun."""
    chain_of = {marked.head.start: marked.chain for marked in text.mentions}

    def is_right(sight: Sight, other: Sight, _: Story) -> bool:
        chain = chain_of.get(sight.mention.head.start)
        return chain is not None and chain_of.get(other.mention.head.start) == chain

    yield from _choices(text.text, toolbox, is_right, lambda sight: True)


def choices_of_names(item: Item, toolbox: Toolbox) -> Iterator[tuple[str, Choice]]:
    """The choice of the one pronoun of an item of GAP, of whose names one is right."""
    right = [name for name, marked in zip(item.names, item.marked, strict=True) if marked]

    def is_right(_: Sight, other: Sight, story: Story) -> bool:
        mentions = [named.mention for named in story.chain(other).names]
        return any(m.start < name.end and name.start < m.end for m in mentions for name in right)

    if right:
        yield from _choices(
            item.text, toolbox, is_right, lambda s: s.mention.start == item.pronoun.start
        )


def _choices(
    text: str,
    toolbox: Toolbox,
    is_right: Callable[[Sight, Sight, Story], bool],
    is_asked: Callable[[Sight], bool],
) -> Iterator[tuple[str, Choice]]:
    doc = toolbox.nlp(text)
    document = Document(id="text", text=text)
    mentions = find_mentions(doc, document, lexicon=toolbox.lexicon, gazetteer=toolbox.gazetteer)
    story = Story(see_mentions(doc, mentions, document, toolbox.gazetteer), toolbox.gazetteer)
    link_names(story)
    link_titles(story)
    link_appositions(story)
    for sight in story.sights:
        if not sight.is_pronoun:
            if not sight.is_name:
                link_nominal(sight, story)
            continue
        if is_empty(sight):
            continue
        if sight.word in PRONOUN_GENDERS and not story.is_linked(sight) and is_asked(sight):
            near = candidates(sight, story)
            right = [is_right(sight, other, story) for other in near]
            rows = [[value(sight, other, story) for value, _ in SALIENCE] for other in near]
            if rows:
                yield kind_of(sight), (np.array(rows), np.array([*right, not any(right)]))
        link_pronoun(sight, story)


def learn(found: list[Choice], start: np.ndarray) -> np.ndarray:
    """The weights of the features and, last, of choosing none (Adam, all choices at once)."""
    weights = start.copy()
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = -PULL * len(found) * (weights - start)
        for rows, right in found:
            inputs = np.zeros((len(rows) + 1, len(weights)))
            inputs[:-1, :-1], inputs[-1, -1] = rows, 1
            scores = inputs @ weights
            chance = np.exp(scores - scores.max())
            wanted = chance * right
            slope += (wanted / wanted.sum() - chance / chance.sum()) @ inputs
        slope /= len(found)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights = weights + RATE * (mean / (1 - 0.9**step)) / (
            np.sqrt(square / (1 - 0.99**step)) + 1e-8
        )
    return weights


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    options = parser.parse_args()
    toolbox = open_toolbox()
    found: defaultdict[str, list[Choice]] = defaultdict(list)
    path = options.corpora / "gum_open/train.conllu"
    for text in read_texts(path.read_text(encoding="utf-8")):
        for kind, choice in choices(text, toolbox):
            found[kind].append(choice)
    for item in read_items(options.corpora / "gap/gap-validation.tsv"):
        for kind, choice in choices_of_names(item, toolbox):
            found[kind] += [choice] * HARD
    columns = []
    for number, kind in enumerate(KINDS):
        start = [weights[number] for _, weights in SALIENCE] + [LEAST_SALIENCE[number]]
        columns.append(learn(found[kind], np.array(start)))
        right = sum(_picks_right(choice, columns[-1]) for choice in found[kind])
        print(f"# {kind}: {len(found[kind])} pronouns, {right / len(found[kind]):.1%} right")
    table = np.round(np.array(columns).T, 1) + 0.0
    for (value, _), row in zip(SALIENCE, table[:-1], strict=True):
        print(f"    ({value.__name__}, ({', '.join(f'{weight}' for weight in row)})),")
    print(f"LEAST_SALIENCE = ({', '.join(f'{weight}' for weight in table[-1])})")


def _picks_right(choice: Choice, weights: np.ndarray) -> bool:
    rows, right = choice
    scores = [*(rows @ weights[:-1]), weights[-1]]
    return bool(right[int(np.argmax(scores))])


if __name__ == "__main__":
    main()

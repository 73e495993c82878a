"""How sure events are told, on UDS factuality: `python -m benchmarks.accuracy.factuality`.

People rated each event from -3 (did not happen) to 3 (happened). kg's stance of the same word is
turned into a number: the mean of the ratings that the train part has for that polarity, certainty
and tense. Measured on dev: how often the sign is right (above 0 or not), and Pearson's correlation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from spacy.tokens import Token

from benchmarks.accuracy.reading import parse_words
from benchmarks.accuracy.report import Measure, run_command
from benchmarks.report import Mistake, Report, ratio
from kg.claims.clauses import noun_clause
from kg.lexicon import Lexicon
from kg.model import Certainty, Polarity, Stance, Tense
from kg.pipeline import Toolbox
from kg.stance import telling

BAR = 0.80
Key = tuple[Polarity, Certainty, Tense]


@dataclass(frozen=True)
class Rated:
    """One event: its rating, the stance that kg reads, the sentence with the word marked."""

    rating: float
    stance: Stance
    text: str = ""


def key_of(stance: Stance) -> Key:
    """The part of a stance that is turned into a number."""
    return stance.polarity, stance.certainty, stance.tense


def fit(events: Iterable[Rated]) -> Mapping[Key, float]:
    """The mean rating of each kind of stance."""
    ratings: dict[Key, list[float]] = {}
    for event in events:
        ratings.setdefault(key_of(event.stance), []).append(event.rating)
    return {key: sum(found) / len(found) for key, found in ratings.items()}


def expected(stance: Stance, means: Mapping[Key, float]) -> float:
    """The number for a stance; 0 for a kind that train does not have."""
    return means.get(key_of(stance), 0.0)


def sign_accuracy(events: Sequence[Rated], means: Mapping[Key, float]) -> float:
    """How often the number and the rating are both above 0, or both not."""
    same = sum((expected(e.stance, means) > 0) == (e.rating > 0) for e in events)
    return ratio(same, len(events))


def pearson(one: Sequence[float], other: Sequence[float]) -> float:
    """Pearson's correlation, 0 where either does not vary."""
    size = len(one)
    mean, mean_other = ratio(sum(one), size), ratio(sum(other), size)
    shared = sum((a - mean) * (b - mean_other) for a, b in zip(one, other, strict=True))
    spread = sum((a - mean) ** 2 for a in one) * sum((b - mean_other) ** 2 for b in other)
    return ratio(shared, sqrt(spread))


def read_events(file: Path, toolbox: Toolbox) -> Iterator[Rated]:
    """Every rated word of a file with its stance."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        words = row["text"].split(" ")
        doc = parse_words(words, toolbox)
        for target in row["targets"]:
            token = doc[target["span1"][0]]
            marked = [*words[: token.i], f"<{words[token.i]}>", *words[token.i + 1 :]]
            yield Rated(target["label"], stance_of(token, toolbox.lexicon), " ".join(marked))


def stance_of(token: Token, lexicon: Lexicon) -> Stance:
    """The stance that the reader of claims gives an event at this word."""
    known = token.pos_ == "NOUN" and lexicon.has("noun", token.lemma_.lower())
    carried = known and noun_clause(token, lexicon).carried
    return telling(token, lexicon, carried=carried).stance


def run(corpora: Path, toolbox: Toolbox) -> Report[Measure]:
    """Fit on train, measure on dev."""
    folder = corpora / "uds_factuality"
    means = fit(read_events(folder / "train.jsonl", toolbox))
    events = list(read_events(folder / "dev.jsonl", toolbox))
    numbers = [expected(event.stance, means) for event in events]
    ratings = [event.rating for event in events]
    counts = f"{len(events)} events"
    always = ratio(sum(rating > 0 for rating in ratings), len(ratings))
    measures = [
        Measure("factuality", "sign: accuracy", sign_accuracy(events, means), BAR, counts),
        Measure("factuality", "sign: accuracy of always positive", always),
        Measure("factuality", "rating: Pearson correlation", pearson(numbers, ratings)),
    ]
    for key in sorted(means):
        here = [event for event in events if key_of(event.stance) == key]
        share = ratio(sum(event.rating > 0 for event in here), len(here))
        name = f"happened: share of {' '.join(key)}"
        measures.append(
            Measure("factuality", name, share, counts=f"{len(here)} events, train {means[key]:.2f}")
        )
    return Report(tuple(measures), tuple(_mistakes(events, means)))


def _mistakes(events: Sequence[Rated], means: Mapping[Key, float]) -> Iterator[Mistake]:
    for event in events:
        if (expected(event.stance, means) > 0) != (event.rating > 0):
            told = " ".join(key_of(event.stance))
            truth = "happened" if event.rating > 0 else "did not happen"
            yield Mistake(f"{told}, but {truth}", f"{event.rating:+.2f} {event.text}")


def main() -> None:
    """Print the measures."""
    run_command({"factuality": run}, __doc__)


if __name__ == "__main__":
    main()

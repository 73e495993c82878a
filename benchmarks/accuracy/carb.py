"""Open information extraction on CaRB's dev sentences: `python -m benchmarks.accuracy.carb`.

The matching is CaRB's own (Bhardwaj, Aggarwal and Mausam 2019): lexical, over the words of the
relation and of two arguments, as they stand. Each gold tuple counts with the recall of the best
prediction, which may be the best for several; for precision each prediction is paired with one gold
tuple at most, the best pairs first. kg gives no confidences, so there is one point and no curve.
Claims name heads; the tuples are made of the phrases under them, see `tuples_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Token

from benchmarks.accuracy.reading import Passage, is_standing, read_words
from benchmarks.accuracy.report import Measure, prf, run_command
from benchmarks.report import Mistake, Report, Tally
from kg.grammar import children, has, is_passive, is_root
from kg.model import Claim
from kg.pipeline import Toolbox

BAR = 0.45
FORMS_OF_BE = ("be", "is", "am", "are", "was", "were", "been", "being")
SAYING = ("said", "told", "added", "adds", "says")
HAVING = frozenset({"has", "have", "had"})
HELPING = frozenset({"aux", "aux:pass", "cop", "compound:prt"})
NOT = frozenset({"not", "n't", "never"})
OBJECTS = frozenset({"obj", "iobj", "xcomp", "ccomp"})
OBLIQUES = frozenset({"obl"})
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass")
LEFT_OUT = frozenset({"acl:relcl", "parataxis", "discourse", "cc:preconj"})


@dataclass(frozen=True)
class Extraction:
    """One tuple: the words of the relation, and of its arguments, the subject first."""

    relation: str
    arguments: tuple[str, ...]


Pair = tuple[float, float]


def match(gold: Extraction, told: Extraction) -> Pair:
    """Precision and recall of one prediction against one gold tuple, as CaRB's matcher has it.

    All arguments after the first count as one; where the gold tuple is one of saying, what is said
    may also stand first.
    """
    wanted, found = _binary(gold), _binary(told)
    straight = _lexical(wanted, found)
    if not any(word in gold.relation for word in SAYING) or len(found.arguments) < 2:
        return straight
    reversed_ = Extraction(found.relation, (found.arguments[1], found.arguments[0]))
    return max(straight, _lexical(wanted, reversed_))


def _binary(extraction: Extraction) -> Extraction:
    if len(extraction.arguments) < 2:
        return extraction
    first, *others = extraction.arguments
    return Extraction(extraction.relation, (first, " ".join(others)))


def _lexical(gold: Extraction, told: Extraction) -> Pair:
    wanted, found = gold.relation.split(), told.relation.split()
    left = list(found)
    matching = _take(wanted, left)
    if "be" in left and any(form in wanted for form in FORMS_OF_BE):
        matching += 1
    if matching == 0 or len(told.arguments) < min(2, len(gold.arguments)):
        return 0.0, 0.0
    size_told, size_gold = len(found), len(wanted)
    for i, argument in enumerate(gold.arguments):
        wanted = argument.split()
        size_gold += len(wanted)
        if i < len(told.arguments):
            left = told.arguments[i].split()
            size_told += len(left)
            matching += _take(wanted, left)
    return matching / size_told, matching / size_gold


def _take(wanted: Iterable[str], left: list[str]) -> int:
    """How many of the wanted words there are; they are taken away from those that are left."""
    taken = 0
    for word in wanted:
        if word in left:
            left.remove(word)
            taken += 1
    return taken


def score_sentence(gold: Sequence[Extraction], told: Sequence[Extraction]) -> Tally:
    """Recall with the best prediction for each gold tuple, precision with the best pairs."""
    scores = [[match(one, other) for other in told] for one in gold]
    found = sum(max((recall for _, recall in row), default=0.0) for row in scores)
    return Tally(found=found, wanted=len(gold), right=sum(_best_pairs(scores)), told=len(told))


def _best_pairs(scores: Sequence[Sequence[Pair]]) -> Iterator[float]:
    """Precisions, the greatest first, no row and no column twice."""
    cells = sorted(
        (
            (pair[0], -row, -column)
            for row, line in enumerate(scores)
            for column, pair in enumerate(line)
        ),
        reverse=True,
    )
    rows: set[int] = set()
    columns: set[int] = set()
    for precision, row, column in cells:
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            yield precision


def read_gold(lines: Iterable[str]) -> Mapping[str, list[Extraction]]:
    """Gold tuples by sentence, from lines of sentence, relation and arguments between tabs."""
    gold: dict[str, list[Extraction]] = {}
    for line in lines:
        sentence, relation, *arguments = line.rstrip("\n").split("\t")
        gold.setdefault(sentence, []).append(Extraction(relation, tuple(arguments)))
    return gold


def tuples_of(passage: Passage) -> Iterator[Extraction]:
    """The tuples that the claims of a passage give, each once."""
    found = [_tuple(claim, passage) for claim in passage.claims]
    yield from dict.fromkeys(extraction for extraction in found if extraction is not None)


def _tuple(claim: Claim, passage: Passage) -> Extraction | None:
    """One claim as a tuple: who, the words of the event, and the phrases of all others.

    A passive keeps its own order. What is no mention (complement clauses, times, "this") comes from
    the tree. An office or kinship is told with "is".
    """
    trigger = passage.head(claim.trigger)
    subjects, others = _sides(claim, passage, trigger)
    if not subjects:
        return None
    objects = others if is_standing(claim) else [*others, *filter(_is_argument, trigger.children)]
    heads = sorted({head.i for head in objects} - {head.i for head in subjects})
    outer = [passage.doc[i] for i in _outermost(heads, passage)]
    relation = _relation(trigger, claim, passage, outer)
    arguments = [phrase(subjects[0], bare=True)]
    arguments += [phrase(head, without=relation) for head in outer]
    found = tuple(" ".join(word.text for word in words) for words in arguments if words)
    if len(found) < 2:
        return None
    return Extraction(
        "is" if is_standing(claim) else " ".join(word.text for word in relation), found
    )


def _sides(claim: Claim, passage: Passage, trigger: Token) -> tuple[list[Token], list[Token]]:
    """The head words of the subject and of all others, in the claim's own terms."""
    fillers = {
        role.name: [passage.head(mention.head) for mention in role.fillers] for role in claim.roles
    }
    if is_standing(claim):
        held = fillers.get("office") or fillers.get("theme") or []
        return fillers.get("agent", []), held
    names = ("theme", "recipient", "agent") if is_passive(trigger) else ("agent", "theme")
    first = next((name for name in names if fillers.get(name)), "")
    subjects = fillers.pop(first, []) or children(first_of_conjuncts(trigger), *SUBJECTS)
    return subjects, [head for heads in fillers.values() for head in heads]


def first_of_conjuncts(word: Token) -> Token:
    """The first of joined verbs, where a later one has no subject of its own."""
    while word.dep_ == "conj" and not is_root(word) and not has(word, *SUBJECTS):
        word = word.head
    return word


def _is_argument(child: Token) -> bool:
    return child.dep_ in OBJECTS or child.dep_.split(":")[0] in OBLIQUES


def _outermost(heads: Sequence[int], passage: Passage) -> list[int]:
    """The heads that stand in no other one's phrase."""
    return [
        i
        for i in heads
        if not any(j != i and passage.doc[j].is_ancestor(passage.doc[i]) for j in heads)
    ]


def _relation(
    trigger: Token, claim: Claim, passage: Passage, arguments: Sequence[Token]
) -> list[Token]:
    """The trigger's words with auxiliaries, "not", and the preposition of what follows them."""
    span = passage.doc.char_span(claim.trigger.start, claim.trigger.end, alignment_mode="expand")
    words = {token.i: token for token in span or ()}
    for child in trigger.children:
        if child.dep_ in HELPING or (child.dep_ == "advmod" and child.lower_ in NOT):
            words[child.i] = child
    after = [head for head in arguments if head.i > trigger.i]
    for case in children(after[0], "case", "mark") if after else ():
        words[case.i] = case
    return [words[i] for i in sorted(words)]


def phrase(head: Token, *, bare: bool = False, without: Sequence[Token] = ()) -> list[Token]:
    """A whole phrase, without relative clauses and the commas at its ends.

    A `bare` one goes without what introduces it ("with", "and").
    """
    dropped = {word.i for word in without}
    if bare:
        dropped |= {word.i for word in children(head, "case", "cc", "mark")}
    words = sorted((w for w in _under(head) if w.i not in dropped), key=lambda word: word.i)
    while words and words[0].is_punct:
        words.pop(0)
    while words and words[-1].is_punct:
        words.pop()
    return words


def _under(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        if child.dep_ not in LEFT_OUT:
            yield from _under(child)


def run(corpora: Path, toolbox: Toolbox) -> Report[Measure]:
    """Measure on the dev sentences."""
    lines = (corpora / "carb" / "dev.tsv").read_text(encoding="utf-8").splitlines()
    total = Tally()
    mistakes: list[Mistake] = []
    for sentence, gold in read_gold(lines).items():
        passage = read_words(sentence.split(), toolbox, all_events=True)
        told = list(tuples_of(passage))
        total += score_sentence(gold, told)
        mistakes += _mistakes(sentence, gold, told, passage)
    measures = prf(
        "carb",
        "tuples",
        right=round(total.right, 1),
        told=total.told,
        found=round(total.found, 1),
        wanted=total.wanted,
        bar=BAR,
    )
    return Report(measures, tuple(mistakes))


def _mistakes(
    sentence: str, gold: Sequence[Extraction], told: Sequence[Extraction], passage: Passage
) -> Iterator[Mistake]:
    triggers = frozenset(passage.head(claim.trigger).text for claim in passage.claims)
    for one in gold:
        if not any(match(one, other)[1] for other in told):
            yield Mistake(f"missed: {_why_missed(one, triggers)}", f"{_show(one)} < {sentence}")
    for other in told:
        if not any(match(one, other)[0] for one in gold):
            yield Mistake("wrong: no gold tuple with its words", f"{_show(other)} < {sentence}")


def _why_missed(gold: Extraction, triggers: frozenset[str]) -> str:
    words = gold.relation.split()
    if triggers.intersection(words):
        return "a claim says the event, but its tuple lacks something"
    if words[0] in HAVING or words[0] in FORMS_OF_BE:
        return f'a state with "{"have" if words[0] in HAVING else "be"}"'
    return "no claim says the event"


def _show(extraction: Extraction) -> str:
    subject, *others = extraction.arguments or ("",)
    return f"({subject} | {extraction.relation} | {' | '.join(others)})"


def main() -> None:
    """Print the measures."""
    run_command({"carb": run}, __doc__)


if __name__ == "__main__":
    main()

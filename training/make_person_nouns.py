"""Make `ontology/lexicon/person_nouns.txt`, the common nouns that mean a person, from WordNet.

The source is the folder `dict` of WordNet 3.0 (Debian: `wordnet-base`, `wordnet-sense-index`). A
noun is kept if its commonest sense there is a person, and so are all its senses or nearly all its
uses in WordNet's tagged texts. Left out are names, slurs, what is an adjective or a verb as often
(*modern*), and what firms and states are as often as people (*supplier*).

    python -m training.make_person_nouns DICT OUT
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PERSON_FILE = "18"  # the lexicographers' file "noun.person"
OFFENSIVE = frozenset({"disparagement", "ethnic_slur", "obscenity", "vulgarism"})
MOST = 0.75
COMMON_NOUN = re.compile(r"[a-z]{3,}")
# Firms, states and things as often as people.
NOT_ONLY_PEOPLE = frozenset(
    "acquirer acquisitor adapter adopter advertiser assembler assignee backer banker bearer bidder"
    " borrower breeder broadcaster broker builder buyer carrier caterer claimant client competitor"
    " consignee consumer contender contestant contractor contributor controller creator creditor"
    " customer dealer debtor defaulter defender deliverer depositor designer developer distiller"
    " distributor donor employer exhibitor exporter faller financier finisher founder franchisee"
    " grower guarantor handler hauler host importer insurer investor issuer leaser lender lessee"
    " lessor licensee maker manufacturer marketer merchant middleman mover operator organiser"
    " organizer outfitter packer payer polluter processor producer promoter provider publisher"
    " purchaser recipient regulator remitter renter retailer rival seller sender shipper"
    " shopkeeper sponsor subcontractor subscriber supplier tenant trader underwriter user vendor"
    " wholesaler winner loser leader guard issue mass many multitude few rank file cast dead"
    " living public press mob majority minority young old rich poor elite party side pole part"
    " image power face case heart soul mind hand head body spirit blood subject object other"
    " second third fourth fifth sixth seventh eighth ninth tenth avatar bachelor dragon embodiment"
    " hood immune monster planter tiger urchin whale".split()
)
HEAD = (
    "# Common nouns that mean a person, one a line, by the senses of WordNet 3.0 (copyright 2006\n"
    "# by Princeton University); see training/make_person_nouns.py.\n"
)


@dataclass(frozen=True)
class Sense:
    """One meaning of some nouns: its file, how it is written, and what it points to."""

    file: str
    words: tuple[str, ...]
    is_name: bool
    usages: tuple[str, ...]


def read_senses(path: Path) -> dict[str, Sense]:
    """The senses of `data.noun` by their offset."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(_read_sense(line) for line in lines if not line.startswith(" "))


def _read_sense(line: str) -> tuple[str, Sense]:
    offset, file, _, count, *rest = line.partition(" | ")[0].split()
    end = 2 * int(count, 16)
    pointers = list(_groups(rest[end + 1 :]))
    return offset, Sense(
        file,
        tuple(rest[0:end:2]),
        any(kind == "@i" for kind, _ in pointers),
        tuple(target for kind, target in pointers if kind == ";u"),
    )


def _groups(fields: list[str]) -> Iterator[tuple[str, str]]:
    for start in range(0, len(fields) - 3, 4):
        yield fields[start], fields[start + 1]


def read_nouns(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each noun of `index.noun` with the offsets of its senses, the commonest first."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            noun, *fields = line.split()
            yield noun, [field for field in fields if re.fullmatch(r"\d{8}", field)]


def read_uses(path: Path) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """How often each word has each noun sense in the tagged texts, and how often it is no noun."""
    as_noun: Counter[tuple[str, str]] = Counter()
    otherwise: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        key, offset, _, count = line.split()
        word, _, sense = key.partition("%")
        if sense.startswith("1:"):
            as_noun[word, offset] += int(count)
        else:
            otherwise[word] += int(count)
    return as_noun, otherwise


def person_nouns(folder: Path) -> list[str]:
    """The nouns, sorted."""
    senses = read_senses(folder / "data.noun")
    as_noun, otherwise = read_uses(folder / "index.sense")
    offensive = {offset for offset, s in senses.items() if OFFENSIVE & set(s.words)}
    found = []
    for noun, offsets in read_nouns(folder / "index.noun"):
        meant = [senses[offset] for offset in offsets]
        uses = [as_noun[noun, offset] for offset in offsets]
        people = [sense.file == PERSON_FILE and not sense.is_name for sense in meant]
        of_people = sum(count for count, person in zip(uses, people, strict=True) if person)
        always = all(people) or of_people > MOST * sum(uses)
        written_small = noun in meant[0].words  # "briton" is written Briton
        offends = any(offensive & set(sense.usages) for sense in meant)
        fits = people[0] and always and written_small and not offends
        if COMMON_NOUN.fullmatch(noun) and fits and otherwise[noun] <= of_people:
            found.append(noun)
    return sorted(set(found) - NOT_ONLY_PEOPLE)


def main() -> None:
    """Write the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="WordNet's folder `dict`")
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    nouns = person_nouns(options.folder)
    options.out.write_text(HEAD + "".join(f"{noun}\n" for noun in nouns), encoding="utf-8")


if __name__ == "__main__":
    main()

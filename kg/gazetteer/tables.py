"""The tables of known places and organizations, and how names are looked up in them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from kg.names import normalise, read_rows

DATA = Path(__file__).parent.parent / "data"
WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"
NAMES_KEPT = 65536  # in memory, of those looked up last
_A_REGION_COUNTS_AS = 2_000_000  # inhabitants, against a city of its name
_OF_ALL = re.compile(r"(?:s|sh|ch|ese|men)$")  # nationalities that mean many: Swiss, Dutch, Serbs


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One known place, organization or person. `identifiers` are full URIs, the best one first.

    `type` is a class of the ontology. `country` is an ISO code in small letters (or, for a state of
    the past, its ISO 3166-3 code); `region` the code of a state of the US. Degrees are WGS 84.
    `capital` is the identifier of a country's capital. `demonyms` are adjectives and people, the
    `people` among them nouns: *Spaniard*, *Spaniards*.
    """

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    country: str = ""
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    capital: str = ""
    demonyms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """A place whose name stands for an entry: always, or only where it acts (*Brussels said*)."""

    name: str
    stands_for: GazetteerEntry
    always: bool


@dataclass(frozen=True)
class Gazetteer:
    """Look-ups by name over the package's own tables and the user's own list (`extra`)."""

    extra: tuple[GazetteerEntry, ...] = ()
    folder: Path = DATA

    def look_up(self, name: str) -> tuple[GazetteerEntry, ...]:
        """All entries of that name, likeliest first: the user's own, countries, then by size.

        Demonyms are not names here: see `country_of`.
        """
        return self._look_up(name)

    def country_of(self, name: str) -> GazetteerEntry | None:
        """The country or region of a name or demonym: *DPRK*, *Russians*, *Chechen*."""
        found = self.look_up(name)
        if found and found[0].type in ("Country", "Region"):
            return found[0]
        return self._demonyms.get(normalise(name)) if name[:1].isupper() else None

    def is_demonym(self, word: str) -> bool:
        """Whether a word is a nationality: *Russian*, *Japanese*, *Swedes*."""
        return word[:1].isupper() and normalise(word) in self._demonyms

    def is_one_person(self, word: str) -> bool:
        """Whether a nationality after *the* means one person: *Serb*, *Egyptian*, *Frenchwoman*.

        *The French*, *the Dutch* and *the Chinese* are all of them, and so are *the Serbs*.
        """
        key = normalise(word)
        return word[:1].isupper() and key in self._people and not _OF_ALL.search(key)

    def metonym(self, name: str) -> GazetteerEntry | None:
        """What a capital or a seat stands for when it acts: *Moscow* for Russia."""
        seat = self.seat(name)
        return seat.stands_for if seat else None

    def seat(self, name: str) -> Seat | None:
        """The capital or seat of that name, with what it stands for."""
        return self._seats.get(normalise(name)) or self._capital_seat(name)

    def _entries_of(self, key: str, name: str) -> Iterator[GazetteerEntry]:
        yield from self._extra_index.get(key, ())
        cities = (_read_city(line) for line in self._city_lines.get(key, ()))
        known = (*self._places.get(key, ()), *self._organizations.get(key, ()), *cities)
        for entry in sorted(known, key=self._rank):
            if not _is_an_acronym_written_small(name, entry):
                yield entry

    def _rank(self, entry: GazetteerEntry) -> tuple[int, int]:
        # Washington is the capital before the state, New York the city, Quebec the province.
        if entry.type not in ("City", "Region"):
            return (0, -entry.population)
        if entry.identifiers and entry.identifiers[0] in self._capitals:
            return (1, -entry.population)
        return (2, -max(entry.population, _A_REGION_COUNTS_AS * (entry.type == "Region")))

    def _capital_seat(self, name: str) -> Seat | None:
        cities = [entry for entry in self.look_up(name) if entry.type == "City"]
        for city in cities[:3]:
            country = self._capitals.get(city.identifiers[0]) if city.identifiers else None
            if country is not None and normalise(country.name) != normalise(name):
                return Seat(city.name, country, always=False)
        return None

    @cached_property
    def _look_up(self) -> Callable[[str], tuple[GazetteerEntry, ...]]:
        return lru_cache(maxsize=NAMES_KEPT)(
            lambda name: tuple(self._entries_of(normalise(name), name))
        )

    def abbreviated_state(self, words: str) -> GazetteerEntry | None:
        """The state of the US that words behind the name of a place may shorten: *Calif.*, *TX*."""
        return self._abbreviated_states.get(words)

    @cached_property
    def _abbreviated_states(self) -> Mapping[str, GazetteerEntry]:
        states = {
            e.region: e for e in self._place_entries if (e.type, e.country) == ("Region", "us")
        }
        rows = read_rows(self.folder / "state_abbreviations.tsv")
        return {short: states[row[0].lower()] for row in rows for short in (row[0], *split(row[1]))}

    @cached_property
    def _extra_index(self) -> Mapping[str, tuple[GazetteerEntry, ...]]:
        return _index_by_name(self.extra)

    @cached_property
    def _place_entries(self) -> tuple[GazetteerEntry, ...]:
        return tuple(_read_place(row) for row in read_rows(self.folder / "places.tsv"))

    @cached_property
    def _places(self) -> Mapping[str, tuple[GazetteerEntry, ...]]:
        return _index_by_name(sorted(self._place_entries, key=_likeliest_first))

    @cached_property
    def _demonyms(self) -> Mapping[str, GazetteerEntry]:
        index: dict[str, GazetteerEntry] = {}
        for entry in sorted(self._place_entries, key=_likeliest_first):
            for word in entry.demonyms:
                index.setdefault(normalise(word), entry)
        return index

    @cached_property
    def _people(self) -> frozenset[str]:
        return frozenset(normalise(word) for e in self._place_entries for word in e.people)

    @cached_property
    def _organization_entries(self) -> tuple[GazetteerEntry, ...]:
        rows = read_rows(self.folder / "organizations.tsv")
        return tuple(_read_organization(row) for row in rows)

    @cached_property
    def _organizations(self) -> Mapping[str, tuple[GazetteerEntry, ...]]:
        return _index_by_name(self._organization_entries)

    @cached_property
    def _capitals(self) -> Mapping[str, GazetteerEntry]:
        return {entry.capital: entry for entry in self._place_entries if entry.capital}

    @cached_property
    def _seats(self) -> Mapping[str, Seat]:
        named = {entry.name: entry for entry in (*self._place_entries, *self._organization_entries)}
        rows = read_rows(self.folder / "seats.tsv")
        return {normalise(r[0]): Seat(r[0], named[r[1]], r[2] == "always") for r in rows}

    @cached_property
    def _city_lines(self) -> Mapping[str, tuple[str, ...]]:
        text = gzip.decompress((self.folder / "cities.tsv.gz").read_bytes()).decode("utf-8")
        index: dict[str, tuple[str, ...]] = {}
        lines = [line for line in text.splitlines() if line[0] != "#"]
        for line in lines[1:]:  # below the names of the columns
            for key in line[line.rindex("\t") + 1 :].split("|"):
                index[key] = (*index.get(key, ()), line)
        return index


def _index_by_name(
    entries: Iterable[GazetteerEntry],
) -> Mapping[str, tuple[GazetteerEntry, ...]]:
    index: dict[str, tuple[GazetteerEntry, ...]] = {}
    for entry in entries:
        for key in dict.fromkeys(normalise(name) for name in (entry.name, *entry.aliases)):
            index[key] = (*index.get(key, ()), entry)
    return index


def _likeliest_first(entry: GazetteerEntry) -> tuple[bool, bool, int, str]:
    return (entry.type != "Country", not entry.capital, -entry.population, entry.name)


def _is_an_acronym_written_small(name: str, entry: GazetteerEntry) -> bool:
    # WHO is an organization and US a country; "who" and "us" are not.
    key = normalise(name)
    meant = {alias for alias in (entry.name, *entry.aliases) if normalise(alias) == key}
    return not name.isupper() and bool(meant) and all(alias.isupper() for alias in meant)


def _read_place(row: tuple[str, ...]) -> GazetteerEntry:
    name, kind, code, country, wikidata, geonames, latitude, longitude = row[:8]
    population, capital, aliases, adjectives, people = row[8:]
    return GazetteerEntry(
        name,
        kind,
        split(aliases),
        _identifiers(wikidata, geonames),
        country or code,
        code.partition("-")[2],
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
        int(population),
        f"{GEONAMES}{capital}/" if capital else "",
        tuple(dict.fromkeys((*split(adjectives), *split(people)))),
        split(people),
    )


def _read_city(line: str) -> GazetteerEntry:
    geonames, name, country, region, latitude, longitude, population, keys = line.split("\t")
    return GazetteerEntry(
        name,
        "City",
        tuple(keys.split("|")[1:]),
        _identifiers("", geonames),
        country,
        region,
        float(latitude),
        float(longitude),
        int(population),
    )


def _read_organization(row: tuple[str, ...]) -> GazetteerEntry:
    name, kind, wikidata, country, aliases = row
    return GazetteerEntry(name, kind, split(aliases), _identifiers(wikidata, ""), country)


def split(text: str) -> tuple[str, ...]:
    """The values of a cell that bars separate."""
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _identifiers(wikidata: str, geonames: str) -> tuple[str, ...]:
    found = (f"{WIKIDATA}{wikidata}" if wikidata else "", f"{GEONAMES}{geonames}/")
    return tuple(uri for uri in found if uri not in ("", f"{GEONAMES}/"))

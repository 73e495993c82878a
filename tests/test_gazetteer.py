"""What names of places and bodies can mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.gazetteer import DATA, NAMES_KEPT, Gazetteer, load_gazetteer
from kg.names import normalise, read_rows


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("DPRK", "North Korea"),
        ("Democratic People’s Republic of Korea", "North Korea"),
        ("U.S.", "United States"),
        ("America", "United States"),
        ("the United Kingdom", "United Kingdom"),
        ("Russian", "Russia"),
        ("Russians", "Russia"),
        ("South Korean", "South Korea"),
        ("Dutch", "Netherlands"),
        ("Chechen", "Chechnya"),
        ("Burma", "Myanmar"),
        ("Georgia", "Georgia"),
        ("U. S.", "United States"),
        ("NSW", "New South Wales"),
        ("the Greek State", "Greece"),
        ("Kenyan Republic", "Kenya"),
    ],
)
def test_countries_by_every_name(gazetteer: Gazetteer, name: str, country: str) -> None:
    entry = gazetteer.country_of(name)
    assert entry is not None
    assert entry.name == country


@pytest.mark.parametrize(
    "word", ["us", "who", "Kim", "polish off", "Rogue State", "Greek state", "State", ""]
)
def test_common_words_are_no_countries(gazetteer: Gazetteer, word: str) -> None:
    assert gazetteer.country_of(word) is None


def test_countries_have_stable_identifiers_and_coordinates(gazetteer: Gazetteer) -> None:
    (russia, *_) = gazetteer.look_up("Russia")
    assert russia.identifiers == (
        "http://www.wikidata.org/entity/Q159",
        "https://sws.geonames.org/2017370/",
    )
    assert (russia.latitude, russia.longitude) == (60.0, 100.0)


def test_demonyms_are_told_from_names(gazetteer: Gazetteer) -> None:
    assert gazetteer.is_demonym("Russian")
    assert not gazetteer.is_demonym("Russia")


@pytest.mark.parametrize(
    ("seat", "meant"),
    [
        ("Moscow", "Russia"),
        ("Pyongyang", "North Korea"),
        ("Kiev", "Ukraine"),
        ("Washington", "United States"),
        ("Brussels", "European Union"),
        ("the Pentagon", "United States Department of Defense"),
    ],
)
def test_what_a_seat_stands_for(gazetteer: Gazetteer, seat: str, meant: str) -> None:
    entry = gazetteer.metonym(seat)
    assert entry is not None
    assert entry.name == meant


def test_only_some_seats_stand_for_it_always(gazetteer: Gazetteer) -> None:
    pentagon, moscow = gazetteer.seat("Pentagon"), gazetteer.seat("Moscow")
    assert pentagon is not None
    assert pentagon.always
    assert moscow is not None
    assert not moscow.always


def test_the_likeliest_namesake_comes_first(gazetteer: Gazetteer) -> None:
    assert [entry.type for entry in gazetteer.look_up("Washington")][:2] == ["City", "Region"]
    assert gazetteer.look_up("New York")[0].name == "New York City"
    assert gazetteer.look_up("Paris")[0].country == "fr"


def test_acronyms_count_only_in_capitals(gazetteer: Gazetteer) -> None:
    assert gazetteer.look_up("WHO")[0].name == "World Health Organization"
    assert gazetteer.look_up("who") == ()


def test_a_list_of_ones_own_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "name,type,aliases,identifier\nMoscow Circus,Organization,Moscow|The Circus,urn:x:1\n",
        encoding="utf-8",
    )
    entry = load_gazetteer(path).look_up("Moscow")[0]
    assert (entry.name, entry.identifiers) == ("Moscow Circus", ("urn:x:1",))


def test_a_thesaurus_in_turtle(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<urn:x:1> a skos:Concept, <https://example.org/kg/ontology#Company> ;\n"
        '  skos:prefLabel "Acme Widgets"@en ; skos:altLabel "AWX" .\n',
        encoding="utf-8",
    )
    entry = load_gazetteer(path).look_up("AWX")[0]
    assert (entry.name, entry.type, entry.identifiers) == ("Acme Widgets", "Company", ("urn:x:1",))


@pytest.mark.parametrize(
    ("name", "text"),
    [("own.csv", "name,type\n,City\n"), ("own.ttl", "this is no turtle"), ("own.csv", "\udcff")],
)
def test_a_broken_list_is_reported(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(OntologyError, match=name):
        load_gazetteer(path)


def test_the_tables_are_sound() -> None:
    for name in ("places.tsv", "organizations.tsv", "seats.tsv"):
        rows = read_rows(DATA / name)
        assert len({len(row) for row in rows}) == 1, name
    names = [row[0] for row in read_rows(DATA / "organizations.tsv")]
    assert names == sorted(set(names))


def test_the_keys_of_cities_are_normalised_names(gazetteer: Gazetteer) -> None:
    for name in ("Zürich", "São Paulo", "Saint Petersburg", "Washington"):
        assert normalise(name) in {normalise(e.name) for e in gazetteer.look_up(name)}


@pytest.mark.parametrize("word", "Keys Key Name Geonames Latitude Type Aliases".split())
def test_the_names_of_columns_are_no_places(gazetteer: Gazetteer, word: str) -> None:
    assert gazetteer.look_up(word) == ()


@pytest.mark.parametrize(
    ("short", "state"), [("Calif.", "us-ca"), ("TX", "us-tx"), ("N.Y.", "us-ny"), ("XX", "")]
)
def test_states_are_shortened_as_the_press_does(
    gazetteer: Gazetteer, short: str, state: str
) -> None:
    entry = gazetteer.abbreviated_state(short)
    assert (f"{entry.country}-{entry.region}" if entry else "") == state


def test_only_so_many_names_are_kept_in_memory() -> None:
    crowded = Gazetteer()
    for number in range(NAMES_KEPT + 5):
        crowded.look_up(f"Nowhere {number}")
    assert crowded._look_up.cache_info().currsize == NAMES_KEPT

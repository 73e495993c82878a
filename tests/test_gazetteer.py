"""What names of places and bodies can mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.gazetteer import DATA, NAMES_KEPT, Gazetteer, load_gazetteer
from kg.names import normalise, read_rows
from kg.pipeline import Toolbox, extract
from kg.reading import make_document
from kg.resolution import resolve


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
    ],
)
def test_countries_by_every_name(gazetteer: Gazetteer, name: str, country: str) -> None:
    entry = gazetteer.country_of(name)
    assert entry is not None
    assert entry.name == country


@pytest.mark.parametrize("word", ["us", "who", "Kim", "polish off", ""])
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


HEAD = "name,type,aliases,identifier\n"
PREFIXES = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix kg: <https://example.org/kg/ontology#> .
"""


def own(tmp_path: Path, text: str, name: str = "own.csv") -> Gazetteer:
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return load_gazetteer(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{HEAD},City\n", r"own.csv, line 2: a name and a type are needed"),
        (f"{HEAD}Acme,\n", r"own.csv, line 2: a name and a type are needed"),
        ("Acme,Company\n", r"own.csv, line 1: the head line is name,type,aliases,identifier"),
        ("", r"own.csv, line 1: the head line is"),
        (f"{HEAD}\nAcme,Compny\n", r"own.csv, line 3: no class 'Compny' .*did you mean Company"),
        (f'{HEAD}"Acme\nLtd",Company\nBo,X9\n', r"line 4: no class 'X9' .*docs/terms.md"),
        (f"{HEAD}Acme,Company,,acme-7\n", r"line 2: 'acme-7' is no identifier \(a full IRI"),
        (f"{HEAD}Acme,Company,,http://x.org/a b\n", r"line 2: 'http://x.org/a b' is no identif"),
        (f"{HEAD}Acme,Company,A,urn:x:1,B\n", r"line 2: more values than columns"),
        ("\udcff", r"own.csv: cannot be read as CSV in UTF-8"),
    ],
)
def test_what_is_wrong_in_a_table_is_told_with_its_line(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(OntologyError, match=message):
        own(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("this is no turtle", "own.ttl: cannot be read as Turtle"),
        (
            '<urn:x:1> a skos:Concept ; skos:prefLabel "Acme" .',
            "<urn:x:1>: a concept needs a class",
        ),
        ("<urn:x:1> a skos:Concept, kg:Company .", "own.ttl: <urn:x:1>: a concept needs a name"),
        (
            '<urn:x:1> a skos:Concept, kg:Compny ; skos:prefLabel "Acme" .',
            "<urn:x:1>: no class 'Compny' .*did you mean Company",
        ),
        ('[] a skos:Concept, kg:Company ; skos:prefLabel "Acme" .', "needs an IRI"),
        (
            '<urn:x:1> a kg:Company ; skos:prefLabel "Acme" ; skos:exactMatch "acme" .',
            "<urn:x:1>: 'acme' is no identifier",
        ),
    ],
)
def test_what_is_wrong_in_a_thesaurus_is_told_with_its_concept(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(OntologyError, match=message):
        own(tmp_path, PREFIXES + text, "own.ttl")


def test_a_list_that_is_not_there_says_so(tmp_path: Path) -> None:
    for name in ("own.csv", "own.ttl"):
        with pytest.raises(OntologyError, match=rf"{name} does not exist$"):
            load_gazetteer(tmp_path / name)
    with pytest.raises(OntologyError, match="is no file"):
        load_gazetteer(tmp_path)


def test_classes_may_be_written_small_and_items_of_wikidata_in_short(tmp_path: Path) -> None:
    rows = "Ana,person,,Q42\nBo,Person,,https://www.wikidata.org/wiki/Q43|urn:x:1\n"
    found = own(tmp_path, HEAD + rows)
    item = "http://www.wikidata.org/entity/Q4"
    assert [(e.type, e.identifiers) for e in found.extra] == [
        ("Person", (f"{item}2",)),
        ("Person", (f"{item}3", "urn:x:1")),
    ]


def test_of_a_concept_the_english_name_and_the_finest_class_count(tmp_path: Path) -> None:
    found = own(
        tmp_path,
        f"""{PREFIXES}
        <urn:x:1> a skos:Concept, <https://schema.org/Brand>, kg:Organization, kg:School ;
          skos:prefLabel "Akademie"@de, "Wexford Academy"@en .
        <urn:x:s> a skos:ConceptScheme ; skos:prefLabel "Our names" .
        """,
        "own.ttl",
    )
    (entry,) = found.extra
    assert (entry.name, entry.type, entry.aliases) == ("Wexford Academy", "School", ("Akademie",))


@pytest.fixture
def people_of(tmp_path: Path, toolbox: Toolbox) -> Callable[[str], dict[str, list[str]]]:
    """The mentions of each entity of an article, read with a list of one person."""
    listed = own(tmp_path, f"{HEAD}Tilda Marsh,Person,Marsh|Old Heron,Q42\n")

    def read(text: str) -> dict[str, list[str]]:
        article = extract(make_document(text), replace(toolbox, gazetteer=listed))
        return {
            entity.id: [text[mention.start : mention.end] for mention in entity.mentions]
            for entity in resolve([article], toolbox.ontology, listed)
            if entity.type in ("Person", "Organization")
        }

    return read


def test_a_person_of_the_list_is_read_as_one(
    people_of: Callable[[str], dict[str, list[str]]],
) -> None:
    text = "Tilda Marsh bought a mill in Oslo. She praised Norway. Marsh is called Old Heron."
    assert people_of(text)["person/Tilda_Marsh"] == [
        "Tilda Marsh", "She", "Marsh", "Old Heron",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Marsh Group employs 300 people in Oslo. Marsh will build a school.",
            {"organization/Marsh_Group": ["Marsh Group", "Marsh"]},
        ),
        (
            "The Marsh Group sued Tilda Marsh in Oslo. Marsh said that she was sorry.",
            {
                "organization/Marsh_Group": ["Marsh Group"],
                "person/Tilda_Marsh": ["Tilda Marsh", "Marsh", "she"],
            },
        ),
        (
            "Iris Marsh met Bo Ek in Oslo. Marsh then left Norway.",
            {"person/Iris_Marsh": ["Iris Marsh", "Marsh"], "person/Bo_Ek": ["Bo Ek"]},
        ),
    ],
)
def test_an_alias_is_nobody_whom_the_article_calls_otherwise(
    text: str,
    expected: dict[str, list[str]],
    people_of: Callable[[str], dict[str, list[str]]],
) -> None:
    assert people_of(text) == expected


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

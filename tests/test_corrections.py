"""Corrections: how the ledger is read and added to, and what its decisions do to identities."""

from __future__ import annotations

from random import Random

import pytest
from test_resolution import write

from kg.corrections import (
    Correction,
    Decision,
    Ledger,
    Named,
    append,
    read_ledger,
    take_back,
)
from kg.errors import CorrectionError
from kg.gazetteer import load_gazetteer
from kg.model import Article
from kg.ontology import load_ontology
from kg.resolution import Identities, identify

SAME, DIFFERENT = Decision.SAME, Decision.DIFFERENT


@pytest.fixture
def ledger(tmp_path):
    return tmp_path / "corrections.toml"


def read(path, text=None):
    if text is not None:
        path.write_text(text, encoding="utf-8")
    return read_ledger(path, load_ontology()).corrections


def same(*named, **more):
    return Correction(SAME, tuple(map(as_named, named)), **more)


def different(*named, **more):
    return Correction(DIFFERENT, tuple(map(as_named, named)), **more)


def rename(named, to):
    return Correction(Decision.RENAME, (as_named(named),), to=to)


def retype(named, to):
    return Correction(Decision.RETYPE, (as_named(named),), to=to)


def as_named(value):
    return value if isinstance(value, Named) else Named(value)


def at(article, name, start=None):
    return Named(name, article=article, start=start)


def identified(articles, *corrections) -> Identities:
    ledger = Ledger("corrections.toml", corrections)
    return identify(articles, load_ontology(), load_gazetteer(), ledger)


def told(*marked) -> list[Article]:
    return [write(f"a{number}", text) for number, text in enumerate(marked)]


def words_of(found: Identities, articles) -> dict[str, list[str]]:
    """The mentions of each entity: the article's id and the words."""
    texts = {article.document.id: article.document.text for article in articles}
    return {
        entity.id: [f"{m.document}:{texts[m.document][m.start : m.end]}" for m in entity.mentions]
        for entity in found.entities
    }


# The ledger

ALL = """
# Who is who.
[[correction]]
same = ["Kim Jong Un", "Marshal of the  Republic"]  # one office
by = "Ana"
note = "the ministry's own list"

[[correction]]
different = ["person/Ana_Lima", { name = "Lima", type = "Place", article = "a1", title = "x" }]

[[correction]]
rename = { name = "he", article = "a1", start = 12 }
to = "Bo Ek"

[[correction]]
retype = "Wagner"
to = "ArmedForce"

[[correction]]
reject = "0123456789abcdef"

[[correction]]
confirm = "fedcba9876543210"
"""


def test_every_kind_of_correction_is_read_with_its_line(ledger):
    found = read(ledger, ALL)
    assert found == (
        same("Kim Jong Un", "Marshal of the Republic", by="Ana", note="the ministry's own list"),
        different(Named("Ana Lima", "Person"), Named("Lima", "Place", "a1")),
        rename(at("a1", "he", 12), "Bo Ek"),
        retype("Wagner", "ArmedForce"),
        Correction(Decision.REJECT, claim="0123456789abcdef"),
        Correction(Decision.CONFIRM, claim="fedcba9876543210"),
    )
    assert [correction.line for correction in found] == [3, 8, 11, 15, 19, 22]


def test_what_is_added_reads_back_and_leaves_every_byte_before_it(ledger):
    before = "# mine\n\n[[correction]] # odd\n  same=[ 'A B' , \"C\" ]   # why\r\n"
    ledger.write_bytes(before.encode())
    added = [
        different(at("a1", 'The "quoted"\\'), Named("Ω\x1b[31m", "Person"), note="so # it is"),
        rename(at("a1", "he", 12), "Bo Ek"),
        Correction(Decision.REJECT, claim="0123456789abcdef", by="Ana"),
        same("person/x", "Ana Lima"),
    ]
    for correction in added:
        append(ledger, correction, titles={"a1": "A title"})
    assert ledger.read_bytes().decode().startswith(before)
    assert '"Ana Lima"' in ledger.read_text()
    assert 'title = "A title"' in ledger.read_text()
    assert list(read(ledger))[1:] == added


def test_a_new_ledger_says_what_it_is(ledger):
    append(ledger, same("A", "B"))
    assert ledger.read_text().startswith("# What readers decided")
    assert read(ledger) == (same("A", "B"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("same = \n3", r"corrections\.toml is no TOML: .*line 1"),
        ('same = ["A", "B"]', r"'same' is unknown here \(write \[\[correction\]\]"),
        ('[[correction]]\nsam = ["A"]', r"toml:1: a correction has one of same, different"),
        ('\n[[correction]]\nsame = ["A"]', r"toml:2: same takes a list of two names or more"),
        ('[[correction]]\nsame = ["A", "A"]', "names the same twice"),
        ('[[correction]]\nsame = ["A", 3]', "3 is neither a name nor"),
        ('[[correction]]\nsame = ["A", {name = "B", wher = ""}]', "'wher' is unknown"),
        ('[[correction]]\nsame = ["A", {name = "B", start = 3}]', "start is a number"),
        ('[[correction]]\nsame = ["A", {name = "B", type = "Weapon"}]', "'Weapon' is none of"),
        (
            '[[correction]]\nretype = "A"\nto = "Planet"',
            r"'Planet' is no class of the ontology",
        ),
        ('[[correction]]\nretype = "A"\nto = "person"', r"'person' is no .*did you mean Person"),
        ('[[correction]]\nrename = "A"', "toml:1: to must be words in quotes"),
        ("[[correction]]\nreject = 5", "toml:1: reject must be words in quotes"),
        ('[[correction]]\nreject = "c1"\nwhy = ""', "'why' does not belong to reject"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_is_right(ledger, text, message):
    with pytest.raises(CorrectionError, match=message):
        read(ledger, text)


def test_a_missing_ledger_and_one_that_cannot_be_added_to_are_told(ledger):
    with pytest.raises(CorrectionError, match="does not exist"):
        read(ledger)
    ledger.write_text('correction = [{same = ["A", "B"]}]\n')
    with pytest.raises(CorrectionError, match="cannot be added to"):
        append(ledger, same("A", "C"))
    assert ledger.read_text() == 'correction = [{same = ["A", "B"]}]\n'


def test_only_what_was_added_last_can_be_taken_back(ledger):
    first = append(ledger, same("A", "B"))
    held = ledger.read_text()
    second = append(ledger, same("C", "D"))
    with pytest.raises(CorrectionError, match="has changed since"):
        take_back(ledger, first)
    take_back(ledger, second)
    assert ledger.read_text() == held
    take_back(ledger, first)
    assert not ledger.exists()


# How a name is understood


def with_ana(wording, *marked):
    """The mentions that the correction *same* of a wording and Ana Lima gives to her."""
    articles = told("[Ana Lima|Person] rested.", *marked)
    found = words_of(identified(articles, same("Ana Lima", wording)), articles)
    (hers,) = (held for held in found.values() if "a0:Ana Lima" in held)
    return hers


@pytest.mark.parametrize(
    "wording", ["King Edvard", "king edvard", "The King Edvard", "King Edvard of Norway"]
)
def test_a_wording_means_the_one_name_in_it(wording):
    marked = "Old King [Edvard|Person] of [Norway|Country] left. [Edvard|Person|0] ate."
    assert with_ana(wording, marked) == ["a0:Ana Lima", "a1:Edvard", "a1:Edvard"]


@pytest.mark.parametrize("wording", ["Falcon of Oslo", at("a1", "the Falcon of Oslo")])
def test_what_describes_a_name_in_a_wording_is_not_meant(wording):
    marked = "The [Falcon|Thing] of [Oslo|City] met [Bo Ek|Person] in [Oslo|City]."
    assert with_ana(wording, marked) == ["a0:Ana Lima", "a1:Falcon"]


@pytest.mark.parametrize(
    "wording", ["Edvard and Bo Ek", "King Ed", "ing Edvard", "mayor of Norway", "Queen Edvard"]
)
def test_a_wording_about_two_or_about_none_means_nobody(wording):
    marked = "King [Edvard|Person] and [Bo Ek|Person] met the mayor of [Norway|Country]."
    assert with_ana(wording, marked) == ["a0:Ana Lima"]


def test_in_one_article_a_wording_means_no_more_than_itself():
    marked = "[Salem Amari|Person] left. King [Salem|Person|0] ate. [Salem|Person|0] slept."
    everywhere = ["a0:Ana Lima", "a1:Salem Amari", "a1:Salem", "a1:Salem"]
    assert with_ana("King Salem", marked) == everywhere
    assert with_ana(at("a1", "King Salem"), marked) == ["a0:Ana Lima", "a1:Salem"]


def test_what_is_in_no_article_brings_the_nearest_names():
    articles = told("[Anna Keller|Person] met [Bo Ek|Person].", "[Cy Dorn|Person] left.")
    found = identified(
        articles, same("Ana Keler", "Bo Ek"), same(at("a1", "Anna Keller"), "Bo Ek"),
        same(at("a9", "Bo Ek"), "Bo Ek"), same("Xqz", "Bo Ek"),
    )  # fmt: skip
    assert sorted(left.why for left in found.corrected.unapplied) == [
        "not in these articles: Ana Keler (did you mean Anna Keller?)",
        "not in these articles: Anna Keller in a1",
        "not in these articles: Bo Ek in a9 (no such article)",
        "not in these articles: Xqz",
    ]


# Same


def test_same_unites_even_across_a_veto_and_says_so():
    articles = told(
        "[Kim Jong Un|Person] left.", "[Marshal Pak Il|Person] left. [He|Person|0] ate."
    )
    found = identified(articles, same("Kim Jong Un", "Pak Il", by="Ana", note="one man"))
    (entity,) = found.entities
    assert entity.names == ("Kim Jong Un", "Pak Il")
    assert [reason for _, reason in entity.reasons] == [
        "named Kim Jong Un; corrected by Ana: one man",
        "named Marshal Pak Il",
        "told",
    ]


def test_same_holds_for_articles_that_come_later():
    first, second, third = told(
        "[Bo Ek|Person]", "[Robert Eklund|Person]", "[Robert Eklund|Person]"
    )
    correction = same("Bo Ek", "Robert Eklund")
    assert len(identified([first, second], correction).entities) == 1
    assert len(identified([first, second, third], correction).entities) == 1


def test_a_chain_of_same_is_one():
    articles = told("[Bo Ek|Person]", "[Ana Lima|Person]", "[Cy Dorn|Person]")
    found = identified(articles, same("Bo Ek", "Ana Lima"), same("Ana Lima", "Cy Dorn"))
    assert len(found.entities) == 1


def test_a_mention_goes_where_it_is_told_and_its_pronouns_follow():
    (article,) = told(
        "[Kim Jong Un|Person] met [Kim Myong Sik|Person]. [Kim|Person|0] left. [He|Person|2] ate."
    )
    start = article.document.text.index("Kim left")
    found = identified([article], same(at("a0", "Kim", start), "Kim Myong Sik"))
    assert words_of(found, [article]) == {
        "person/Kim_Jong_Un": ["a0:Kim Jong Un"],
        "person/Kim_Myong_Sik": ["a0:Kim Myong Sik", "a0:Kim", "a0:He"],
    }


def test_words_that_do_not_stand_at_their_offset_mean_nobody():
    articles = told("[Bo Ek|Person] slept.", "[Ana Lima|Person]")
    found = identified(articles, same(at("a0", "Bo Ek", 3), "Ana Lima"))
    assert [left.why for left in found.corrected.unapplied] == [
        "not in these articles: Bo Ek in a0 at 3"
    ]
    assert len(found.entities) == 2


def test_a_short_name_of_one_article_means_only_what_is_written_so():
    (article,) = told("[Kim Jong Un|Person] met [Pak|Person]. [Kim|Person|0] left. [Kim|Person|0].")
    found = identified([article], same(at("a0", "Kim"), at("a0", "Pak")))
    assert sorted(map(len, words_of(found, [article]).values())) == [1, 3]


def test_what_one_article_calls_somebody_goes_alone():
    articles = told("[Volodymyr Zelensky|Person]", "[Zelensky|Person] bakes.", "[Cy Dorn|Person]")
    assert len(identified(articles).entities) == 2
    found = identified(articles, same(at("a1", "Zelensky"), "Cy Dorn"))
    assert words_of(found, articles) == {
        "person/Cy_Dorn": ["a1:Zelensky", "a2:Cy Dorn"],
        "person/Volodymyr_Zelensky": ["a0:Volodymyr Zelensky"],
    }


def test_an_open_pronoun_can_be_told_whom_it_means():
    (article,) = told("[Bo Ek|Person] slept. [He|Person] ate.")
    start = article.document.text.index("He")
    found = identified([article], same(at("a0", "He", start), "Bo Ek", note="plainly"))
    (entity,) = found.entities
    assert len(entity.mentions) == 2
    assert entity.reasons[1][1] == "singled out by a reader; corrected by a reader: plainly"


# Different


def test_different_keeps_namesakes_of_two_articles_apart():
    articles = told("[Ana Lima|Person]", "[Ana Lima|Person]", "[Ana Lima|Person] in [Oslo|City]")
    found = identified(articles, different(at("a1", "Ana Lima"), "Ana Lima"))
    held = [words for id, words in words_of(found, articles).items() if "Lima" in id]
    assert sorted(held) == [["a0:Ana Lima", "a2:Ana Lima"], ["a1:Ana Lima"]]
    assert len(found.corrected.apart) == 1


def test_different_from_all_others_waits_until_there_are_others():
    articles = told("[Ana Lima|Person]")
    found = identified(articles, different(at("a0", "Ana Lima"), "Ana Lima"))
    assert [left.why for left in found.corrected.unapplied] == ["not in these articles: Ana Lima"]


def test_no_chain_of_names_bridges_different():
    articles = told("[Jon Smith|Person]", "[John Smith|Person]", "[John A. Smith|Person]")
    assert len(identified(articles).entities) < 3
    found = identified(articles, different("Jon Smith", "John A. Smith"))
    for entity in found.entities:
        assert not {"Jon Smith", "John A. Smith"} <= set(entity.names)


def test_different_keeps_a_short_form_by_itself():
    articles = told("[Volodymyr Zelensky|Person]", "[Zelensky|Person] of the bakery.")
    found = identified(articles, different("Volodymyr Zelensky", at("a1", "Zelensky")))
    assert [entity.names for entity in found.entities] == [("Volodymyr Zelensky",), ("Zelensky",)]
    assert [reason for _, reason in found.entities[1].reasons] == ["named Zelensky"]


def test_a_namesake_of_a_known_place_has_not_its_identifier():
    articles = told("[Georgia|Country]", "[Georgia|Country]", "[Georgia|Country], a ship")
    found = identified(articles, different(at("a2", "Georgia"), "Georgia"))
    assert [bool(entity.anchor.identifiers) for entity in found.entities] == [True, False]


def test_different_singles_out_one_mention_of_an_article():
    (article,) = told("[Bo Ek|Person] slept. [He|Person|0] ate.")
    start = article.document.text.index("He")
    found = identified([article], different(at("a0", "He", start), "Bo Ek"))
    assert words_of(found, [article]) == {"person/Bo_Ek": ["a0:Bo Ek"]}


# Contradictions, order, what is gone


@pytest.mark.parametrize(
    ("corrections", "message"),
    [
        (
            [
                same("Bo Ek", "Ana Lima", line=1),
                same("Ana Lima", "Cy Dorn", line=4),
                different("Bo Ek", "Cy Dorn", line=7),
            ],
            r"line 7 \(different Bo Ek, Cy Dorn\) keeps apart what"
            r" line 1 \(same Bo Ek, Ana Lima\) and line 4 \(.*\) make one",
        ),
        (
            [different(Named("Bo Ek"), Named("Bo Ek", "Person"), line=2)],
            r"line 2 .* speaks of the same mentions twice",
        ),
        ([rename("Bo Ek", "Bob"), rename("Bo Ek", "Rob")], "contradict: .*Bob.*Rob"),
        (
            [retype("Bo Ek", "Place"), same("Bo Ek", "Ana Lima"), retype("Ana Lima", "Person")],
            "contradict: .*retype Ana Lima to Person",
        ),
        (
            [
                Correction(Decision.REJECT, claim="c", line=1),
                Correction(Decision.CONFIRM, claim="c", line=2),
            ],
            r"line 1 \(reject c\) and line 2 \(confirm c\)",
        ),
    ],
)
def test_corrections_that_contradict_are_refused_by_their_lines(corrections, message):
    articles = told("[Bo Ek|Person]", "[Ana Lima|Person]", "[Cy Dorn|Person]")
    with pytest.raises(CorrectionError, match=message):
        identified(articles, *corrections)


def test_neither_the_order_of_articles_nor_of_corrections_matters():
    articles = told(
        "[Kim Jong Un|Person] and [Pak|Person]",
        "[Kim|Person] of [Oslo|City]",
        "[Kim Jong Il|Person]",
        "[Bo Ek|Person]",
        "[Robert Eklund|Person]",
        "[R. Eklund|Person]",
        "[Pak|Person] in [Oslo|City]",
    )
    corrections = [
        same("Kim Jong Un", "Kim Jong Il"),
        different(at("a1", "Kim"), "Kim Jong Un"),
        same("Bo Ek", "Robert Eklund", note="b"),
        same("Bo Ek", "Robert Eklund", note="a"),
        different(at("a0", "Pak"), at("a6", "Pak")),
        rename("Bo Ek", "Bob"),
    ]
    expected = identified(articles, *corrections)
    assert len(expected.entities) == 6
    for seed in range(8):
        Random(seed).shuffle(articles)
        Random(seed + 1).shuffle(corrections)
        found = identified(articles, *corrections)
        assert found.entities == expected.entities
        assert found.corrected.apart == expected.corrected.apart


def test_what_does_not_apply_is_told_and_the_rest_does():
    articles = told("[Bo Ek|Person]", "[Ana Lima|Person]")
    found = identified(
        articles,
        same("Bo Ek", "Ana Lima", "Nobody Here"),
        same("Bo Ek", at("gone", "Ek")),
        Correction(Decision.REJECT, claim="gone"),
    )
    assert len(found.entities) == 1
    assert [left.why for left in found.corrected.unapplied] == [
        "no such claim in these articles",
        "not in these articles: Nobody Here",
        "not in these articles: Ek in gone (no such article)",
    ]
    assert len(found.corrected.applied) == 1


# Rename, retype


def test_a_new_name_is_preferred_and_the_old_one_kept():
    found = identified(told("[Bo Ek|Person]", "[Bo Ek|Person]"), rename("Bo Ek", "Bob Ek"))
    (entity,) = found.entities
    assert (entity.id, entity.names) == ("person/Bob_Ek", ("Bob Ek", "Bo Ek"))


def test_a_new_name_can_be_spoken_of():
    articles = told("[Bo Ek|Person]", "[Ana Lima|Person]")
    found = identified(articles, rename("Bo Ek", "Bob"), same("Bob", "Ana Lima"))
    assert [entity.names for entity in found.entities] == [("Bob", "Bo Ek", "Ana Lima")]


def test_an_id_that_kg_shows_after_a_correction_can_be_spoken_of():
    articles = told("[Halden|Person]", "[Corvane|Company]")
    changed = (rename("Halden", "Halden Oy"), retype("Halden Oy", "Company"))
    shown = Named("Halden Oy", "Organization")
    found = identified(articles, *changed, same(shown, "Corvane"))
    assert [entity.id for entity in found.entities] == ["organization/Halden_Oy"]


def test_a_new_class_gives_a_new_kind_of_id():
    found = identified(told("[Halden|Person]"), retype("Halden", "ArmedForce"))
    (entity,) = found.entities
    assert (entity.id, entity.type) == ("organization/Halden", "ArmedForce")


def test_a_state_s_body_is_named_with_its_state():
    articles = told(
        "[Japan|Country]’s [Coast Guard|Agency]", "[Norway|Country]’s [Coast Guard|Agency]"
    )
    found = identified(articles, rename("Coast Guard of Japan", "Japan Coast Guard"))
    assert {"organization/Japan_Coast_Guard", "organization/Coast_Guard_of_Norway"} <= {
        entity.id for entity in found.entities
    }


def test_without_corrections_nothing_changes_and_nothing_is_told():
    articles = told("[Kim Jong Un|Person]", "[Kim|Person] in [Oslo|City]")
    found = identified(articles)
    assert found.corrected.applied == found.corrected.unapplied == ()

"""The scorers of the accuracy benchmarks, each on a sentence or two of its own."""

from dataclasses import replace

import pytest
from factories import article, tell, told

from benchmarks.accuracy.carb import Extraction, match, score_sentence
from benchmarks.accuracy.coding import class_as_told, class_of, class_of_cameo
from benchmarks.accuracy.events import (
    Actor,
    Event,
    Party,
    Record,
    Told,
    measure_events,
    mistakes_of,
    tells,
    tells_kind,
)
from benchmarks.accuracy.factuality import Rated, fit, pearson, sign_accuracy
from benchmarks.accuracy.knowledgenet import Fact, Tally, score, told_again
from benchmarks.accuracy.petrarch import Coding, merge_mutual, places_of, read_sentences
from benchmarks.accuracy.plover import read_marks
from benchmarks.accuracy.report import Measure, table
from benchmarks.accuracy.sample import draw
from benchmarks.report import by_kind, f1
from kg.model import Article, Document, Polarity, Span, Stance, Tense
from kg.ontology import load_ontology

OSLO, RIGA, KYIV = Span(0, 4), Span(13, 17), Span(22, 26)
PRAISE = Event((Actor((OSLO,)),), (Actor((RIGA,)),), kind="SUPPORT")


def party(role: str, *words: Span, country: str = "") -> Party:
    return Party(role, frozenset(words), countries=frozenset({country} - {""}))


def says(*parties: Party, kind: str = "SUPPORT") -> Told:
    return Told(parties, kind=kind, plain_kind=kind)


# ---- coded events ----


def test_a_claim_tells_an_event_by_its_agent_and_any_other_participant():
    assert tells(says(party("agent", OSLO), party("recipient", RIGA)), PRAISE)
    assert not tells(says(party("agent", RIGA), party("theme", OSLO)), PRAISE)
    assert not tells(says(party("agent", OSLO)), PRAISE)


def test_a_country_and_its_demonym_are_the_same_actor():
    norwegian = party("agent", Span(40, 49), country="Norway")
    event = Event((Actor((OSLO,), "Norway"),))
    assert tells(says(norwegian), event)
    assert not tells(says(norwegian), Event((Actor((OSLO,)),)))


def test_joint_actors_match_in_either_order_and_as_agents_together():
    event = Event((Actor((OSLO,)), Actor((RIGA,))), mutual=True)
    assert tells(says(party("agent", RIGA), party("theme", OSLO)), event)
    assert tells(says(party("agent", OSLO), party("agent", RIGA)), event)
    assert tells(says(party("agent", OSLO, RIGA)), event)
    assert not tells(says(party("agent", OSLO), party("theme", KYIV)), event)


def test_precision_counts_the_claims_by_the_event_words_and_recall_the_events():
    right = says(party("agent", OSLO), party("theme", RIGA), kind="AID")
    wrong = says(party("agent", OSLO), party("theme", KYIV))
    elsewhere = replace(wrong, near=False, counted=False)
    record = Record("", (PRAISE,), (right, wrong, elsewhere))
    values = {measure.name: measure.value for measure in measure_events("own", [record])}
    assert values["source and target: precision"] == 0.5
    assert values["source and target: recall"] == 1.0
    assert values["source, target and class: recall"] == 0.0


def test_a_mistake_says_what_went_wrong():
    deeper = Party("theme", frozenset({KYIV}), wide=frozenset({RIGA}))
    records = [
        Record("a", (PRAISE,), (says(party("agent", OSLO), deeper),)),
        Record("b", (PRAISE,), ()),
        Record("c", (PRAISE,), (says(party("agent", OSLO), party("theme", RIGA), kind=""),)),
    ]
    kinds = [mistake.kind for mistake in mistakes_of(records)]
    assert kinds[0] == "missed: an actor stands deeper in a participant's phrase"
    assert kinds[-2:] == [
        "missed: no claim at the event words",
        "class: a relation without a class instead of SUPPORT",
    ]


def test_the_class_of_an_event_follows_its_stance():
    later, never = Stance(tense=Tense.FUTURE), Stance(polarity=Polarity.NEGATIVE)
    assert class_as_told("AID", later) == "AGREE"
    assert class_as_told("ASSAULT", later) == "THREATEN"
    assert class_as_told("AID", never) == "REJECT"
    assert class_as_told("ASSAULT", Stance()) == "ASSAULT"
    assert tells_kind(says(party("agent", OSLO), party("theme", RIGA)), PRAISE)


def test_classes_come_from_the_ontology_and_from_cameo():
    ontology = load_ontology()
    assert class_of("visited", ontology) == "CONSULT"
    assert class_of("rel:visit_with", ontology) == ""
    assert [class_of_cameo(code) for code in ("042", "0871", "085", "901")] == [
        "CONSULT",
        "RETREAT",
        "CONCEDE",
        "",
    ]


# ---- corpora's ways of writing ----


@pytest.mark.parametrize(
    "markup",
    [
        "(SRC: Oslo) (EVT: praised) (TAR: Riga) (LV).",
        "{(SRC: Oslo) (EVT: praised} (LOC: (TAR: Riga)) (LV).}",
    ],
)
def test_marks_are_taken_out_and_remembered(markup: str):
    marked = read_marks(markup)
    assert marked.text == "Oslo praised Riga (LV)."
    assert marked.of("SRC", "TAR") == (Span(0, 4), Span(13, 17))
    assert marked.of("EVT") == (Span(5, 12),)


def test_a_record_of_petrarch_gives_its_text_and_codings():
    xml = """<Sentence id="1" category="DEMO"><EventCoding sourcecode="ETH" targetcode="LBY"
        eventcode="042"></EventCoding><Text>
        Ethiopia visited Libya.
        </Text></Sentence>"""
    (sentence,) = read_sentences(xml + xml)
    assert sentence.text == "Ethiopia visited Libya."
    assert sentence.codings == (Coding("ETH", "LBY", "042"),)
    assert places_of("LBYGOV", sentence.text) == (Span(17, 22),)


def test_two_codings_that_say_the_same_both_ways_are_one():
    there, back = Coding("ETH", "LBY", "032"), Coding("LBY", "ETH", "033")
    assert list(merge_mutual([there, back])) == [(there, True)]
    assert list(merge_mutual([there])) == [(there, False)]


# ---- open tuples ----


def test_a_tuple_matches_by_words_if_one_of_the_relation_is_there():
    gold = Extraction("was praised by", ("Riga", "Oslo", "on Monday"))
    assert match(gold, Extraction("praised by", ("Riga", "Oslo"))) == (1.0, 4 / 7)
    assert match(gold, Extraction("blamed", ("Riga", "Oslo"))) == (0.0, 0.0)


def test_what_is_said_may_stand_first():
    gold = Extraction("said", ("Oslo", "Riga won"))
    assert match(gold, Extraction("said", ("Riga won", "Oslo"))) == (1.0, 1.0)


def test_one_prediction_may_cover_two_gold_tuples_but_is_right_once():
    gold = [Extraction("won", ("Riga", "in May")), Extraction("won", ("Riga", "in Oslo"))]
    tally = score_sentence(gold, [Extraction("won", ("Riga", "in May in Oslo"))])
    assert (tally.right, tally.told) == (pytest.approx(4 / 6), 1)
    assert (tally.found, tally.wanted) == (2.0, 2)


# ---- factuality ----


def test_a_stance_is_worth_the_mean_of_its_ratings():
    never = Stance(polarity=Polarity.NEGATIVE)
    means = fit([Rated(3.0, Stance()), Rated(1.0, Stance()), Rated(-2.0, never)])
    assert sorted(means.values()) == [-2.0, 2.0]
    assert sign_accuracy([Rated(1.0, Stance()), Rated(0.0, Stance())], means) == 0.5


def test_correlation_is_that_of_pearson():
    assert pearson([1, 2, 3], [2, 4, 6]) == pytest.approx(1.0)
    assert pearson([1, 1, 1], [2, 4, 6]) == 0.0


# ---- facts ----


def test_facts_match_where_they_overlap_and_count_where_they_were_searched():
    gold = [Fact("SPOUSE", Span(0, 9), Span(20, 25)), Fact("CEO", Span(0, 9), Span(30, 35))]
    found = [Fact("SPOUSE", Span(4, 9), Span(20, 22)), Fact("SPOUSE", Span(40, 45), Span(0, 9))]
    assert score(gold, found, ["SPOUSE"]) == {"SPOUSE": Tally(right=1, wrong=1)}
    assert score(gold, found, ["CEO"]) == {"CEO": Tally(missed=1)}


def test_a_fact_is_told_again_with_all_mentions_of_the_same():
    ann, she, bo = Span(0, 3), Span(10, 13), Span(20, 22)
    same = {ann: frozenset({ann, she}), bo: frozenset({bo})}
    assert told_again([Fact("SPOUSE", ann, bo)], same) == (
        Fact("SPOUSE", ann, bo),
        Fact("SPOUSE", she, bo),
    )


# ---- sample and table ----


def test_a_sample_is_the_same_for_the_same_seed():
    graph = tell(
        article("a1", *(told(f"{{agent:Ann}} <met> {{agent:Bo}} {i}.", "met") for i in range(9)))
    )
    articles = [Article(Document("a1", ""), (), (), graph.claims)]
    first = draw(articles, 3, seed=1)
    assert len(first) == 3
    assert first == draw(articles, 3, seed=1)


def test_the_table_marks_what_is_below_its_bar():
    assert f1(0.5, 0.5) == 0.5
    assert f1(0, 0) == 0
    text = table([Measure("own", "F1", 0.5, 0.4), Measure("own", "recall", 0.3, 0.4, "3 of 10")])
    assert "ok 0.40" in text.splitlines()[0]
    assert "BELOW 0.40" in text.splitlines()[1]


def test_mistakes_are_listed_by_class_the_most_frequent_first():
    record = Record("Oslo praised Riga.", (PRAISE,), ())
    lines = list(by_kind(list(mistakes_of([record, record])), 1))
    assert lines[0].split() == "2 missed: no claim at the event words".split()
    assert lines[1].strip() == "Oslo praised Riga."

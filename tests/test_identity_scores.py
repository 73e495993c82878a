"""The scorers of the benchmarks of identity: textbook values, and sentences of our own."""

import pytest

from benchmarks.identity.clusters import (
    Fault,
    Partition,
    b_cubed,
    ceaf_e,
    conll_f1,
    faults,
    mention_tally,
    muc,
    tallies,
)
from benchmarks.identity.current_events import entry_of
from benchmarks.identity.ecbplus import Found, join_words, partition_of
from benchmarks.identity.ecbplus import Marked as MarkedAcross
from benchmarks.identity.gap import Decision, score
from benchmarks.identity.gap import measures_of as gap_measures
from benchmarks.identity.gum import end_to_end, on_marked, pair_mentions, read_texts
from benchmarks.identity.linking import Link, form_of
from benchmarks.identity.linking import measures_of as linking_measures
from benchmarks.identity.namesakes import Judged, Pair, read_pairs
from benchmarks.identity.namesakes import measures_of as namesake_measures
from benchmarks.identity.reading import chains, overlap
from benchmarks.identity.report import Bar, Measure, table
from benchmarks.identity.scale import Cost, World, family_name, write_article
from benchmarks.identity.scale import measures_of as scale_measures
from benchmarks.report import Mistake, by_kind
from kg.gazetteer import load_gazetteer
from kg.model import Coreference, Mention, MentionKind, Span


def clusters(words: str) -> tuple[frozenset[str], ...]:
    """`"abc de"` is one cluster of three mentions and one of two."""
    return tuple(frozenset(word) for word in words.split())


def mention(start: int, end: int, *, kind: MentionKind = MentionKind.NAME) -> Mention:
    return Mention("text", start, end, "Person", kind, Span(start, end))


# ---- clusters: the example of Pradhan et al. (2014), figure 1 ----

KEY, RESPONSE = clusters("abc defg"), clusters("ab cd fghi")


def test_muc_counts_links():
    found = muc(KEY, RESPONSE)
    assert (found.recall, found.precision) == (2 / 5, 2 / 5)


def test_b_cubed_counts_mentions():
    found = b_cubed(KEY, RESPONSE)
    assert found.recall == pytest.approx((2 * 2 / 3 + 1 / 3 + 2 * 2 / 4 + 1 / 4) / 7)
    assert found.precision == pytest.approx(1 / 2)


def test_ceaf_e_pairs_each_entity_with_one():
    found = ceaf_e(KEY, RESPONSE)
    assert (found.recall, found.precision) == pytest.approx((0.65, 1.3 / 3))
    assert found.f1 == pytest.approx(0.52)


def test_the_same_clusters_score_one_and_none_score_zero():
    for measure in (muc, b_cubed, ceaf_e):
        assert measure(KEY, KEY).f1 == pytest.approx(1)
        assert measure(KEY, ()).f1 == 0


@pytest.mark.parametrize(
    ("merged", "precision"), [("abcde fghijkl", 16 / 21), ("abcdehijkl fg", 7 / 12)]
)
def test_b_cubed_minds_how_much_is_merged_and_muc_does_not(merged, precision):
    # The two responses of Bagga and Baldwin (1998).
    key, response = clusters("abcde fg hijkl"), clusters(merged)
    assert (muc(key, response).recall, muc(key, response).precision) == (1, 9 / 10)
    assert b_cubed(key, response).recall == 1
    assert b_cubed(key, response).precision == pytest.approx(precision)


def test_the_best_pairing_is_not_the_greedy_one():
    key, response = clusters("abcd efg"), clusters("abefg cd")
    # The greatest overlap (efg, abefg: 6/8) leaves cd for abcd (4/6): the best pairing here.
    assert ceaf_e(key, response).found == pytest.approx(6 / 8 + 4 / 6)


def test_singletons_are_taken_out_of_both_sides():
    partition = Partition(clusters("ab c d"), clusters("ab cd")).without_singletons()
    assert partition == Partition(clusters("ab"), clusters("ab cd"))


def test_counts_are_summed_over_documents_before_the_mean():
    one, other = Partition(KEY, KEY), Partition(KEY, RESPONSE)
    found = tallies([one, other])
    assert found["MUC"].recall == (5 + 2) / 10
    assert conll_f1(found) == pytest.approx(sum(tally.f1 for tally in found.values()) / 3)


def test_mentions_are_counted_by_themselves():
    found = mention_tally([Partition(KEY, RESPONSE)])
    assert (found.recall, found.precision) == (6 / 7, 6 / 8)


def test_a_fault_tells_which_mention_is_split_off_or_merged():
    partition = Partition(clusters("abc de"), clusters("ab cde"))
    assert list(faults(partition)) == [Fault("split", "c", "a"), Fault("merged", "c", "d")]


# ---- GAP ----


def decision(pronoun: str, marked: str, found: str) -> Decision:
    """`"A"`, `"B"`, `"AB"` or `""`: which of the names are meant, and which are found."""
    return Decision(pronoun, ("A" in marked, "B" in marked), ("A" in found, "B" in found))


def test_both_names_of_an_item_are_decisions():
    found = score([decision("he", "A", "A"), decision("she", "B", "A"), decision("her", "", "B")])
    assert (found.right, found.told, found.wanted) == (1, 3, 2)
    assert found.f1 == pytest.approx(2 / 5)


def test_the_bias_is_feminine_over_masculine():
    items = [decision("his", "A", "A"), decision("Her", "B", "B"), decision("she", "A", "B")]
    values = {measure.name: measure.value for measure in gap_measures(items)}
    assert values["F1, masculine"] == 1
    assert values["F1, feminine"] == values["feminine over masculine"] == 1 / 2


# ---- chains and marked mentions ----


def test_links_make_chains_and_a_plural_joins_none():
    kim, putin, he, they = (mention(i, i + 3) for i in (0, 10, 20, 30))
    links = [
        Coreference(he, kim, "agrees"),
        Coreference(they, kim, "the pair before it"),
        Coreference(they, putin, "the pair before it"),
    ]
    assert chains([kim, putin, he, they], links) == ((kim, he), (putin,), (they,))


def test_overlap_is_a_share_of_both():
    assert overlap(Span(0, 4), Span(2, 6)) == 2 / 6
    assert overlap(Span(0, 4), Span(5, 6)) == 0


CONLLU = """# newdoc id = GUM_news_ferry
# newpar
1\tAnna\tAnna\tPROPN\tNNP\t_\t4\tnsubj\t_\tEntity=(1-person-new-cf1-1,2-coref
2\tBerg\tBerg\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
3-4\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
3\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_
4\tn't\tnot\tPART\tRB\t_\t0\troot\t_\t_
5\tsell\tsell\tVERB\tVB\t_\t4\txcomp\t_\t_
6\ther\ther\tPRON\tPRP$\t_\t7\tnmod:poss\t_\tEntity=(2-object-new-cf2-2-sgl(1-person-giv-cf1-1-ana)
7\tferry\tferry\tNOUN\tNN\t_\t5\tobj\t_\tEntity=2)|SpaceAfter=No
8\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newpar
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv-cf1-1-ana)
2\tstayed\tstay\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
"""


def test_a_text_is_read_with_its_spaces_and_nested_mentions():
    (text,) = read_texts(CONLLU)
    assert text.text == "Anna Berg didn't sell her ferry.\n\nShe stayed."
    shown = [(text.text[m.span.start : m.span.end], m.chain, m.form) for m in text.mentions]
    assert shown == [
        ("Anna Berg", "1", "name"),
        ("her", "1", "pronoun"),
        ("her ferry", "2", "noun"),
        ("She", "1", "pronoun"),
    ]


def test_what_kg_alone_has_counts_end_to_end_and_what_it_lacks_is_alone_on_marked():
    (text,) = read_texts(CONLLU)
    marked = [one for one in text.mentions if one.type == "person"]
    anna, her, she = (
        Mention("text", *span, "Person", MentionKind.NAME, Span(*head))
        for span, head in (((0, 9), (0, 4)), ((22, 25), (22, 25)), ((34, 37), (34, 37)))
    )
    ferry = Mention("text", 26, 31, "Thing", MentionKind.NOMINAL, Span(26, 31))
    pairs = pair_mentions(marked, [anna, her, ferry])
    assert {m.start: one.span.start for m, one in pairs.items()} == {0: 0, 22: 22}
    response = [[anna, her], [ferry]]
    assert len(end_to_end(marked, response, pairs).response) == 2
    alone = on_marked(marked, response, pairs).response
    assert {len(cluster) for cluster in alone} == {1, 2}
    assert she.start == min(min(alone, key=len)).start


# ---- ECB+ ----


def test_words_are_spaced_as_english_is():
    words = [(0, "Ferry"), (0, "sinks"), (1, "``"), (1, "We"), (1, "'re"), (1, "safe"), (1, ",")]
    words += [(1, "''"), (1, "she"), (1, "said"), (1, "."), (2, "Rain"), (2, "fell"), (2, ".")]
    text, spans = join_words(words)
    assert text == "Ferry sinks\n\n``We're safe,'' she said. Rain fell."
    assert text[spans[-3].start : spans[-3].end] == "Rain"


def test_a_mention_without_entity_is_alone():
    one, two, three = (
        MarkedAcross(name, Span(0, 4), "HUMAN_PART_PER", "Berg") for name in ("a", "b", "c")
    )
    found = {one: Found(None, ("person/Berg",)), two: Found(None, ("person/Berg",))}
    partition = partition_of({**found, three: Found(None, ())})
    assert [len(cluster) for cluster in partition.key] == [3]
    assert sorted(len(cluster) for cluster in partition.response) == [1, 2]


# ---- places ----


def test_a_place_is_right_by_any_of_its_identifiers():
    oslo = Link("Oslo", "name", frozenset({"q1", "g1"}), "Oslo", "City", True, "Oslo", "City")
    right = Link(*oslo_fields(oslo), found=frozenset({"g1"}))
    lost = Link("Oslo", "name", frozenset({"q1"}), "Oslo", "City")
    values = [measure.value for measure in linking_measures("test", [right, oslo, lost])]
    assert values[:2] == [1 / 2, 2 / 3]


def oslo_fields(link: Link) -> tuple[object, ...]:
    return (
        link.words, link.form, link.wanted, link.wanted_name, link.wanted_type,
        link.has_mention, link.entity, link.entity_type,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "form"),
    [("the Gulf", "name"), ("Egypt", "name"), ("the country", "noun"), ("Its", "pronoun")],
)
def test_the_form_of_a_place_is_told_by_its_words(words, form):
    assert form_of(words) == form


def test_a_title_means_the_place_that_its_bracket_says():
    gazetteer = load_gazetteer()
    found = [entry_of(f"Georgia{bracket}", gazetteer) for bracket in (" (country)", " (US state)")]
    assert [entry.type for entry in found if entry] == ["Country", "Region"]
    assert entry_of("Georgia (song)", gazetteer) is None


# ---- namesakes ----


def test_false_and_missed_merges_are_shares_of_their_own_pairs():
    same = Pair("spelling", True, ("Berg", "Bergh"), ("", ""))
    different = Pair("father and son", False, ("Berg Sr.", "Berg Jr."), ("", ""))
    judged = [Judged(same, True), Judged(same, False), Judged(different, True, asked=True)]
    values = {measure.name: measure.value for measure in namesake_measures(judged)}
    assert values["false merges"] == 1
    assert values["missed merges"] == 1 / 2
    assert values["wrong pairs that a review asks about"] == 1 / 2
    assert values["right pairs that a review asks about"] == 0


def test_there_are_two_hundred_pairs_and_each_article_has_its_name():
    pairs = list(read_pairs())
    assert len(pairs) == 200
    for pair in pairs:
        for name, text in zip(pair.names, pair.articles, strict=True):
            assert name.casefold() in text.casefold()
            assert "{" not in text


# ---- scale ----


def test_made_up_articles_are_the_same_each_time():
    assert write_article(7, World(100)) == write_article(7, World(100))
    article = write_article(7, World(100))
    words = [article.document.text[m.start : m.end] for m in article.mentions]
    assert all(word and not word.startswith(" ") for word in words)
    assert len({family_name(number) for number in range(2_000)}) == 2_000


def test_growth_is_of_the_time_of_one_article():
    costs = [Cost(10, 100, 5, 1.0, 1.0), Cost(100, 1000, 50, 20.0, 9.0)]
    assert list(scale_measures(costs))[-1].value == pytest.approx(2)


# ---- report ----


def test_a_bar_can_be_a_least_or_a_most():
    assert Bar(0.7).is_met(0.71)
    assert not Bar(0.7).is_met(0.7)
    assert Bar(0.02, at_most=True).is_met(0.0)
    assert "> 0.7  missed" in table([Measure("gap", "F1", 0.5, Bar(0.7))])


def test_mistakes_are_listed_by_class_the_commonest_first():
    mistakes = [Mistake("split", "one"), Mistake("merged", "two"), Mistake("merged", "three")]
    assert list(by_kind(mistakes, 1)) == [
        "      2  merged",
        "           two",
        "      1  split",
        "           one",
    ]

"""The language room: an ordinary spaCy pipeline that reads every word the same way each time."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.language import DEFAULT_MODEL, Frame, load
from kg.language.shapes import BLANK_LINE, GLUED, LINE_BREAK, SPACE, gap_kind, word_shape
from kg.language.tree import decode_tree, one_of_each

REPORT = (
    "Kim Jong Un met Vladimir Putin in Moscow on Wednesday.\n\n"
    "The two leaders did not sign an agreement, the Kremlin said. Analysts were surprised."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def words_of(doc: Doc) -> list[str]:
    return [token.text for token in doc if not token.is_space]


# --- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("an 18-month-old deal", ["an", "18", "-", "month", "-", "old", "deal"]),
        ("Kang Soo-suk's offer", ["Kang", "Soo", "-", "suk", "'s", "offer"]),
        ("They cannot agree.", ["They", "can", "not", "agree", "."]),
        ("It didn’t say", ["It", "did", "n’t", "say"]),
        ("the U.S. and the U.N.", ["the", "U.S.", "and", "the", "U.N."]),
        ("a co-founder, re-elected", ["a", "co-founder", ",", "re-elected"]),
        ("from 2019-2020 to now", ["from", "2019", "-", "2020", "to", "now"]),
        ("signed and/or sealed", ["signed", "and", "/", "or", "sealed"]),
        ("=====", ["====="]),
    ],
)
def test_words_are_cut_as_in_universal_dependencies(
    nlp: Language, text: str, words: list[str]
) -> None:
    assert words_of(nlp.make_doc(text)) == words


@pytest.mark.parametrize(
    ("word", "case", "digits"),
    [("Kim", 2, 0), ("met", 1, 0), ("UN", 3, 0), ("A", 4, 0), ("McKay", 5, 0), ("2024", 0, 3)],
)
def test_the_shape_tells_case_and_digits(word: str, case: int, digits: int) -> None:
    assert word_shape(word, SPACE) == (case, digits, 0, SPACE)


@pytest.mark.parametrize(
    ("space", "kind"),
    [("", GLUED), (" ", SPACE), ("\n", LINE_BREAK), (" \n \n", BLANK_LINE), ("\r\n", LINE_BREAK)],
)
def test_gaps_are_told_apart(space: str, kind: int) -> None:
    assert gap_kind(space) == kind


# --- annotations -------------------------------------------------------------------------------


def test_every_annotation_is_set(nlp: Language) -> None:
    doc = nlp(REPORT)
    for attribute in ("TAG", "POS", "MORPH", "DEP", "HEAD", "SENT_START", "LEMMA", "ENT_IOB"):
        assert doc.has_annotation(attribute), attribute
    assert doc[3].lemma_ == "meet"
    assert doc[3].morph.get("Tense") == ["Past"]


def test_a_simple_sentence_gets_its_tree(nlp: Language) -> None:
    doc = nlp("The president visited Egypt.")
    assert [token.dep_ for token in doc] == ["det", "nsubj", "ROOT", "obj", "punct"]
    assert [token.head.i for token in doc] == [1, 2, 2, 2, 2]


def test_sentences_end_at_full_stops_and_blank_lines(nlp: Language) -> None:
    sentences = [s.text.strip() for s in nlp("Putin arrives in Egypt\n\n" + REPORT).sents]
    assert sentences[0] == "Putin arrives in Egypt"
    assert sentences[-1] == "Analysts were surprised."
    assert len(sentences) == 4


def test_names_have_their_types(nlp: Language) -> None:
    found = {(ent.text, ent.label_) for ent in nlp(REPORT).ents}
    assert {("Kim Jong Un", "PERSON"), ("Vladimir Putin", "PERSON"), ("Moscow", "CITY")} <= found


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("The ferry left France for Dover.", "France", "COUNTRY"),
        ("Storms hit Uttar Pradesh on Monday.", "Uttar Pradesh", "REGION"),
        ("Troops reached the village of Lysa Hora.", "Lysa Hora", "CITY"),
        ("Her plane landed at Incheon Airport.", "Incheon Airport", "FACILITY"),
        ("They crossed the Danube at night.", "Danube", "LOC"),
    ],
)
def test_kinds_of_places_are_told_apart(nlp: Language, text: str, name: str, label: str) -> None:
    assert (name, label) in [(ent.text, ent.label_) for ent in nlp(text).ents]


@pytest.mark.parametrize(
    ("text", "amount", "label"),
    [
        ("The bank paid $3.5 billion for it.", "$3.5 billion", "MONEY"),
        ("He was fined 20,000 US dollars.", "20,000 US dollars", "MONEY"),
        ("They spent between 5 and 10 million euros.", "10 million euros", "MONEY"),
        ("Prices rose by 10-15% in a year.", "10-15%", "PERCENT"),
        ("Wages fell by three percentage points.", "three percentage points", "PERCENT"),
        ("The 40-km road is closed.", "40-km", "QUANTITY"),
        ("They sold 300 tons of wheat.", "300 tons", "QUANTITY"),
        ("The talks began at 10:30 a.m. sharp.", "10:30 a.m.", "TIME"),
        ("Two hundred soldiers left.", "Two hundred", "CARDINAL"),
        ("It was the third visit.", "third", "ORDINAL"),
        ("The treaty was signed on 3 May 2023.", "3 May 2023", "DATE"),
    ],
)
def test_times_and_amounts_are_found(nlp: Language, text: str, amount: str, label: str) -> None:
    assert (amount, label) in [(ent.text, ent.label_) for ent in nlp(text).ents]


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("He was fined twice.", "fined", "fine"),
        ("They hoped for rain.", "hoped", "hope"),
        ("They hopped over the wall.", "hopped", "hop"),
        ("She visited Oslo.", "visited", "visit"),
    ],
)
def test_the_e_of_a_verb_comes_back(nlp: Language, text: str, word: str, lemma: str) -> None:
    assert [token.lemma_ for token in nlp(text) if token.text == word] == [lemma]


def test_north_goes_with_korean(nlp: Language) -> None:
    doc = nlp("North Korean officials met the Russian delegation.")
    assert ("North Korean", "NORP") in [(ent.text, ent.label_) for ent in doc.ents]


@pytest.mark.parametrize("name", ["Moon Jae-in", "Kang Kyung-wha", "Lim Soo-suk"])
def test_names_keep_what_hangs_on_a_hyphen(nlp: Language, name: str) -> None:
    doc = nlp(f"Protesters burned pictures of {name}.")
    assert [ent.text for ent in doc.ents if ent.label_ == "PERSON"] == [name]


def test_a_hyphen_may_end_a_name(nlp: Language) -> None:
    doc = nlp("The Putin-led delegation left on Monday.")
    assert "Putin" in [ent.text for ent in doc.ents]


def test_frames_say_who_did_what(nlp: Language) -> None:
    (frame,) = [f for f in nlp("Kim met Putin in Moscow.")._.frames if f.predicate == 1]
    assert frame.roleset.startswith("meet.")
    assert ("ARG0", 0) in frame.roles
    assert ("ARG1", 2) in frame.roles


def test_each_sentence_is_one_tree(nlp: Language) -> None:
    for sentence in nlp(REPORT).sents:
        roots = [token for token in sentence if token.head.i == token.i]
        assert len(roots) == 1
        assert all(token.head in sentence for token in sentence)
        assert all(token in roots[0].subtree for token in sentence)


# --- the same every time -----------------------------------------------------------------------


def annotations(doc: Doc) -> object:
    return doc.to_json(), [str(token.morph) for token in doc], doc._.frames


def test_an_article_reads_the_same_whatever_its_neighbours(nlp: Language) -> None:
    alone = annotations(nlp(REPORT))
    texts = ["Hello.", REPORT, "a " * 300, REPORT]
    piped = [annotations(doc) for doc in nlp.pipe(texts, batch_size=4)]
    assert piped[1] == piped[3] == alone


def test_an_article_reads_the_same_with_more_threads(nlp: Language) -> None:
    assert annotations(load(threads=2)(REPORT)) == annotations(nlp(REPORT))


def test_the_analysis_survives_processes_and_bytes(nlp: Language) -> None:
    doc = nlp(REPORT)
    copy = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert annotations(copy) == annotations(doc)
    assert all(isinstance(frame, Frame) for frame in copy._.frames)


# --- everything is read ------------------------------------------------------------------------


def test_no_word_of_a_long_article_is_skipped(nlp: Language) -> None:
    sentence = "On Monday the minister visited three towns and spoke about the budget. "
    text = sentence * (50_000 // 12 + 1)
    nlp.max_length = max(nlp.max_length, len(text))
    doc = nlp(text)
    words = words_of(doc)
    assert len(words) >= 50_000
    assert all(token.tag_ and token.pos_ and token.dep_ and token.lemma_ for token in doc)
    visits = [f for f in doc._.frames if doc[f.predicate].text == "visited"]
    assert len(visits) == words.count("visited")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "\n\nKim left.\n\n\n",
        "x" * 100_000,
        "word " * 700,
        "€ % \u200b \x00 \ufffd 日本 🚀",
        "((((((((((((((((((((" * 40,
        "\u0301\u0301\u0301",
    ],
)
def test_odd_text_breaks_nothing(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert all(token.dep_ and token.pos_ for token in doc)


def test_white_space_hangs_on_the_word_before(nlp: Language) -> None:
    doc = nlp("Kim left.\n\nPutin stayed.")
    (space,) = [token for token in doc if token.is_space]
    assert (space.pos_, space.dep_, space.head.text) == ("SPACE", "dep", ".")


@pytest.mark.parametrize(
    ("text", "label", "head"),
    [
        ("Kenya wants to escape crippling Tanzanian tariffs.", "amod", "tariffs"),
        ("It is a chance to get around crippling UN sanctions.", "amod", "sanctions"),
        ("The storm is crippling the port.", "ROOT", "crippling"),
    ],
)
def test_a_describing_participle_hangs_on_its_noun(
    nlp: Language, text: str, label: str, head: str
) -> None:
    (word,) = [token for token in nlp(text) if token.text == "crippling"]
    assert (word.dep_, word.head.text) == (label, head)


@pytest.mark.parametrize(
    ("text", "word", "verb"),
    [
        ("Ghana had beaten Mali and Togo would be playing in Accra.", "Togo", "playing"),
        ("The army took Goma and rebels from Mali have fled to Togo.", "rebels", "fled"),
    ],
)
def test_what_follows_and_is_the_subject_of_the_verb_behind_it(
    nlp: Language, text: str, word: str, verb: str
) -> None:
    (subject,) = [token for token in nlp(text) if token.text == word and token.dep_ != "obl"]
    assert (subject.dep_, subject.head.text) == ("nsubj", verb)


# --- trees -------------------------------------------------------------------------------------


def test_the_best_heads_stand_where_they_make_a_tree() -> None:
    scores = np.array([[0, 9, 0], [0, 9, 0], [0, 9, 0]], dtype=np.float32)
    assert decode_tree(scores).tolist() == [1, 1, 1]


def test_cycles_and_second_roots_are_opened() -> None:
    cycle = np.array([[1, 9, 0], [9, 2, 0], [0, 5, 0]], dtype=np.float32)
    assert decode_tree(cycle).tolist() == [1, 1, 1]
    two_roots = np.array([[9.5, 1, 0], [0, 8, 0], [0, 5, 0]], dtype=np.float32)
    assert decode_tree(two_roots).tolist() == [0, 0, 1]


def test_a_clause_has_one_subject() -> None:
    subject, thing, other = 0, 1, 2
    fits = np.array([[9, 1, 0], [0, 0, 9], [5, 4, 0]], dtype=np.float32)
    heads = np.array([1, 1, 1])
    labels = one_of_each(fits, heads, [np.array([subject]), np.array([thing])])
    assert labels.tolist() == [subject, other, thing]


def test_a_subject_of_another_clause_is_left_alone() -> None:
    fits = np.array([[9, 1, 0], [0, 0, 9], [5, 0, 4]], dtype=np.float32)
    labels = one_of_each(fits, np.array([1, 1, 1]), [np.array([0]), np.array([1])])
    assert labels.tolist() == [0, 2, 0]


def test_any_scores_give_one_root_and_no_cycle() -> None:
    dice = np.random.default_rng(3)
    for size in (1, 2, 3, 5, 8, 13, 40):
        heads = decode_tree(dice.normal(size=(size, size)).astype(np.float32))
        root = int(np.flatnonzero(heads == np.arange(size))[0])
        reached = heads
        for _ in range(size):
            reached = heads[reached]
        assert (reached == root).all()


# --- models ------------------------------------------------------------------------------------


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    shutil.copytree(DEFAULT_MODEL, folder)
    return folder


def test_a_model_may_lie_elsewhere(copy: Path) -> None:
    assert [t.tag_ for t in load(copy)("Kim met Putin.")] == ["NNP", "VBD", "NNP", "."]


@pytest.mark.parametrize("name", ["model.onnx", "rolesets.json", "vocabulary.txt"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match=name):
        load(copy)


def test_a_damaged_graph_is_told_with_the_way_out(copy: Path) -> None:
    with (copy / "model.onnx").open("ab") as graph:
        graph.write(b"x")
    with pytest.raises(ModelError, match=r"damaged.*Install kg again"):
        load(copy)


def test_broken_labels_are_told(copy: Path) -> None:
    (copy / "labels.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match=r"labels\.json"):
        load(copy)


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(ModelError, match="no_such_model"):
        load("no_such_model")


def test_a_pipeline_that_lacks_annotations_is_refused_with_the_list(tmp_path: Path) -> None:
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    blank.to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="lacks tags, parts of speech, a dependency tree, lemmas"):
        load(tmp_path / "blank")

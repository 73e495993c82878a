"""How English says what the ontology can say: the lexicon's files, and every example in them."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.lexicon import Entry, Example, Expected, Lexicon, Match, load_lexicon
from kg.model import Article, Claim, Mention
from kg.ontology import DATA, Ontology, load_ontology

LEXICON = load_lexicon()
CORE = frozenset({"agent", "theme", "recipient"})
# What the grammar does not read yet; each is a class of English, not a word.
NOT_YET = {
    "Vevey is home to Nestle.": "a predicate that is tagged as an adverb",
}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def match(kind: str, lemma: str, ontology: Ontology, /, particle: str = "", **slots: str) -> Match:
    filled = {slot.rstrip("_"): (type,) for slot, type in slots.items()}
    found = LEXICON.match(kind, lemma, filled, particle=particle, is_a=ontology.is_a)
    assert found is not None, f"{kind} {lemma} {filled}"
    return found


def phrases(lexicon: Lexicon) -> list[tuple[str, str, Entry]]:
    return [
        (kind, text, entry)
        for entry in lexicon.entries
        for kind, texts in entry.phrases.items()
        for text in texts
    ]


def cases() -> list[object]:
    return [
        pytest.param(
            example,
            id=example.text,
            marks=[pytest.mark.xfail(strict=True, reason=NOT_YET[example.text])]
            if example.text in NOT_YET
            else [],
        )
        for example in LEXICON.examples()
    ]


@pytest.mark.parametrize("example", cases())
def test_each_example_gives_its_claims(
    example: Example, read_article: Callable[[str], Article]
) -> None:
    article = read_article(example.text)
    for expected in example.gives:
        found = [describe(claim, article) for claim in article.claims]
        assert any(gives(claim, expected, article) for claim in article.claims), (
            f"{example.where} wants {expected}, found {found}"
        )


def gives(claim: Claim, expected: Expected, article: Article) -> bool:
    """Whether a claim is the expected one: no core role more or less, and said by whom."""
    roles = {role.name: role.fillers for role in claim.roles}
    speakers = [said.source for said in claim.attribution if said.source]
    return (
        (claim.predicate, claim.status) == (expected.predicate, expected.status)
        and all(are(roles.get(name, ()), held, article) for name, held in expected.roles.items())
        and CORE & set(roles) <= set(expected.roles)
        and all(any(reads(m, words, article) for m in speakers) for words in expected.says)
    )


def are(mentions: tuple[Mention, ...], wanted: tuple[str, ...], article: Article) -> bool:
    return len(mentions) == len(wanted) and all(
        any(reads(mention, words, article) for mention in mentions) for words in wanted
    )


def reads(mention: Mention, words: str, article: Article) -> bool:
    """Whether a mention is these words, or ends in them: "drones" of "two drones"."""
    text = article.document.text[mention.start : mention.end]
    return text == words or text.endswith(f" {words}")


def describe(claim: Claim, article: Article) -> str:
    text = article.document.text
    roles = "; ".join(
        f"{role.name}: {' + '.join(text[m.start : m.end] for m in role.fillers)}"
        for role in claim.roles
    )
    return f"{claim.predicate}({roles}) {claim.status} by {claim.rule}"


def test_every_entry_speaks_of_what_the_ontology_has(ontology: Ontology) -> None:
    for entry in LEXICON.entries:
        assert entry.predicate in ontology.predicates, entry.where
        assert set(entry.roles.values()) <= {"", *ontology.roles}, entry.where
        for slot, wanted in entry.when.items():
            classes = {name.removeprefix("!") for name in wanted} - {"none"}
            assert classes <= set(ontology.classes), f"{entry.where}: {slot}"
        for key in entry.roles:
            classes = {word for word in key.split() if word[0].isupper()}
            assert classes <= set(ontology.classes), f"{entry.where}: {key}"


def test_every_relation_can_be_said(ontology: Ontology) -> None:
    """Save those that only edges have, such as `soldTo`, which a claim of `sold` gives."""
    said = {entry.predicate for entry in LEXICON.entries}
    said |= {*LEXICON.relations.values(), *LEXICON.kin.values(), "holdsOfficeAt", "relatedTo"}
    edges = {rule.predicate for name in said for rule in ontology.edges(name)}
    assert set(ontology.predicates) <= said | edges


def test_the_small_lists_speak_of_what_the_ontology_has(ontology: Ontology) -> None:
    assert {*LEXICON.relations.values(), *LEXICON.kin.values()} <= set(ontology.predicates)
    for kind in LEXICON.classes:
        assert kind.under == ontology.classes[kind.name].parent


def test_no_phrase_stands_twice_under_the_same_conditions() -> None:
    counts = Counter(
        (kind, text, tuple(sorted(entry.when.items()))) for kind, text, entry in phrases(LEXICON)
    )
    assert [key for key, count in counts.items() if count > 1] == []


def test_no_word_has_two_signatures_and_no_noun_two_classes() -> None:
    governors = Counter(
        (kind, word)
        for signature in LEXICON.signatures
        for kind, words in signature.words.items()
        for word in words
    )
    nouns = Counter(noun for kind in LEXICON.classes for noun in kind.nouns)
    assert [word for word, count in (governors + nouns).items() if count > 1] == []


def test_every_entry_has_an_example_of_each_kind_of_its_phrases() -> None:
    for entry in LEXICON.entries:
        kinds = [kind for kind, texts in entry.phrases.items() if texts]
        assert len(entry.examples) >= len(kinds), entry.where
    for signature in LEXICON.signatures:
        assert signature.examples, signature.where


def test_every_known_gap_is_still_an_example() -> None:
    assert set(NOT_YET) <= {example.text for example in LEXICON.examples()}


def test_a_longer_phrase_goes_before_a_shorter_one(ontology: Ontology) -> None:
    assert match("verb", "blow", ontology, particle="up", object="Facility").phrase == (
        "blow",
        "up",
    )
    assert match("verb", "pull", ontology, particle="out", of="Country").roles["of"] == "origin"
    assert match("verb", "look", ontology, into="Company").entry.predicate == "investigated"


def test_a_particle_makes_it_another_verb_unless_it_only_says_whither(ontology: Ontology) -> None:
    give = {"subject": ("Country",), "object": ("Weapon",)}
    up = LEXICON.match("verb", "give", give, particle="up", is_a=ontology.is_a)
    back = LEXICON.match("verb", "give", give, particle="back", is_a=ontology.is_a)
    assert up is None
    assert back is not None


def test_a_condition_chooses_between_the_senses_of_a_verb(ontology: Ontology) -> None:
    assert match("verb", "fire", ontology, object="Weapon").entry.predicate == "fired"
    assert match("verb", "fire", ontology, object="Person").entry.predicate == "dismissed"
    assert match("verb", "receive", ontology, object="Person").entry.predicate == "welcomed"
    assert match("verb", "receive", ontology, object="Weapon").entry.predicate == "received"


def test_a_class_that_is_not_known_fits_any_condition(ontology: Ontology) -> None:
    assert match("verb", "meet", ontology, subject="Person", object="").entry.predicate == "met"


def test_a_phrase_may_have_a_noun_of_its_own(ontology: Ontology) -> None:
    slots = {"subject": ("Agency",), "object": ("Person",), "into": ("Thing",)}
    found = LEXICON.match("verb", "take", slots, lemmas={"into": {"custody"}}, is_a=ontology.is_a)
    assert found is not None
    assert found.entry.predicate == "arrested"
    assert found.roles == {"subject": "agent", "object": "theme"}


def test_a_preposition_of_a_phrase_is_no_theme_where_an_object_stands(ontology: Ontology) -> None:
    slots = {"subject": ("Media",), "object": ("Event",), "for": ("Person",)}
    assert LEXICON.match("verb", "call", slots, is_a=ontology.is_a) is None


def test_who_is_with_somebody_is_the_theme_where_there_is_no_other(ontology: Ontology) -> None:
    assert (
        match("verb", "meet", ontology, subject="Person", with_="Person").roles["with"] == "theme"
    )


def test_an_indirect_object_alone_is_the_object(ontology: Ontology) -> None:
    assert match("verb", "warn", ontology, iobject="Country").roles == {"iobject": "theme"}
    sold = match("verb", "sell", ontology, iobject="Country", object="Weapon").roles
    assert sold == {"iobject": "recipient", "object": "theme"}


def test_the_possessor_of_an_arrest_is_arrested_unless_another_is(ontology: Ontology) -> None:
    alone = match("noun", "arrest", ontology, subject="Person").roles
    beside = match("noun", "arrest", ontology, subject="Person", of="Person").roles
    assert alone == {"subject": "theme"}
    assert beside == {"subject": "agent", "of": "theme"}


@pytest.mark.parametrize(
    ("slot", "type", "role"),
    [
        ("to", "Person", "recipient"),
        ("to", "Country", "destination"),
        ("in", "City", "place"),
        ("in", "Thing", ""),
        ("with", "Weapon", "instrument"),
        ("for", "Company", "beneficiary"),
        ("for", "Thing", "purpose"),
        ("as", "Person", "office"),
        ("despite", "Thing", ""),
    ],
)
def test_the_role_of_a_slot_that_no_entry_speaks_of(slot: str, type: str, role: str) -> None:
    assert LEXICON.role(slot, type) == role


def test_words_are_known_by_what_they_do_and_name() -> None:
    assert LEXICON.signature("verb", "deny").polarity == "negative"
    assert LEXICON.signature("verb", "promise").control == "subject"
    assert LEXICON.signature("noun", "time").clauses_only
    assert LEXICON.class_of("missile") == "Weapon"
    assert LEXICON.office("spokeswoman") == "spokespersonFor"
    assert LEXICON.office("president") == "holdsOfficeAt"
    assert LEXICON.kinship("wife") == "spouseOf"
    assert LEXICON.refers("allegation") == "accusation"
    assert LEXICON.is_title("Dr.")
    assert LEXICON.is_transparent("dozen")
    assert LEXICON.is_light("carry", "out")
    assert not LEXICON.is_light("carry")


@pytest.mark.parametrize(
    ("file", "text", "complaint"),
    [
        ("verbs.toml", "[[entry]\n", "verbs.toml: "),
        ("verbs.toml", '[[entry]]\nverbs = ["meet"]\n', "entry 1: `predicate` must be a text"),
        ("nouns.toml", '[[entry]]\npredicate = "met"\n', "entry 1 (met): has no verbs"),
        (
            "verbs.toml",
            '[[entry]]\npredicate = "met"\nverb = ["meet"]\n',
            "entry 1 (met): unknown key `verb`",
        ),
        (
            "verbs.toml",
            '[[entry]]\npredicate = "met"\nverbs = ["meet"]\nexamples = [{ text = "A met B." }]\n',
            "example 1 (A met B.): gives nothing",
        ),
        (
            "stance.toml",
            '[[signature]]\nname = "denial"\npolarity = "no"\n',
            "signature 1 (denial): `polarity` must be one of negative",
        ),
        ("classes.toml", 'titles = "Mr", 3\n', "classes.toml: "),
    ],
)
def test_a_malformed_file_is_named_with_its_entry(
    tmp_path: Path, file: str, text: str, complaint: str
) -> None:
    for path in (DATA / "lexicon").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError) as error:
        load_lexicon(tmp_path)
    assert file in str(error.value)
    assert complaint in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"verbs\.toml: cannot be read"):
        load_lexicon(tmp_path)


def test_the_digest_is_that_of_the_files(tmp_path: Path) -> None:
    for path in (DATA / "lexicon").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert load_lexicon(tmp_path).digest == LEXICON.digest
    with (tmp_path / "verbs.toml").open("a", encoding="utf-8") as file:
        file.write("# more\n")
    assert load_lexicon(tmp_path).digest != LEXICON.digest

"""Reads the training corpora into one plain form: sentences of words with whatever is known.

A treebank sentence knows tags and a tree; a names corpus knows names only. What a corpus does
not know is ``None``, so that nothing is learnt from silence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.language.shapes import BLANK_LINE, GLUED, SPACE

UNER, WIKI, GUM = "uner", "wiki", "gum"
UNKNOWN = "?"  # the tag of a word that may or may not be a name


@dataclass(frozen=True)
class Predicate:
    """A word that says an event or state, its roleset, and the head word of each role."""

    word: int
    lemma: str
    roleset: str
    roles: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Tree:
    """Tags and dependency tree of a sentence; the root's head is itself."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """Words, the gap before each, and the annotations that its corpus has."""

    name: str
    words: tuple[str, ...]
    gaps: tuple[int, ...]
    tree: Tree | None = None
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    predicates: tuple[Predicate, ...] | None = None


Document = list[Sentence]


def read_ewt(root: Path, split: str) -> list[Document]:
    """English Web Treebank with UNER names and PropBank roles laid over it."""
    names = _read_iob(root / "uner_ewt" / f"{split}.iob2")
    frames = _read_frames(root / "propbank" / f"ewt-srl-{split}.jsonl")
    documents = []
    for document in read_conllu(root / "ud_ewt" / f"{split}.conllu"):
        documents.append([_with_names_and_roles(s, names, frames) for s in document])
    return documents


def read_gum(root: Path, split: str) -> list[Document]:
    """GUM with the names found among its entity mentions."""
    return list(read_conllu(root / "gum_open" / f"{split}.conllu", entities=True))


def read_conllu(path: Path, *, entities: bool = False) -> Iterator[Document]:
    """The documents of a CoNLL-U file, with gaps from its paragraph marks and SpaceAfter."""
    document: Document = []
    with path.open(encoding="utf-8") as lines:
        for block in _blocks(lines):
            if document and any(line.startswith("# newdoc") for line in block):
                yield document
                document = []
            document.append(_conllu_sentence(block, first=not document, entities=entities))
    if document:
        yield document


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        line = line.rstrip("\n")
        if line:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _conllu_sentence(block: list[str], *, first: bool, entities: bool) -> Sentence:
    name, new_paragraph = "", first
    rows: list[list[str]] = []
    gaps: list[int] = []
    glue_inside, glue_after_until = -1, dict[int, bool]()  # up to which word a token reaches
    previous_glues = False
    for line in block:
        if line.startswith("#"):
            if line.startswith("# sent_id = "):
                name = line[12:]
            new_paragraph = new_paragraph or line.startswith("# newpar")
            continue
        row = line.split("\t")
        if "." in row[0]:
            continue
        if "-" in row[0]:
            end = int(row[0].partition("-")[2])
            glue_inside = end
            glue_after_until[end] = "SpaceAfter=No" in row[9].split("|")
            continue
        number = int(row[0])
        gaps.append(GLUED if previous_glues else SPACE)
        rows.append(row)
        if number < glue_inside:
            previous_glues = True
        elif number in glue_after_until:
            previous_glues = glue_after_until[number]
        else:
            previous_glues = "SpaceAfter=No" in row[9].split("|")
    gaps[0] = BLANK_LINE if new_paragraph else SPACE
    heads = tuple(int(r[6]) - 1 if r[6] != "0" else i for i, r in enumerate(rows))
    tree = Tree(
        upos=tuple(r[3] for r in rows),
        xpos=tuple(r[4] for r in rows),
        feats=tuple(r[5] for r in rows),
        lemmas=tuple(r[2] for r in rows),
        heads=heads,
        labels=tuple(r[7] for r in rows),
    )
    names = {GUM: _gum_names(rows, tree)} if entities else {}
    return Sentence(name, tuple(r[1] for r in rows), tuple(gaps), tree, names)


# --- names -------------------------------------------------------------------------------------

_GUM_TYPES = {
    "person": "PER", "organization": "ORG", "place": "LOC", "event": "EVENT",
    "object": "WORK", "abstract": "MISC", "animal": "MISC", "plant": "MISC", "substance": "MISC",
}  # fmt: skip
_ENTITY = re.compile(r"\(([^()]*)(\)?)|([^()]+)\)")
_PERSON_LINKS = frozenset("de del la le van von der den al el bin ibn da dos - – ' ’".split())
_PLACE_LINKS = _PERSON_LINKS | frozenset(("of", "the", "&"))
_TITLE_LINKS = _PLACE_LINKS | frozenset(("and", "for", "in", "on", "to", "'s", "’s", ":"))


def _gum_names(rows: list[list[str]], tree: Tree) -> tuple[str, ...]:
    """Names among the entity mentions: those headed by a proper noun, without what is no name."""
    tags = ["O"] * len(rows)
    mentions = sorted(_gum_mentions(rows), key=lambda m: (m[1] - m[0], m[0]))
    for start, end, kind in mentions:
        label = _GUM_TYPES.get(kind)
        head = _head_word(tree.heads, start, end)
        if label is None or head is None or tree.upos[head] != "PROPN":
            continue
        links = {"PER": _PERSON_LINKS, "LOC": _PLACE_LINKS}.get(label, _TITLE_LINKS)
        first, last = _name_around(rows, tree, head, (start, end), links)
        if label == "PER":
            first = _after_nested(mentions, first, head)
        tags[first] = f"B-{label}"
        for position in range(first + 1, last + 1):
            tags[position] = f"I-{label}"
        if last + 1 < len(tags) and tags[last + 1].startswith("I-"):
            tags[last + 1] = f"B-{tags[last + 1][2:]}"
    return tuple(tags)


def _gum_mentions(rows: list[list[str]]) -> list[tuple[int, int, str]]:
    found, opened = [], []
    for position, row in enumerate(rows):
        entity = next((m[7:] for m in row[9].split("|") if m.startswith("Entity=")), "")
        for match in _ENTITY.finditer(entity):
            if match[3] is None:
                parts = match[1].split("-")
                kind = parts[1] if len(parts) > 1 else ""
                if match[2]:
                    found.append((position, position + 1, kind))
                else:
                    opened.append((parts[0], position, kind))
                continue
            for index in range(len(opened) - 1, -1, -1):
                if opened[index][0] == match[3].split("-")[0]:
                    _, start, kind = opened.pop(index)
                    found.append((start, position + 1, kind))
                    break
    return found


def _head_word(heads: tuple[int, ...], start: int, end: int) -> int | None:
    outside = [i for i in range(start, end) if heads[i] == i or not start <= heads[i] < end]
    return outside[0] if outside else None


def _name_around(
    rows: list[list[str]], tree: Tree, head: int, span: tuple[int, int], links: frozenset[str]
) -> tuple[int, int]:
    start, end = span

    def is_name(i: int) -> bool:
        return tree.upos[i] == "PROPN" or (rows[i][1][:1].isupper() and tree.upos[i] != "DET")

    first = last = head
    while True:
        reach = next((i for i in range(first - 1, max(start, first - 3) - 1, -1) if is_name(i)), -1)
        if reach < 0 or any(rows[i][1].lower() not in links for i in range(reach + 1, first)):
            break
        first = reach
    while True:
        reach = next((i for i in range(last + 1, min(end, last + 4)) if is_name(i)), -1)
        if reach < 0 or any(rows[i][1].lower() not in links for i in range(last + 1, reach)):
            break
        last = reach
    return first, last


def _after_nested(mentions: list[tuple[int, int, str]], first: int, head: int) -> int:
    """Where a person's name starts when another mention stands before it (*US* President Obama)."""
    for start, end, kind in mentions:
        if start == first and end <= head and kind in ("place", "organization"):
            return end
    return first


def _read_iob(path: Path) -> dict[str, tuple[str, ...]]:
    names = {}
    with path.open(encoding="utf-8") as lines:
        for block in _blocks(lines):
            name = next((line[12:] for line in block if line.startswith("# sent_id = ")), "")
            rows = [line.split("\t") for line in block if not line.startswith("# ")]
            names[name] = tuple(_clean_tag(row[2]) for row in rows)
    return names


def _clean_tag(tag: str) -> str:
    return tag if tag[2:] in ("PER", "ORG", "LOC") else "O"


def read_wiki_names(root: Path, demonyms: frozenset[str]) -> list[Document]:
    """The names corpora made of Wikipedia text, under one scheme."""
    redocred = read_redocred(root, demonyms)[:-50]
    crossner = read_columns(root / "crossner_politics" / "train.txt", demonyms)
    wikigold = read_columns(root / "wikigold/CONLL-format/data/wikigold.conll.txt", demonyms)
    return [*redocred, *wikigold, *crossner]


def read_redocred(root: Path, demonyms: frozenset[str]) -> list[Document]:
    """Re-DocRED passages; times and numbers are no names here."""
    documents = []
    for item in json.loads((root / "redocred" / "dev.json").read_text(encoding="utf-8")):
        tags = [["O"] * len(words) for words in item["sents"]]
        mentions = [m for cluster in item["vertexSet"] for m in cluster]
        for mention in sorted(mentions, key=lambda m: m["pos"][0] - m["pos"][1], reverse=True):
            if mention["type"] not in ("PER", "ORG", "LOC", "MISC"):
                continue
            start, end = mention["pos"]
            row = tags[mention["sent_id"]]
            row[start:end] = [f"B-{mention['type']}"] + [f"I-{mention['type']}"] * (end - start - 1)
        documents.append(
            [
                _names_sentence(f"{item['title']}-{i}", words, tags[i], demonyms, first=i == 0)
                for i, words in enumerate(item["sents"])
            ]
        )
    return documents


_COLUMN_TYPES = {
    "politician": "PER", "person": "PER", "organisation": "ORG", "politicalparty": "ORG",
    "country": "LOC", "location": "LOC", "election": "MISC", "event": "MISC", "misc": "MISC",
    "PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC",
}  # fmt: skip


def read_columns(path: Path, demonyms: frozenset[str]) -> list[Document]:
    """A word and its tag a line, IOB1 or IOB2; each sentence is a document of its own."""
    documents: list[Document] = []
    with path.open(encoding="utf-8") as lines:
        for number, block in enumerate(_blocks(lines)):
            rows = [line.rsplit(None, 1) for line in block if not line.startswith("-DOCSTART-")]
            rows = [row for row in rows if len(row) == 2]
            if not rows:
                continue
            tags = _iob2([row[1] for row in rows])
            words = [row[0] for row in rows]
            documents.append(
                [_names_sentence(f"{path.stem}-{number}", words, tags, demonyms, first=True)]
            )
    return documents


def _iob2(tags: list[str]) -> list[str]:
    fixed, previous = [], "O"
    for tag in tags:
        kind = _COLUMN_TYPES.get(tag[2:])
        if kind is None:
            fixed.append("O")
        elif tag[0] == "B" or previous != kind:
            fixed.append(f"B-{kind}")
        else:
            fixed.append(f"I-{kind}")
        previous = kind or "O"
    return fixed


def _names_sentence(
    name: str, words: list[str], tags: list[str], demonyms: frozenset[str], *, first: bool
) -> Sentence:
    split_words: list[str] = []
    split_tags: list[str] = []
    gaps: list[int] = []
    opened = False
    for position, (word, tag) in enumerate(zip(words, tags, strict=True)):
        for index, piece in enumerate(_ud_pieces(word)):
            glued = index > 0 or _is_glued(words, position, opened)
            gaps.append(GLUED if glued and gaps else SPACE)
            split_words.append(piece)
            split_tags.append(tag if index == 0 or tag == "O" else f"I-{tag[2:]}")
        if word == '"':
            opened = not opened
    gaps[0] = BLANK_LINE if first else SPACE
    final = _mark_nationalities(split_words, split_tags, demonyms)
    return Sentence(name, tuple(split_words), tuple(gaps), names={WIKI: final})


def _ud_pieces(word: str) -> list[str]:
    if re.fullmatch(r"\w[\w.]*([-–]\w[\w.]*)+", word) and not word[0].isdigit():
        return [piece for piece in re.split(r"([-–])", word) if piece]
    if len(word) > 2 and word.endswith(("'s", "’s")):
        return [word[:-2], word[-2:]]
    return [word]


def _is_glued(words: list[str], position: int, quote_open: bool) -> bool:
    word = words[position]
    if position == 0:
        return False
    if re.fullmatch(r"[.,:;?!)\]}%]+|'s|’s|n't|'", word) or (word == '"' and quote_open):
        return True
    previous = words[position - 1]
    return previous in ("(", "[", "{", "$") or (previous == '"' and quote_open)


def _mark_nationalities(
    words: list[str], tags: list[str], demonyms: frozenset[str]
) -> tuple[str, ...]:
    """A lone *German*, whatever its corpus calls it, is a nationality."""
    marked = list(tags)
    for i, word in enumerate(words):
        alone = tags[i].startswith("B-") and not (i + 1 < len(tags) and tags[i + 1][0] == "I")
        if alone and tags[i][2:] != "PER" and word in demonyms:
            marked[i] = "B-NORP"
        elif (
            tags[i].startswith("B-")
            and tags[i][2:] in ("LOC", "MISC")
            and " ".join(words[i : i + 2]) in demonyms
            and i + 1 < len(tags)
            and tags[i + 1][0] == "I"
            and not (i + 2 < len(tags) and tags[i + 2][0] == "I")
        ):
            marked[i : i + 2] = ["B-NORP", "I-NORP"]
    return tuple(marked)


def read_demonyms(root: Path) -> frozenset[str]:
    """Nationality words, from the World Factbook and a few that it does not list."""
    found = {*_MORE_DEMONYMS, *_TWO_WORD_DEMONYMS, *(f"{name}s" for name in _TWO_WORD_DEMONYMS)}
    for path in sorted((root / "factbook").rglob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        people = data.get("People and Society", {}) if isinstance(data, dict) else {}
        nationality = people.get("Nationality", {})
        for part in ("noun", "adjective"):
            text = nationality.get(part, {}).get("text", "")
            for option in re.split(r"[,;]| or |\(|\)|<[^>]*>", text):
                for word in (option.strip(), option.strip().removesuffix("s")):
                    if word and word[0].isupper() and len(word.split()) <= 2:
                        found.update((word, f"{word}s"))
    return frozenset(found - {"Georgia", "States", "United States"})


_MORE_DEMONYMS = """
American Americans British Briton Britons English Scottish Welsh Irish French German Germans
Italian Spanish Portuguese Dutch Belgian Swiss Austrian Polish Czech Slovak Hungarian Romanian
Bulgarian Greek Turkish Turks Russian Russians Ukrainian Soviet Chinese Japanese Korean Koreans
Vietnamese Thai Indian Indians Pakistani Afghan Afghans Iranian Persian Iraqi Iraqis Syrian Syrians
Arab Arabs Arabic Israeli Israelis Palestinian Palestinians Egyptian Libyan Tunisian African
Africans European Europeans Asian Asians Jewish Jews Jew Muslim Muslims Islamic Christian
Christians Catholic Catholics Protestant Buddhist Hindu Hindus Sikh Kurdish Kurds Kurd Sunni Shia
Shiite Shiites Roman Byzantine Ottoman Prussian Latin Hispanic Catalan Basque Tibetan Uyghur
Canadian Mexican Brazilian Argentine Argentinian Chilean Cuban Australian Swedish Norwegian Danish
Finnish Icelandic Serbian Croatian Bosnian Albanian Yugoslav Democrat Democrats Democratic
Republican Republicans Californian Texan Bavarian Sicilian Hawaiian Flemish Celtic Slavic
Western Caribbean Balkan Scandinavian Anglican Orthodox Lutheran Mormon Bengali Punjabi Tamil
""".split()
_TWO_WORD_DEMONYMS = (
    "African American", "Central Asian", "East African", "East Asian", "East German",
    "Latin American", "North African", "North American", "North Korean", "North Vietnamese",
    "Northern Irish", "Saudi Arabian", "South African", "South American", "South Asian",
    "South Korean", "South Vietnamese", "Southeast Asian", "West African", "West German",
)  # fmt: skip


# --- roles -------------------------------------------------------------------------------------


def _read_frames(path: Path) -> dict[str, dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        return {item["sent_id"]: item for item in map(json.loads, lines)}


def _with_names_and_roles(
    sentence: Sentence,
    names: dict[str, tuple[str, ...]],
    frames: dict[str, dict[str, object]],
) -> Sentence:
    tags = names.get(sentence.name)
    if tags is not None and len(tags) == len(sentence.words):
        sentence = replace(sentence, names={UNER: tags})
    item = frames.get(sentence.name)
    if item is None or len(item["tokens"]) != len(sentence.words) or sentence.tree is None:  # type: ignore[arg-type]
        return sentence
    predicates = tuple(_predicate(frame, sentence.tree) for frame in item["frames"])  # type: ignore[attr-defined]
    return replace(sentence, predicates=predicates)


def _predicate(frame: dict[str, object], tree: Tree) -> Predicate:
    word = int(frame["pred"])  # type: ignore[call-overload]
    roles = {}
    for label, start, end in frame["args"]:  # type: ignore[attr-defined]
        head = _head_word(tree.heads, start, end)
        if head is not None:
            roles.setdefault(head, label)
    found = tuple((label, head) for head, label in sorted(roles.items()))
    return Predicate(word, tree.lemmas[word].lower(), str(frame["roleset"]), found)

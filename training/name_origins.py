"""How well names of people from all over the world are found: ``python -m training.name_origins``.

The names are those of leaders, candidates and ambassadors in the World Factbook, by region; the
sentences are made up. Nothing here was trained on, so the table shows where the model is weak.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from pathlib import Path

from spacy.language import Language

from kg.language import DEFAULT_MODEL, load

SENTENCES = (
    "{} met farmers in the capital on Monday.",
    "The talks with {} lasted three hours, officials said.",
    "Police arrested {} and two aides after the vote.",
    "Defense Minister {} denied the report.",
    '"We will not sign it," {} told reporters.',
    "The rebels, led by {}, crossed the border at night.",
    "{}, who studied law abroad, now owns the bank.",
    "Protesters burned pictures of {}.",
)
REGIONS = {
    "Korean": ("kn ks", ()),
    "Chinese, Japanese, Vietnamese": ("ch tw hk mc ja vm", ()),
    "Russian and neighbours": ("rs bo up kz kg ti tx uz", ()),
    "Arabic": ("ae ag ba eg iz jo ku le ly mo mu qa sa sy ts ym su mr dj", ()),
    "Persian, Turkish, Afghan": ("ir tu af aj", ()),
    "Indian and neighbours": ("in pk bg ce np bt mv", ()),
    "South-East Asian": ("id my rp th bm cb la tt bx sn", ()),
    "African south of the Sahara": ("", ("africa",)),
    "Latin American": ("mx", ("south-america", "central-america-n-caribbean")),
    "European, North American": ("us ca as nz", ("europe",)),
}
# The Factbook names few Koreans; these are ministers, officials and presidents of both states.
KOREANS = (
    "Moon Jae-in", "Park Geun-hye", "Lee Myung-bak", "Roh Moo-hyun", "Ban Ki-moon",
    "Chung Eui-yong",
    "Suh Hoon", "Han Duck-soo", "Park Jin", "Cho Tae-yong", "Shin Won-sik", "Lee Jong-sup",
    "Kim Yo Jong", "Kim Jong Il", "Choe Ryong Hae", "Ri Son Gwon", "Ri Yong Ho", "Pak Jong Chon",
    "Kim Tok Hun", "No Kwang Chol", "Kang Sun Nam", "Jo Yong Won", "Pak Pong Ju", "Kim Yong Chol",
)  # fmt: skip
_OFFICES = frozenset(
    "President Prime Minister Vice Deputy Premier King Queen Sultan Emir Amir Ambassador Charge "
    "Chargé Affaires Interim Acting Chairman Chairperson First Second Third Supreme Leader General "
    "Emperor Bailiff Apostolic Nuncio Cardinal Counsellor Ministers "
    "State Council Crown Prince Princess Grand Duke Captain Regent Chancellor Governor Chief "
    "Executive Federal Military Transitional Head Minister Attaché Counselor Taoiseach Sheikh "
    "Shaykh Sayyid Dr Sir Dame The Co Lt Gen Col Marshal Field Speaker Since Former Ayatollah "
    "Pope Bishop Archbishop Foreign Secretary Affairs and of the Appointed d'Affaires".split()
)
_WORD = r"[A-ZÀ-Þ][\w’'-]*"
_NAME = re.compile(
    rf"(?:{_WORD} (?:{_WORD} |al-|bin |de |da |van |el )*)?(?:al-)?[A-ZÀ-Þ’'-]{{3,}}\b(?: {_WORD})*"
)
_ODD = re.compile(r"^I[iv]+$|^Jr$|designate|['’]s$")
_PLACES = ("chief of state", "head of government", "election results", "chief of mission")


def names_of(factbook: Path) -> dict[str, list[str]]:
    """Names of people by region, each once, in the order of the alphabet."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    found["Korean"].update(KOREANS)
    for path in sorted(factbook.rglob("*.json")):
        region = _region(path)
        if region:
            found[region].update(_names(json.loads(path.read_text(encoding="utf-8"))))
    return {region: sorted(found[region]) for region in REGIONS}


def _region(path: Path) -> str | None:
    code, folder = path.stem, path.parent.name
    listed = next((r for r, (codes, _) in REGIONS.items() if code in codes.split()), None)
    return listed or next((r for r, (_, folders) in REGIONS.items() if folder in folders), None)


def _names(value: object) -> set[str]:
    if not isinstance(value, dict):
        return set()
    found: set[str] = set()
    for key, inner in value.items():
        if key == "Diplomatic representation from the US":
            continue
        if key in _PLACES and isinstance(inner, dict):
            text = re.sub(r"<[^>]+>|\([^)]*\)", ";", str(inner.get("text", "")))
            found.update(name for match in _NAME.findall(text) if (name := _plain(match)))
        found |= _names(inner)
    return found


def _plain(match: str) -> str:
    """*Vladimir PUTIN* as news writes it, without offices; "" for what is no full name."""
    words = match.split()
    while words and words[0].strip(".,") in _OFFICES:
        words.pop(0)
    kept = [_capitalized(word) if len(word) > 1 and word.isupper() else word for word in words]
    kept = [word[:3] + _capitalized(word[3:]) if word[:3] == "al-" else word for word in kept]
    odd = any(word.strip(".,") in _OFFICES or _ODD.search(word) for word in kept)
    full = 2 <= len(kept) <= 5 and not odd
    return " ".join(kept) if full and sum(w.isupper() for w in kept) == 0 else ""


def _capitalized(word: str) -> str:
    return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))


def recall(nlp: Language, names: list[str]) -> tuple[int, int, int]:
    """How many names were found whole as a person, found whole at all, and tried."""
    texts = [sentence.format(name) for name in names for sentence in SENTENCES]
    tried = [name for name in names for _ in SENTENCES]
    persons = whole = 0
    for doc, name in zip(nlp.pipe(texts), tried, strict=True):
        start = doc.text.index(name)
        labels = [
            ent.label_
            for ent in doc.ents
            if (ent.start_char, ent.end_char) == (start, start + len(name))
        ]
        whole += bool(labels)
        persons += "PERSON" in labels
    return persons, whole, len(tried)


def main() -> None:
    """Prints a row for each region."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL)
    options = parser.parse_args()
    nlp = load(options.model)
    print("| names | people | found as a person | found as a name |\n|---|---|---|---|")
    for region, names in names_of(options.corpora / "factbook").items():
        persons, whole, tried = recall(nlp, names)
        print(f"| {region} | {len(names)} | {persons / tried:.1%} | {whole / tried:.1%} |")


if __name__ == "__main__":
    main()

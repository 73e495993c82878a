"""What a sentence is found to say, before it is written down as a claim.

A draft holds words (spaCy tokens); `kg.claims.reader` turns its words into mentions and gives it
an id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token


@dataclass(frozen=True)
class Draft:
    """A predicate with the head words of its roles, the words that say it, and the rule's name.

    `standing` marks offices, kinship and the like, which hold rather than happen; `carried` an
    event noun with its verb's subject, so that the verb's "not" is its own.
    """

    predicate: str
    trigger: Token
    roles: Mapping[str, tuple[Token, ...]]
    words: tuple[Token, ...]
    rule: str
    standing: bool = field(default=False)
    carried: bool = field(default=False)

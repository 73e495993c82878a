"""Content negotiation: which format an asker takes, by the Accept header (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "application/x-turtle": "text/turtle",
    "application/x-trig": "application/trig",
    "text/plain": "application/n-triples",
    "text/x-nquads": "application/n-quads",
    "application/json+ld": "application/ld+json",
}


def choose(accept: str, offers: Iterable[str]) -> str | None:
    """The offer that the header likes best, the earlier one of equals; None if it likes none.

    >>> choose("text/csv;q=0.5, application/json", ["application/sparql-results+json", "text/csv"])
    'application/sparql-results+json'
    """
    wishes = list(_wishes(accept))
    liking = {offer: _quality(offer, wishes) for offer in offers}
    best = max(liking, key=lambda offer: liking[offer])
    return best if liking[best] > 0 else None


def _wishes(accept: str) -> Iterator[tuple[str, float]]:
    for wish in (accept or "*/*").lower().split(","):
        media_type, *parameters = (part.strip() for part in wish.split(";"))
        yield ALIASES.get(media_type, media_type), _weight(parameters)


def _weight(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _quality(offer: str, wishes: Iterable[tuple[str, float]]) -> float:
    """The weight of the most specific wish that the offer fits; between two of them, the higher."""
    fits = (
        (_precision(offer, pattern), weight)
        for pattern, weight in wishes
        if _precision(offer, pattern)
    )
    return max(fits, default=(0, 0.0))[1]


def _precision(offer: str, pattern: str) -> int:
    if pattern == offer:
        return 3
    if pattern == f"{offer.partition('/')[0]}/*":
        return 2
    return 1 if pattern == "*/*" else 0

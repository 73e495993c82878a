"""What a reader may have meant by a name that is none: *did you mean Ana Lima?*"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

LIKE_ENOUGH = 70  # of 100 (RapidFuzz WRatio)


def suggest(name: str, known: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """The known names that look most like a name, best first; none if nothing is close."""
    found = process.extract(
        name,
        sorted(set(known)),
        scorer=fuzz.WRatio,
        processor=str.casefold,
        limit=limit,
        score_cutoff=LIKE_ENOUGH,
    )
    return tuple(match for match, _, _ in found)


def did_you_mean(name: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """The same as the end of a message, in brackets; `otherwise` where nothing is close."""
    close = suggest(name, known)
    advice = f"did you mean {' or '.join(close)}?" if close else otherwise
    return f" ({advice})" if advice else ""

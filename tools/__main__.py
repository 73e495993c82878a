"""Make `docs/terms.md` and `ontology/context.jsonld` anew from `ontology/kg.ttl`: `make terms`."""

from __future__ import annotations

from pathlib import Path

from tools.context import context_text
from tools.ontology import OntologyFile
from tools.page import page_text

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Write the two files."""
    ontology = OntologyFile.open()
    (ROOT / "ontology/context.jsonld").write_text(context_text(ontology), encoding="utf-8")
    (ROOT / "docs/terms.md").write_text(page_text(ontology), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Fills the page's template: style, scripts and data inlined, each script known by its hash."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pyvis
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from kg.errors import OutputError
from kg.graph import KnowledgeGraph
from kg.page.content import content

FOLDER = Path(__file__).parent
VIS_NETWORK = Path(pyvis.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js"
SCRIPTS = (
    "words",
    "data",
    "state",
    "filters",
    "view",
    "settle",
    "canvas",
    "cards",
    "panel",
    "search",
    "facets",
    "timeline",
    "map",
    "export",
    "main",
)


def page(graph: KnowledgeGraph, *, title: str = "Who did what, and who says so") -> str:
    """The whole page as one HTML text."""
    style = (FOLDER / "page.css").read_text("utf-8")
    scripts = (_vis_network(), _own_script())
    return (
        _environment()
        .get_template("page.html")
        .render(
            title=title,
            style=Markup(style),
            scripts=[Markup(script) for script in scripts],
            policy=_policy(style, scripts),
            content=content(graph),
            world=(FOLDER / "world.txt").read_text("utf-8").split("\n"),
        )
    )


def write_page(
    graph: KnowledgeGraph, file: str | Path, *, title: str = "Who did what, and who says so"
) -> None:
    """Write the page as UTF-8; OutputError if the file cannot be written."""
    text = page(graph, title=title)
    try:
        Path(file).write_bytes(text.encode("utf-8", "xmlcharrefreplace"))
    except OSError as error:
        raise OutputError(f"{file}: the page cannot be written: {error.strerror}") from error


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER, encoding="utf-8"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    return environment


def _vis_network() -> str:
    """pyvis's copy of vis-network with its licence notice, without the hint at a source map."""
    lines = VIS_NETWORK.read_text("utf-8").split("\n")
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL"))


def _own_script() -> str:
    parts = ((FOLDER / "js" / f"{name}.js").read_text("utf-8").strip() for name in SCRIPTS)
    return '(() => {\n"use strict";\n' + "\n\n".join(parts) + "\n})();"


def _policy(style: str, scripts: tuple[str, ...]) -> str:
    """Only these scripts and this style run, only inlined pictures show, and nothing is fetched."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "'sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"

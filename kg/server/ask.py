"""The editor of questions at `/ask`: one HTML text with all that it needs in it.

Its scripts and its style are known by their hash, and it may ask nobody but its own server.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

import kg.page
from kg.ontology import VOCABULARIES
from kg.sparql import named_queries

FOLDER = Path(__file__).parent
PAGE_STYLE = Path(kg.page.__file__).parent / "page.css"


@cache
def ask_page(*, has_page: bool) -> tuple[str, str]:
    """The editor as HTML, and the Content-Security-Policy that goes with it.

    It links to the page at `/` if there is one.
    """
    style = palette(PAGE_STYLE.read_text("utf-8")) + (FOLDER / "ask.css").read_text("utf-8")
    script = (FOLDER / "ask.js").read_text("utf-8")
    environment = Environment(
        loader=FileSystemLoader(FOLDER, encoding="utf-8"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    text = environment.get_template("ask.html").render(
        style=Markup(style), script=Markup(script), content=_content(), has_page=has_page
    )
    return text, _policy(style, script)


def palette(style: str) -> str:
    """The colours of the page, light and dark: both wear the same."""
    return "\n".join(re.findall(r"^:root[^{]*\{[^}]*\}", style, re.MULTILINE)) + "\n"


def _content() -> dict[str, object]:
    questions = [
        {
            "name": query.name,
            "title": query.title,
            "description": query.description,
            "parameters": [
                {"name": parameter.name, "description": parameter.description}
                for parameter in query.parameters
            ],
            "text": re.sub(r"^(#.*\n)+\n*", "", query.text),
        }
        for query in named_queries().values()
    ]
    return {"questions": questions, "prefixes": VOCABULARIES}


def _policy(style: str, script: str) -> str:
    """Only this script and this style run; nothing is fetched but answers of this server."""
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def _hash(text: str) -> str:
    return "'sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"

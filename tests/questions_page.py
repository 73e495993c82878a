"""The answers in `docs/questions.md`: what `kg query` says of `output/`, so that none grows old.

A block that begins with `$ kg query ...` shows the command and its answer; `| head -n 9` keeps the
first lines. `python tests/questions_page.py` (or `make answers`) writes all of them anew.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from typer.testing import CliRunner

from kg.cli import app

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/questions.md"
BLOCK = re.compile(r"^```\n\$ kg (query [^\n|]+?)( \| head -n (\d+))?\n(.*?)^```$", re.M | re.S)


def answer(command: str, lines: int | None) -> str:
    """What a command prints, without the blanks at the ends of its lines."""
    done = CliRunner().invoke(app, [*shlex.split(command), "--graph", str(ROOT / "output")])
    assert done.exit_code == 0, f"kg {command}: {done.output}"
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines()[:lines])


def refilled(text: str) -> str:
    """The page with the answers of today."""

    def fill(block: re.Match[str]) -> str:
        lines = int(block[3]) if block[3] else None
        return f"```\n$ kg {block[1]}{block[2] or ''}\n{answer(block[1], lines)}```"

    return BLOCK.sub(fill, text)


if __name__ == "__main__":
    PAGE.write_text(refilled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

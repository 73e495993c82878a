"""The house has floors: a room imports only from floors below its own, at the top of its file."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

KG = Path(__file__).parent.parent / "kg"

# From the ground up. A floor of docs/index.md may have steps of its own, as the words have.
STOREYS = (
    ("model", "errors"),
    ("names", "ontology", "suggestions"),
    ("gazetteer", "lexicon"),
    ("grammar", "dates", "ages"),
    ("kinds", "people"),
    ("reading", "language", "mentions", "inner_names", "coreference", "stance"),
    ("claims",),
    ("corrections",),
    ("dating", "resolution"),
    ("rdf",),
    ("graph",),
    ("turtle", "page", "sparql", "graphml", "records"),
    ("pipeline", "why", "review", "evaluation", "server", "validation"),
    ("changes",),
    ("__init__", "cli"),
    ("__main__",),
)
FLOORS = {room: floor for floor, rooms in enumerate(STOREYS) for room in rooms}

FILES = sorted(path.relative_to(KG).as_posix() for path in KG.rglob("*.py"))


def room_of(file: str) -> str:
    return file.split("/")[0].removesuffix(".py")


def imported_rooms(tree: ast.AST) -> Iterator[str]:
    """`import kg.model`, `from kg.model import Claim`, `from kg import build`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import hides its room"
            names = [node.module or ""]
        else:
            continue
        for name in names:
            package, _, rest = name.partition(".")
            if package == "kg":
                yield rest.split(".")[0] or "__init__"


def late_imports(tree: ast.Module) -> Iterator[int]:
    """The lines of the imports inside functions; those for type checking stand at the top."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield inner.lineno


def parse(file: str) -> ast.Module:
    return ast.parse((KG / file).read_text(encoding="utf-8"))


def test_every_room_has_a_floor_and_every_floor_its_rooms():
    assert {room_of(file) for file in FILES} == set(FLOORS)


@pytest.mark.parametrize("file", FILES)
def test_a_room_imports_only_from_lower_floors(file):
    room = room_of(file)
    others = {imported for imported in imported_rooms(parse(file)) if imported != room}
    climbed = sorted(other for other in others if FLOORS[other] >= FLOORS[room])
    assert not climbed, f"{file} (floor {FLOORS[room]}) imports {climbed}"


@pytest.mark.parametrize("file", FILES)
def test_imports_stand_at_the_top_of_the_file(file):
    assert list(late_imports(parse(file))) == []


def test_only_the_command_line_prints():
    calls = [
        (file, node.lineno)
        for file in FILES
        if room_of(file) != "cli"
        for node in ast.walk(parse(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert calls == []

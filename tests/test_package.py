"""The promises of the package as a whole: its face, its documents, its wheel."""

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
import typer

import kg
from kg.cli import app

ROOT = Path(__file__).parent.parent
COMMANDS = typer.main.get_command(app).commands
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_all_is_sorted_and_whole():
    public = {name for name in vars(kg) if not name.startswith("_")}
    modules = {name for name in public if type(getattr(kg, name)) is type(kg)}
    assert kg.__all__ == sorted(kg.__all__)
    assert set(kg.__all__) == public - modules


@pytest.mark.parametrize("name", kg.__all__)
def test_whatever_is_public_says_what_it_is(name):
    assert getattr(kg, name).__doc__


def test_the_version_is_that_of_the_changelog():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    changes = (ROOT / "CHANGELOG.md").read_text()
    released = [name for name in re.findall(r"^## (\S+)", changes, re.M) if name != "Unreleased"]
    assert released[0] == project["version"] == version("kg")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_has_help_and_a_chapter_that_names_all_its_options(name):
    document = (ROOT / "docs/commands.md").read_text()
    chapter = document.split(f"## kg {name}\n")[1].split("\n## ")[0]
    options = {opt for param in COMMANDS[name].params for opt in param.opts if opt[:2] == "--"}
    assert COMMANDS[name].help
    assert all(param.help for param in COMMANDS[name].params if hasattr(param, "help"))
    assert sorted(option for option in options if option not in chapter) == []


def test_the_documents_describe_no_command_that_is_not_there():
    chapters = re.findall(r"^## kg (\w+)", (ROOT / "docs/commands.md").read_text(), re.M)
    assert sorted(chapters) == sorted(COMMANDS)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(document):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)[^)]*\)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_lock_pins_every_dependency_exactly():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["dev"], *extras["serve"]]
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    pinned = {line.split("==")[0] for line in lines if not line.startswith("#")}
    assert all(re.fullmatch(r"#.*|[\w.-]+==[\w.]+", line) for line in lines)
    assert {plain(re.split(r"[<>=!]", name)[0]) for name in wanted} <= set(map(plain, pinned))


def plain(name):
    return name.strip().lower().replace("_", "-")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--no-index", "--wheel-dir", folder, ROOT], check=True)
    (path,) = folder.glob("kg-*.whl")
    return set(zipfile.ZipFile(path).namelist())


def test_the_wheel_holds_the_model_the_ontology_and_all_data(wheel):
    data = [path for path in (ROOT / "kg").rglob("*") if path.is_file()]
    packed = {path.relative_to(ROOT).as_posix() for path in data if "__pycache__" not in path.parts}
    ontology = {
        f"kg/_ontology/{path.relative_to(ROOT / 'ontology').as_posix()}"
        for path in (ROOT / "ontology").rglob("*")
        if path.is_file()
    }
    assert any(name.endswith(".onnx") for name in packed)
    assert "kg/_ontology/kg.ttl" in ontology
    assert sorted((packed | ontology) - wheel) == []


def test_the_wheel_holds_the_licences_and_nothing_else(wheel):
    others = {name for name in wheel if not name.startswith("kg/")}
    assert {name.rpartition("/")[2] for name in others} == {
        "LICENSE", "LICENSE-MODEL", "METADATA", "NOTICE", "RECORD", "WHEEL", "entry_points.txt",
    }  # fmt: skip

"""Every command and every line of Python in the README works, in a copy of the project."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COPIED = ("examples", "ontology", "output", "Makefile", "pyproject.toml", "requirements.lock")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.M | re.S)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the project whose .venv is the one that runs the tests."""
    folder = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        copier = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copier(ROOT / name, folder / name)
    (folder / ".venv").mkdir()
    (folder / ".venv/bin").symlink_to(Path(sys.prefix) / "bin")
    (folder / ".venv/ready").touch()
    return folder


@pytest.fixture
def environment():
    """With kg on the path; `make` runs apart from the one that runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return {**kept, "PATH": f"{Path(sys.prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}"}


def test_the_readme_shows_the_two_commands_that_matter():
    assert COMMANDS[:2] == ["make demo", "make test"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_works(command, copy, environment):
    if command == "make test":  # which is what runs this
        command = "make --dry-run test"
    done = subprocess.run(
        ["bash", "-c", command], cwd=copy, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert done.stderr == ""


@pytest.mark.parametrize("code", blocks("python"))
def test_the_python_of_the_readme_works(code, copy, environment):
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=copy, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "stated met" in done.stdout


def test_the_readme_names_the_five_files():
    written = {path.name for path in (ROOT / "output").iterdir()}
    assert written == set(re.findall(r"^\| `([\w.]+)` \|", README, re.M))

"""The command line, a module for each door. The only room that prints.

Each command is a thin layer over functions that a program could call. Results go to standard
output, everything else to standard error. The doors stand in the order of the help text.
"""

# ruff: isort: off
from kg.cli.app import app, main
from kg.cli import build, query, serve, why, review, diff, validate, evaluate
# ruff: isort: on

__all__ = [
    "app",
    "build",
    "diff",
    "evaluate",
    "main",
    "query",
    "review",
    "serve",
    "validate",
    "why",
]

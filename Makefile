# `make` lists the targets. All of them set up .venv by themselves, once.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

# Mirrors that do not answer are given up after a while.
AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT := timeout 120 apt-get -q -o Acquire::Retries=0 -o Acquire::http::Timeout=10 -o Acquire::https::Timeout=10
HAS_CHROMIUM := { command -v chromium-headless-shell || command -v chromium; } >/dev/null
HAS_BROWSER := $(HAS_CHROMIUM) && $(BIN)/python -c "import playwright" 2>/dev/null

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format lint types browser test-browser accuracy answers terms lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

setup: $(READY) ## make the virtual environment with pinned dependencies and kg itself

demo: $(READY) ## build examples/ into output/
	$(BIN)/kg build examples -o output

test: $(READY) ## run the tests (those of the page in a browser only where there is one)
	@$(BIN)/python -m pytest; status=$$?; \
		{ $(HAS_BROWSER); } || echo "Skipped: the tests of the page in a real browser. make test-browser runs them."; \
		exit $$status

check: format lint types test ## check format, lint, types and tests: what CI runs

format: $(READY)
	$(BIN)/ruff format --check .

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

browser: $(READY) ## install what the tests in a browser need: playwright, and Debian's chromium where there is none
	$(BIN)/python -m pip install --quiet "playwright>=1.50"
	@$(HAS_CHROMIUM) || { echo "Installing chromium"; $(AS_ROOT) sh -c \
		"$(APT) update && DEBIAN_FRONTEND=noninteractive $(APT) install --yes --no-install-recommends chromium"; } \
		|| { echo "No chromium: install it with your system's package manager, then run this again."; exit 1; }

test-browser: browser ## test the page in a real browser
	$(BIN)/python -m pytest -m browser

accuracy: $(READY) ## measure how right the claims are (CORPORA=the folder of the corpora)
	@test -d "$(CORPORA)" || { echo "Say where the corpora are: make accuracy CORPORA=folder"; exit 1; }
	$(BIN)/python -m benchmarks.accuracy --corpora $(CORPORA)

answers: $(READY) ## write the answers in docs/questions.md anew, after a change of output/
	$(BIN)/python tests/questions_page.py

terms: $(READY) ## write docs/terms.md and ontology/context.jsonld anew from ontology/kg.ttl
	$(BIN)/python -m tools

lock: ## write requirements.lock anew from pyproject.toml
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet ".[dev,serve]"
	{ echo "# Exact versions for make; written by make lock."; \
		build/lock/bin/python -m pip freeze --exclude kg; } > requirements.lock
	rm -rf build/lock

clean: ## remove the virtual environment and the caches
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "kg needs Python 3.11 or newer, and none was found."; \
		echo "Install it, or say where it is: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python's venv module is missing (on Debian and Ubuntu: apt install python3-venv)."; exit 1; }
	$(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

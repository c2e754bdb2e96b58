# One command file: `make help` says what there is.
PYTHON ?= python3
CASE ?=
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help run test hardening check audit fix docs bench load browser clean

help:  ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

$(READY): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable . --group dev
	@touch $(READY)

run: $(READY)  ## the desk on localhost:8501
	$(BIN)/crisis run $(CASE)

test: $(READY) browser  ## every test, with the coverage gate
	$(BIN)/python -m pytest -n auto --cov --cov-report=term

hardening: $(READY)  ## the faults and mutations that take minutes, on top of the tests
	$(BIN)/python -m pytest -n auto -m hardening

check: $(READY)  ## lint, format, types, and bandit
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive crisis dashboard.py

audit: check  ## what is known against the installed packages; asks the network, and fails where it gets no answer
	$(BIN)/pip list --format=freeze --exclude-editable > .venv/installed.txt
	$(BIN)/pip-audit --strict --no-deps --disable-pip --requirement .venv/installed.txt

fix: $(READY)  ## what lint and format can mend by themselves
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY)  ## docs/measures.md from the notes on the measures, docs/codebook.md from the model
	$(BIN)/python -m crisis.exports.measures_file > docs/measures.md
	$(BIN)/python -m crisis.exports.codebook > docs/codebook.md

bench: $(READY)  ## speed, as ratios of one run
	$(BIN)/python -m tests.benchmarks

load: $(READY)  ## crowds of sessions and a soak; takes twenty minutes
	$(BIN)/python -m tests.benchmarks.load

browser: $(READY)  # a Chromium for the browser tests: the machine's, Debian's or Playwright's own
	@$(BIN)/python -m tests.browser.chromium

clean:  ## the virtual environment and what tests leave
	rm -rf .venv .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis

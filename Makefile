# run · test · check · bench · fix: one word per chore, each sets up what it needs.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
export OPENBILL_HOME ?= $(CURDIR)/.openbill

.PHONY: browser run screens test check bench fix lock clean

run: $(READY)
	@$(BIN)/python sample/run.py
	@echo
	@echo '$$ openbill demo --no-serve'
	@$(BIN)/openbill demo --no-serve

test: $(READY)
	$(BIN)/pytest -n 2
	@$(BIN)/python tools/test_on_postgres15.py

browser: $(READY)
	$(BIN)/pytest tests/browser

screens: $(READY)
	@env -u OPENBILL_HOME $(BIN)/python tools/draw_screens.py

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports
	$(BIN)/python tools/check_generated.py

bench: $(READY)
	@$(BIN)/python -m tests.performance $(if $(NAME),--name $(NAME))

fix: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python tools/check_generated.py --write

# The lock names every package with its hashes, and no place to get them from.
lock: $(READY)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --no-emit-index-url \
	  --python-version 3.11 --extra development pyproject.toml --output-file requirements.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Openbill needs Python 3.11 or newer. Name one with: make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv \
	  || { echo "The module venv is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

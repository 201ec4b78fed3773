# Tallywire: everything a user or developer runs. `make run` and `make test` set up what they need.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
JOBS ?= 2
TALLYWIRE_HOME ?= data
export TALLYWIRE_HOME
export UV_COMPILE_BYTECODE = 1
export UV_LINK_MODE = copy
export DBT_SEND_ANONYMOUS_USAGE_STATS = false
export DO_NOT_TRACK = 1
SQL := warehouse/ddl warehouse/migrations warehouse/models warehouse/macros warehouse/tests \
  warehouse/surface/views expectations/rules

.PHONY: help setup run ui dashboard test check bench fuzz evaluate confidence docs datadocs answers pictures lock format test-duckdb2 clean

help: ## Show this list
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(BIN)/uv: Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Tallywire needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Try: make PYTHON=python3.12 …" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

$(VENV)/.installed: $(BIN)/uv requirements.lock pyproject.toml
	@echo "Installing the locked packages into $(VENV) …"
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

setup: $(VENV)/.installed ## Make the project's environment (.venv) from the lock

run: setup ## Run the main job; INBOX=path takes your own file or folder
	@$(BIN)/tallywire run $(if $(INBOX),"$(INBOX)")

ui: setup ## Serve the Dagster UI and its daemon on http://127.0.0.1:3000; PORT=n takes another port
	@$(BIN)/tallywire ui $(if $(PORT),--port "$(PORT)")

dashboard: setup ## Serve the dashboard on http://127.0.0.1:8050; PORT=n takes another port
	@$(BIN)/tallywire dashboard $(if $(PORT),--port "$(PORT)")

test: setup ## Run all tests in JOBS=2 processes; ARGS="tests/claims -k range" for some
	@$(BIN)/python -m pytest --numprocesses $(JOBS) --dist worksteal $(ARGS)

check: setup ## Formatter, linter, types, import contracts, SQL linter
	@$(BIN)/ruff format --check --quiet . || { echo "Run: make format" >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/sqlfluff lint --disable-progress-bar $(SQL)
	@$(BIN)/python -m pytest -q tests/architecture

format: setup ## Format and mend what can be mended
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup ## Measure speed, as ratios to a reference of the same run; BENCH_QUICK=1 for a short pass
	@$(BIN)/python -m tests.bench

fuzz: setup ## Read damaged files of every format; N=100000 a format, READERS="html warc", SEED=1
	@mkdir -p build/fuzz
	@$(BIN)/python -m tests.fuzz

evaluate: setup ## Measure the extraction on annotated documents; GOLD=path, OUT=path for its errors, HOLD=0…3
	@test -n "$(GOLD)" || { echo "make evaluate needs annotated documents: make evaluate GOLD=path.jsonl" >&2; exit 2; }
	@$(BIN)/tallywire evaluate "$(GOLD)" --misses "$(or $(OUT),evaluation/misses.md)" $(if $(HOLD),--hold-back "$(HOLD)")

confidence: setup ## Fit the weights of confidence anew; GOLD=path of annotated documents
	@test -n "$(GOLD)" || { echo "make confidence needs annotated documents: make confidence GOLD=path.jsonl" >&2; exit 2; }
	@$(BIN)/tallywire evaluate "$(GOLD)" --fit-confidence pipelines/lexicon/data/confidence.csv

docs: setup ## Write the data dictionary of the published snapshot to build/dictionary.md
	@$(BIN)/python -m warehouse.dictionary

answers: setup ## Write the answers of warehouse/README.md anew, from the bundled samples
	@TALLYWIRE_HOME=build/samples $(BIN)/tallywire run
	@TALLYWIRE_HOME=build/samples $(BIN)/python -m warehouse.questions

datadocs: setup ## Write pages of what every check expects and found to TALLYWIRE_HOME/datadocs
	@$(BIN)/tallywire datadocs

pictures: setup ## Take the README's pictures from the running programs (needs chromium)
	@$(BIN)/python -m dashboards.pictures

test-duckdb2: $(BIN)/uv ## Run the tests on DuckDB 2.0 in an environment of its own
	@test -x .cache/duckdb2/bin/python || $(BIN)/uv venv --quiet --python $(PYTHON) .cache/duckdb2
	@$(BIN)/uv pip install --quiet --python .cache/duckdb2/bin/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python .cache/duckdb2/bin/python --no-deps --editable . duckdb==2.0.0
	@.cache/duckdb2/bin/python -m pytest $(ARGS)

lock: $(BIN)/uv ## Resolve the dependencies anew into requirements.lock
	@$(BIN)/uv pip compile --quiet pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --constraint constraints.txt \
	  --custom-compile-command 'make lock' --output-file requirements.lock

clean: ## Remove what builds leave behind; your data stays
	@rm -rf build .cache .mypy_cache .ruff_cache .pytest_cache

# `make demo` and `make test` do everything; each sets up .venv first.
PYTHON ?= python3
BIN := .venv/bin
DEMO_INDEX := demo-index

.PHONY: demo test lint types unit eval bench soak clean

.venv: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { echo "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch .venv

demo: .venv
	@$(BIN)/assurance-bot --index $(DEMO_INDEX) reindex examples/minutes || [ $$? -eq 3 ]
	@echo; echo "> what did the CC commit to on workforce?"
	@$(BIN)/assurance-bot --index $(DEMO_INDEX) ask "what did the CC commit to on workforce?" --as-of 2024-12-31 --limit 2
	@echo; echo "> actions overdue"
	@$(BIN)/assurance-bot --index $(DEMO_INDEX) actions overdue --as-of 2024-12-31
	@echo; echo "> what did the PCC ask about custody?"
	@$(BIN)/assurance-bot --index $(DEMO_INDEX) ask "what did the PCC ask about custody?" --as-of 2024-12-31 --limit 3
	@echo; echo "In a browser, as in Slack: $(BIN)/assurance-bot --index $(DEMO_INDEX) serve --local --as-of 2024-12-31"
	@if [ -t 0 ] && [ -t 1 ]; then echo; $(BIN)/assurance-bot --index $(DEMO_INDEX) ask --as-of 2024-12-31; fi

test: lint types unit

lint: .venv
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv
	$(BIN)/mypy

unit: .venv
	$(BIN)/pytest

# Measures what is extracted: always against the examples, and against real minutes with their gold where those lie beside
# this folder (../shared), by the scorer that lies with them.
EVAL_INDEX := eval-index
eval: .venv
	@echo "== examples/minutes against examples/truth.json"
	@PYTHONPATH=tests $(BIN)/python -m evaluation.measure
	@echo "== their trails"; PYTHONPATH=tests $(BIN)/python -m evaluation.trails
	@echo "== questions asked of them"; PYTHONPATH=tests $(BIN)/python -m evaluation.answers $(if $(wildcard ../shared/minutes),--real ../shared/minutes)
	@if [ -d ../shared/minutes ]; then set -e; \
	  $(BIN)/assurance-bot --index $(EVAL_INDEX) reindex ../shared/minutes >$(EVAL_INDEX).log || [ $$? -eq 3 ]; \
	  $(BIN)/assurance-bot --index $(EVAL_INDEX) export >$(EVAL_INDEX).json; \
	  for gold in $$(ls ../shared/gold/*.json | grep -v followups); do \
	    echo "== $$gold"; $(PYTHON) ../shared/eval/score.py $(EVAL_INDEX).json $$gold; done; \
	  echo "== all gold together"; \
	  $(PYTHON) ../shared/eval/score.py $(EVAL_INDEX).json $$(ls ../shared/gold/*.json | grep -v followups); \
	  echo "== trails"; $(PYTHON) ../shared/eval/score_trails.py $(EVAL_INDEX).json ../shared/gold/followups.json; \
	else echo "(no ../shared/minutes here: real minutes are not measured)"; fi

bench: .venv
	$(BIN)/python bench/bench.py
	$(BIN)/python bench/load.py

# The long trials; their figures are recorded in docs/soak.md.
soak: .venv
	$(BIN)/python bench/soak_fuzz.py
	$(BIN)/python bench/soak_ledger.py
	$(BIN)/python bench/soak_kills.py
	$(BIN)/python bench/soak_nights.py

clean:
	rm -rf .venv $(DEMO_INDEX) $(EVAL_INDEX)* .mypy_cache .ruff_cache .pytest_cache .hypothesis

# make run   sets itself up in .venv and assembles inputs/harnes.yaml
# make test  sets itself up and runs the tests
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.PHONY: run test lint bench bench-batch bench-pdf peers docs clean

run: $(VENV)/ready-run
	$(BIN)/assemble harnes.yaml

test: $(VENV)/ready-dev
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(VENV)/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# docs/checks.md is made from the table of checks, the schemas from the model.
docs: $(VENV)/ready-dev
	$(BIN)/assemble explain --tout > docs/checks.md.new
	mv docs/checks.md.new docs/checks.md
	$(BIN)/assemble schema

bench: $(VENV)/ready-dev
	$(BIN)/python benchmarks/document.py

bench-batch: $(VENV)/ready-dev
	$(BIN)/python benchmarks/batch.py

bench-pdf: $(VENV)/ready-dev
	$(BIN)/python benchmarks/pdf.py

peers: $(VENV)/ready-peers
	$(BIN)/python benchmarks/peers.py

$(VENV)/ready-run: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/ready-dev: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	@touch $@ $(VENV)/ready-run

# Docxodus has no binary for every system: the benchmark says which peer it leaves out.
$(VENV)/ready-peers: $(VENV)/ready-dev
	-$(BIN)/python -m pip install --quiet --editable ".[peers]"
	@touch $@

clean:
	rm -rf $(VENV) out build *.egg-info

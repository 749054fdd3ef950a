# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test lint clean

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@

demo: $(VENV)/installed
	$(BIN)/foreigndesk read --record demo.db examples/*.txt examples/*.html
	@echo
	@echo "The record is in demo.db. Ask it:  $(BIN)/foreigndesk commitments --record demo.db --as-of 2031-07-01"
	@echo "                                   $(BIN)/foreigndesk relations --record demo.db"

lint: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/mypy

test: lint
	$(BIN)/python -m pytest

clean:
	rm -rf $(VENV) demo.db demo.db-*

# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test lint docs links clean

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@

demo: $(VENV)/installed
	$(BIN)/foreigndesk read --record demo.db examples/*.txt examples/*.html
	rm -f grain.db grain.db-*
	$(BIN)/foreigndesk read --record grain.db --quiet examples/grain/*.html
	@echo; echo "One crisis in fifteen dispatches (examples/grain): what happened, as far as it is sure"
	$(BIN)/foreigndesk events --record grain.db --min-confidence 0.7
	@echo "What became of the promises by 1 January 2024"
	$(BIN)/foreigndesk commitments --record grain.db --as-of 2024-01-01
	@for day in 2022-07-01 2022-10-15 2023-12-01; do \
		echo "Who recognised or sanctioned whom on $$day"; \
		$(BIN)/foreigndesk relations --record grain.db --as-of $$day --type recognition --type sanctions; \
	done
	@echo "What is contested"
	$(BIN)/foreigndesk disputes --record grain.db
	@echo
	@echo "The records are in demo.db and grain.db. Open the desk:  $(BIN)/foreigndesk serve --record grain.db"
	@echo "Or ask:  $(BIN)/foreigndesk commitments --record demo.db --as-of 2031-07-01"

lint: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/mypy

test: lint
	$(BIN)/python -m pytest

# The site of the documents, every broken link within it an error; `links` asks other sites too, so it needs a network.
docs: $(VENV)/installed
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs site

links: $(VENV)/installed
	$(BIN)/python -m sphinx -q -b linkcheck docs site/links

clean:
	rm -rf $(VENV) site demo.db demo.db-* grain.db grain.db-*

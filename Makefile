# The commands of the project; `make` alone lists them. PYTHON= names another Python, PORT= another port.
PYTHON ?= python3
FILES ?= fixtures/*.yaml
ARGS ?=
MISSION ?= nmi
# Tests run on every core; WORKERS=0 runs them one after the other, in this process.
WORKERS ?= auto
# Few at a time, in order: long tests stand beside each other, and would all fall to one core. No core takes tests back
# from another: what empties the database comes last on each.
SPREAD := -n $(WORKERS) --maxschedchunk 16
BIN := .venv/bin
export PYTHON
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help run setup upgrade load edition password test test-next browser faults check fix audit bench pictures lock .run .test .next .audit

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

run: .run ## Start the site: set up, load the content once, serve (PORT=8000, CONTENT=none)
	@$(BIN)/python manage.py start

# The service may not write beside its code, and would compile it at each start.
setup: .run ## Build the environment alone
	@$(BIN)/python -m compileall -q missions nmi_site

upgrade: .run ## Fetch the newest version, back up, migrate, restart; go back if it is not ready (VERSION=, SERVICE=record)
	@$(BIN)/python tools/upgrade.py

load: .run ## Load content files into the draft and publish (FILES="fixtures/nmi.yaml")
	@$(BIN)/python manage.py loaddata $(FILES) $(ARGS)

edition: .run ## Publish the files as a mission's next edition, shipped in fixtures/editions (REASON="...")
	@$(BIN)/python tools/edition.py --mission "$(MISSION)" --reason "$$REASON"

password: .run ## Set a new random password for the first editor and show it once
	@$(BIN)/python manage.py new_password

test: .test ## Run the tests (ARGS="-k dates")
	@$(BIN)/python -m pytest $(SPREAD) -m "not browser" $(ARGS)

test-next: .next ## Run the tests on the Django that comes next (PYTHON=python3.13)
	@.venv-next/bin/python -m pytest $(SPREAD) -m "not browser" $(ARGS)

browser: .test ## Run the journeys through a browser (needs Chromium)
	@$(BIN)/python -m pytest $(SPREAD) -m browser $(ARGS)

faults: .test ## Kill what writes a hundred times, crowd the site for a minute, fill its disk (and TEST_DATABASE_URL)
	@KILLS=100 CROWD=60 $(BIN)/python -m pytest tests/faults $(ARGS)

check: .test ## Look for faults: lint, format, templates, types, import rules, migrations
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Formatting differs: run make fix"; exit 1; }
	@find templates missions -name '*.html' -print0 | xargs -0r $(BIN)/djade --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py check

fix: .test ## Mend what can be mended: lint and format
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .
	@find templates missions -name '*.html' -print0 | xargs -0r $(BIN)/djade

audit: .audit ## Ask whether a pinned package has a known weakness (needs the internet)
	@.venv-audit/bin/python tools/audit.py

bench: .test ## Measure: page weight, queries and times
	@$(BIN)/python -m benchmarks

pictures: .test ## Make the pictures of docs/editing.md anew (needs Chromium)
	@$(BIN)/python tools/pictures.py

lock: ## Pin the newest packages that pyproject.toml allows
	@$(PYTHON) tools/lock.py

.run .test .next .audit:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed (Debian: apt-get install python3 python3-venv)." >&2; exit 1; }
	@$(PYTHON) tools/bootstrap.py $(@:.%=%)

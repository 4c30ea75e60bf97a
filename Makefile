# Bollplank. `make help` lists the targets. Everything runs from this folder.
.DEFAULT_GOAL := help
SHELL := /bin/bash

# A Python that can run Bollplank (3.11, 3.12 or 3.13): tried, not only found, since shims may fail.
PYTHON := $(shell for p in python3.11 python3.12 python3.13 python3; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null \
	&& { command -v "$$p"; break; }; done)
MAIN := .venv/bin
BOT := bot/.venv/bin
# Kept byte code halves the time that processes and tests take to load.
unexport PYTHONDONTWRITEBYTECODE
# Read by the embedding engine when it loads; see api/launch/plan.py.
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1
export TF_CPP_MIN_LOG_LEVEL ?= 3
export SQLALCHEMY_SILENCE_UBER_WARNING ?= 1

.PHONY: help run test check lint format train index lint-guides evaluate calibrate stories walks transcripts bench bench-retrieval bench-tickets bench-channels bench-dialogue chaos chaos-channels screenshots teams-package teams-playground admin clean python

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

python:
	@[ -n "$(PYTHON)" ] || { echo "Bollplank needs Python 3.11, 3.12 or 3.13, which was not found. Install one (Debian: sudo apt-get install python3.11 python3.11-venv; or pyenv install 3.11) and run make again." >&2; exit 1; }

run: python ## Set up what is missing, start everything, print the addresses (Ctrl-C stops)
	@exec $(PYTHON) -m api.launch run

test: python ## Install what tests need and run all of them, browser and Rasa included
	@$(PYTHON) -m api.launch prepare-tests
	@$(MAKE) --no-print-directory lint
	$(BOT)/python -m pytest -q -c bot/pyproject.toml --rootdir=. tests/unit/bot
	@# What the trained model understands of lines it never saw: a table, and a failure below the stored floors.
	$(BOT)/python -W ignore -m bot.understanding --quick
	@# Three at a time on two cores: many wait for servers. Those with a time limit to keep run alone.
	$(MAIN)/python -m pytest -q -n 3 --dist worksteal -m "not alone" --cov --cov-report= --ignore=tests/e2e --ignore=tests/stories
	$(MAIN)/python -m pytest -q -m alone --cov --cov-append --cov-report=term:skip-covered --ignore=tests/e2e --ignore=tests/stories
	@# The open question set's test part: a table, and a failure below the stored figures.
	$(MAIN)/python -m retrieval evaluate --guides knowledge/guides --questions knowledge/questions/test.jsonl \
		--baseline knowledge/questions/baseline.json
	@# Apart: the browser library keeps an event loop running, in which no other test could start its own.
	$(MAIN)/python -m pytest -q -n 2 --dist loadfile -m "not alone" tests/e2e tests/stories
	$(MAIN)/python -m pytest -q -m alone tests/e2e

check: lint ## Format, lint, types, imports, guides, unit tests (under a minute)
	$(MAIN)/python -m pytest -q -n auto --dist worksteal -p no:schemathesis -m "not model and not server and not slow" tests/unit tests/contract tests/test_house_rules.py

lint:
	$(MAIN)/ruff format --check --quiet .
	$(MAIN)/ruff check --quiet .
	$(MAIN)/mypy
	$(MAIN)/mypy --python-version 3.10 bot
	$(MAIN)/lint-imports
	$(MAIN)/python -m knowledge lint

format: ## Put all code in the house's form
	$(MAIN)/ruff check --fix --quiet .
	$(MAIN)/ruff format .

train: ## Train the dialogue again, showing all that Rasa says
	rm -f var/launch/bot-training.json && $(PYTHON) -m api.launch prepare

index: ## Index the guides again
	$(MAIN)/python -m retrieval index

lint-guides: ## Say what is wrong with the guides, as path:line: message
	$(MAIN)/python -m knowledge lint

evaluate: ## How well guides are found, messages understood and languages told apart, as tables
	$(MAIN)/python -m retrieval evaluate --own-questions
	$(BOT)/python -W ignore -m bot.understanding
	$(MAIN)/python -m tests.nlu.languages

stories: ## Hold every story of tests/stories with the running product (2 minutes)
	$(MAIN)/python -m pytest -q tests/stories/test_stories.py

walks: ## 2,000 random conversations with the dialogue, 40 with the running product (2 minutes)
	$(BOT)/python -m pytest -q -s -c bot/pyproject.toml --rootdir=. tests/unit/bot/test_walks.py
	$(MAIN)/python -m pytest -q tests/stories/test_walks.py

transcripts: ## Write five real conversations into docs/transcripts.md
	$(MAIN)/python -m tests.stories.transcripts

calibrate: ## Fit when to answer, ask back or refuse, for the guides as they are
	$(MAIN)/python -m retrieval calibrate

bench: ## Time to first answer, memory, answer times: printed as a table (10 minutes)
	$(MAIN)/python -m tests.bench

bench-retrieval: ## Our search beside haystack-ai and txtai on the same texts and questions (10 minutes)
	$(MAIN)/python -m tests.bench.peers

ROUNDS ?= 200
SEED ?= 7
chaos: ## Kill and freeze everything under load: no ticket lost or doubled (ROUNDS=200 SEED=7)
	@$(MAIN)/python -m tests.chaos --rounds $(ROUNDS) --seed $(SEED)

chaos-channels: ## The same for messages in Slack, Teams and on the web, under their vendors' moods (ROUNDS=200 SEED=7)
	@$(MAIN)/python -m tests.chaos.channels --rounds $(ROUNDS) --seed $(SEED)

bench-tickets: ## Delivery times, and how a queue is drained after an outage
	$(MAIN)/python -m tests.bench.tickets

bench-channels: ## What Slack and Teams cost over the bare gateway (a minute)
	$(MAIN)/python -m tests.bench.channels

bench-dialogue: ## What understanding and a turn cost, beside the bare parts (2 minutes)
	$(MAIN)/python -m tests.bench.dialogue

screenshots: ## Pictures of every page into var/screenshots
	$(MAIN)/python -m tests.e2e.screenshots

teams-package: ## The app package for Teams: make teams-package APP_ID=... HOST=bollplank.example.ax
	$(MAIN)/python -m api.channels.teams.package --app-id "$(APP_ID)" --host "$(HOST)"

teams-playground: ## Talk with the running product in Microsoft's Agents Playground (fetched for evaluation only; 5 minutes)
	$(MAIN)/python -m tests.playground

admin: ## Give the desk's administrator a new password
	$(MAIN)/python -m api.staff new-password --name admin

clean: ## Remove what was made at run time (not the environments)
	rm -rf var

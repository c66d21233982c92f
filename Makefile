# pantau: make run | test | check | bench | pictures | setup. Needs Python >= 3.11 with venv.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
BIN := .venv/bin
RUN_STAMP := .venv/.run
DEV_STAMP := .venv/.dev
JOBS ?= 2

.PHONY: help run test check bench setup lock format pictures services

help: ## What can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: $(RUN_STAMP) ## Start the demo: a simulated office on http://127.0.0.1:8050
	@$(BIN)/pantau demo

test: setup ## Run every test
	@$(BIN)/pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder

check: $(DEV_STAMP) ## Format, lint, types, import laws
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(DEV_STAMP) services ## Measure; prints a table and writes var/bench.json
	@$(BIN)/python -m tests.bench

pictures: $(DEV_STAMP) services ## Take the pictures of README and docs from the running product
	@$(BIN)/python -m tests.pictures

setup: $(RUN_STAMP) $(DEV_STAMP) services ## All set-up of run and test

format: $(DEV_STAMP) ## Put code in order
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock: $(DEV_STAMP) ## Write the lock files anew from pyproject.toml
	@$(BIN)/python -m pip install -q uv
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --extra build pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --extra build --extra dev pyproject.toml -o requirements-dev.lock

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo 'Python >= 3.11 is not installed; install it, for example: apt install python3 python3-venv'; exit 1; }
	@$(PYTHON) -m venv .venv || { echo 'venv is missing; install it, for example: apt install python3-venv'; exit 1; }

$(RUN_STAMP): requirements.lock pyproject.toml | $(BIN)/python
	@echo 'Installing the locked dependencies ...'
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_STAMP): requirements-dev.lock $(RUN_STAMP)
	@echo 'Installing the locked development tools ...'
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

services: ## Chromium and PostgreSQL for the tests
	@.ci/services

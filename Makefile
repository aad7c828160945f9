# Everything a person or CI does with this checkout. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell scripts/find-python)
PORT ?= 9000
DATA_DIR ?= data
NODES ?= 1
SHAPE ?= scaled
MINUTES ?= 5
SEED ?= 1
# uv trusts what the system trusts, as git does: the authority of a proxy is known there and not among uv's own.
export UV_SYSTEM_CERTS ?= 1
VENV := .venv
BIN := $(VENV)/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url
# What a server imports: compiled once by importing it, in a third of the time and disk that all packages would take.
IMPORTED := import deploy.commands.server, deploy.serve, deploy.roles, core.payloads.index.indexer; \
	from processor.redact import warm_up; warm_up()
UI_SOURCES := $(shell find ui -name node_modules -prune -o -type f -print 2>/dev/null)

# Some machines set it for the sake of small images; every start would compile a thousand modules anew, in 2.5 s of CPU.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help:  ## List what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

.PHONY: run
run: install  ## Start everything: environment, interface, embedded PostgreSQL, all roles (PORT=, DATA_DIR=)
	@exec $(BIN)/redshank serve --port '$(PORT)' --data-dir '$(DATA_DIR)'

.PHONY: run-scale
run-scale: install  ## Start the scaled shape: Kafka, Elasticsearch, PostgreSQL, each role alone (PORT=, DATA_DIR=, NODES=)
	@exec $(BIN)/python -m tests.engines.scaled --port '$(PORT)' --data-dir '$(DATA_DIR)-scale' --nodes '$(NODES)'

.PHONY: install
install: $(VENV)/installed api/static/index.html  ## Only prepare: .venv/bin/redshank and the built interface

.PHONY: test
test: $(VENV)/installed-dev api/static/index.html  ## Test everything that can be tested on this machine
	@scripts/test

.PHONY: check
check: $(VENV)/installed-dev ui/node_modules/installed  ## Format, lint, types, import rules
	@$(MAKE) --no-print-directory --jobs 2 check-server check-interface

.PHONY: check-server
check-server: $(VENV)/installed-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/mypy --strict sdk/redshank
	@$(BIN)/mypy --package tests.engines --package tests.soak
	@$(BIN)/lint-imports

.PHONY: check-interface
check-interface: ui/node_modules/installed
	@scripts/with-node npm --prefix ui run --silent typecheck
	@scripts/with-node npm --prefix ui run --silent lint

.PHONY: bench
bench: install $(VENV)/installed-dev  ## Measure: throughput, CPU, latency, memory, disk (minutes; alone on the machine)
	@$(BIN)/python -m tests.bench

.PHONY: soak
soak: install $(VENV)/installed-dev  ## Kill everything under load, then compare the books (MINUTES=, SHAPE=single|kafka|scaled|alerts, NODES=, SEED=)
	@$(BIN)/python -m tests.soak --shape $(SHAPE) --nodes $(NODES) --minutes $(MINUTES) --seed $(SEED)

.PHONY: ui
ui: api/static/index.html  ## Build the interface

.PHONY: openapi
openapi: $(VENV)/installed-dev ui/node_modules/installed  ## Write api/openapi.json and the interface's types from it
	@$(BIN)/python -m api.openapi > api/openapi.json
	@scripts/with-node npm --prefix ui run --silent types

.PHONY: schema
schema: $(VENV)/installed-dev  ## Write core/db/schema.sql from the migrations
	@$(BIN)/python -m tests.schema

.PHONY: lock
lock: $(VENV)/bin/uv  ## Resolve the dependencies anew into requirements*.lock
	@$(COMPILE) pyproject.toml -o requirements.lock
	@$(COMPILE) --extra dev pyproject.toml -o requirements-dev.lock

.PHONY: dist
dist: $(VENV)/installed-dev api/static/index.html  ## Build a wheel with the interface inside
	@rm -rf build dist
	@$(BIN)/uv build --quiet --wheel --out-dir dist
	@ls dist/*.whl

.PHONY: screenshots
screenshots: install $(VENV)/installed-dev  ## Make the README's pictures from `redshank demo`
	@$(BIN)/python -m tests.e2e.screenshots

.PHONY: clean
clean:  ## Remove what was built, but no data
	@rm -rf $(VENV) ui/node_modules api/static build dist processor/geo

$(VENV)/bin/uv:
	@scripts/make-venv "$(PYTHON)" $(VENV)

$(VENV)/installed: $(VENV)/bin/uv pyproject.toml requirements.lock
	@echo "  Installing the Python packages …"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@$(BIN)/python -c "$(IMPORTED)"
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	@echo "  Installing the development packages …"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

ui/node_modules/installed: $(VENV)/bin/uv ui/package.json ui/package-lock.json
	@echo "  Installing the interface's packages …"
	@scripts/with-node npm --prefix ui ci --no-audit --no-fund --loglevel=error > /dev/null  # but not its errors
	@touch $@

api/static/index.html: ui/node_modules/installed $(UI_SOURCES)
	@echo "  Building the interface …"
	@scripts/with-node npm --prefix ui run --silent build > /dev/null
	@touch $@

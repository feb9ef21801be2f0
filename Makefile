# Everything starts here: each target first sets up what it needs, once. `make help` lists them.
# A fresh Debian or Ubuntu with Python 3.11 or later, git and make is enough.

PYTHON ?= python3
# Passed on to the program that a target runs: make test ARGS="-k burn -n 0"
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
# with the PATH of the caller: the environment is not made from itself
SYSTEM := env PATH='$(PATH)'
SETUP := $(SYSTEM) $(PYTHON) tools/setup.py

# promtool and its kin from .tools/bin, the Python tools from the virtual environment
export PATH := $(CURDIR)/$(BIN):$(CURDIR)/.tools/bin:$(PATH)

# The environment holds absolute paths and one interpreter: made elsewhere, or with another, it is made again.
IDENTITY := $(CURDIR) $(PYTHON)
VENV_STALE := $(shell { [ -x $(BIN)/python ] && [ "$$(cat $(VENV)/ready 2>/dev/null)" = "$(IDENTITY)" ]; } || echo stale)
# A tool that was uninstalled since leaves a dangling link.
TOOLS_STALE := $(shell for tool in .tools/bin/*; do [ -x "$$tool" ] || echo stale; done | head -n 1)

.DEFAULT_GOAL := help
.PHONY: help setup render test lowest check gen golden bench prometheus3 lock clean stale
.DELETE_ON_ERROR:

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/bytecode ## make .venv and .tools (every other target does it by itself)
	@$(SETUP) tools --retry

render: $(VENV)/bytecode .tools/ready ## compile the specs into build/
	$(BIN)/avionics render $(ARGS)

test: $(VENV)/bytecode .tools/ready ## run all tests, in several processes; in one with ARGS="-n 0"
	$(BIN)/python -m pytest -n auto $(ARGS)

lowest: .tools/ready ## run all tests on the lowest versions that pyproject.toml allows, with the oldest Python we support
	@$(SYSTEM) $(PYTHON) -m venv --clear .tools/lowest
	@sed -n 's/^  "\(.*\)>=\(.*\),<.*/\1==\2/p' pyproject.toml > .tools/lowest/versions.txt
	@.tools/lowest/bin/python -m pip install --quiet --constraint .tools/lowest/versions.txt --editable '.[dev]'
	.tools/lowest/bin/python -m pytest -n auto $(ARGS)

check: $(VENV)/bytecode .tools/ready ## everything a pull request must pass: format, lint, types, imports, tests, specs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict compiler tools
	$(BIN)/lint-imports
	$(BIN)/python -m avionics.gen --check
	$(BIN)/python -m pytest -n auto $(ARGS)
	$(BIN)/avionics check
	$(BIN)/avionics test
	$(BIN)/avionics render
	$(BIN)/avionics render --check

gen: $(VENV)/ready ## write the generated schemas and pages again
	$(BIN)/python -m avionics.gen $(ARGS)

golden: $(VENV)/ready .tools/ready ## accept the present output as the expected one
	$(BIN)/python -m pytest --update-golden $(ARGS)

bench: $(VENV)/bytecode ## measure the compiler; its rules with ARGS=cost, a month of them with ARGS=replay
	$(BIN)/python -m bench $(ARGS)

prometheus3: ## fetch a Prometheus 3.x, so that the tests run on it too
	@$(SETUP) prometheus3

lock: ## pin the dependencies again, with the oldest Python we support; ARGS=--upgrade takes newer releases
	@$(SYSTEM) $(PYTHON) -m venv --clear .tools/lock
	@.tools/lock/bin/python -m pip install --quiet pip-tools
	@CUSTOM_COMPILE_COMMAND='make lock' .tools/lock/bin/pip-compile --quiet --extra dev --generate-hashes --allow-unsafe \
	  --strip-extras --no-annotate --no-emit-options --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --output-file requirements.lock $(ARGS) pyproject.toml

clean: ## remove all that make made
	rm -rf $(VENV) .tools build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find compiler -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/ready: pyproject.toml requirements.lock $(VENV_STALE)
	@$(SETUP) venv
	@echo '$(IDENTITY)' > $@

# As pip does with what it installs: where PYTHONDONTWRITEBYTECODE is set, each start would compile the compiler.
$(VENV)/bytecode: $(VENV)/ready $(shell find compiler -name '*.py')
	@$(BIN)/python -m compileall -q compiler
	@touch $@

# Written by setup.py when every tool is there. Until then each target looks again.
.tools/ready: $(TOOLS_STALE)
	@$(SETUP) tools

stale:

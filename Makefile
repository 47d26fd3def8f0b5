# The only commands a newcomer needs; `make` alone lists them. GNU make, Python 3.11+, and for
# `make test` also node 20+. Everything is installed inside this folder, pinned by hash.

PYTHON = python3
PIP = .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes
NODE_MODULES = tests/browser/node_modules
# What one worker has compiled no other compiles again.
unexport PYTHONDONTWRITEBYTECODE
# Three workers for two processors: a third of the time a test waits for a browser or a disk.
# Whole files go to one worker, so that what a file's fixtures build is built once; in their order, as
# those of few tests take longest.
WORKERS = $(shell $(PYTHON) -c 'import os; print(os.cpu_count() * 3 // 2)')
PYTEST = .venv/bin/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

.PHONY: help site test check quality serve bench faults attack grade coverage lint lock

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

site: .venv/site.stamp ## build content/ into site/
	.venv/bin/python build.py build

serve: .venv/site.stamp ## preview at a local address, rebuilt at every change
	.venv/bin/python build.py serve

check: lint ## the fast half of the tests, without browser
	$(PYTEST) -m "not browser and not slow"

test: lint $(NODE_MODULES)/.stamp ## all tests
	@node tests/browser/unpack.mjs
	@.venv/bin/python -m tests.debian || true
	$(PYTEST)

quality: lint $(NODE_MODULES)/.stamp ## measures all kinds of pages: accessibility, markup, keyboard, speed
	@node tests/browser/unpack.mjs
	.venv/bin/python -m tests.quality
	.venv/bin/python -m tests.speed

bench: .venv/site.stamp ## gongbao beside other generators: hours; writes docs/benchmarks.md
	.venv/bin/python -m bench

faults: .venv/test.stamp ## a publish killed and starved at each of its calls: ten minutes
	@.venv/bin/python -m tests.debian
	.venv/bin/python -m tests.faults

lint: .venv/test.stamp
	.venv/bin/python -m ruff check
	.venv/bin/python -m ruff format --check
	.venv/bin/python -m mypy

# The stamps lie inside what they vouch for, so that removing a folder is enough to start afresh.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "gongbao needs Python 3.11 or newer; make PYTHON=python3.12 names another one" >&2; exit 2; }
	$(PYTHON) -m venv --clear .venv

.venv/site.stamp: requirements.lock | .venv/bin/python
	$(PIP) -r requirements.lock
	@touch $@

.venv/test.stamp: requirements.lock requirements-test.lock | .venv/bin/python
	$(PIP) -r requirements.lock -r requirements-test.lock
	@touch .venv/site.stamp $@

$(NODE_MODULES)/.stamp: tests/browser/package.json tests/browser/package-lock.json
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' && npm --version >/dev/null || { \
	  echo "the browser tests need node 20 or newer with npm; make check does without" >&2; exit 2; }
	cd tests/browser && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# Not for newcomers: all 7,500 attack strings in a browser, which takes half an hour; and the branches
# that no test without browser takes.
attack: lint $(NODE_MODULES)/.stamp
	@node tests/browser/unpack.mjs
	GONGBAO_ATTACK=1 $(PYTEST) tests/test_attack.py

# Mozilla's grader on what the web servers send; a hundred megabytes of npm at its first use.
grade: .venv/test.stamp
	@.venv/bin/python -m tests.debian
	.venv/bin/python -m tests.grade

coverage: lint
	.venv/bin/python -m coverage erase
	.venv/bin/python -m coverage run -m pytest -n auto --dist loadfile -m "not browser and not timed"
	.venv/bin/python -m coverage combine --quiet
	.venv/bin/python -m coverage report --skip-covered --sort=cover

# Not for newcomers: after a change of the dependencies in pyproject.toml. It keeps what is pinned
# and still fits; remove a lock first to bring it up to date.
UV = .cache/uv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 \
  --generate-hashes --no-annotate --no-emit-index-url --custom-compile-command "make lock"

lock: .cache/uv/bin/python
	$(UV) pyproject.toml --output-file requirements.lock
	$(UV) --group test --constraint requirements.lock --output-file requirements-test.lock
	cd tests/browser && npm install --package-lock-only --ignore-scripts --no-audit --no-fund

.cache/uv/bin/python:
	$(PYTHON) -m venv .cache/uv
	$@ -m pip install --quiet --disable-pip-version-check uv==0.13.8

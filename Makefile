# Two commands on a fresh machine: `make site` and `make test`. The rest is comfort.
PYTHON ?= python3
VENV := .venv
# Where byte code is not kept, every start of the program compiles it anew: half a second, hundreds of times in the tests.
export PYTHONDONTWRITEBYTECODE :=
BIN := $(VENV)/bin
QIANGXIAO := $(BIN)/qiangxiao

.PHONY: site form test tests prepared programs style types serve bench mutate wheelhouse sbom check fonts lint lint-web styles old-browser lock clean environment issue

site: $(VENV)/.runtime form ## check the content and build the site
	@$(QIANGXIAO) fonts || true
	$(QIANGXIAO) build

form: $(VENV)/.runtime ## the online form's program, if Node is there
	@$(QIANGXIAO) form --if-possible

fonts: $(VENV)/.runtime ## the fonts of PDF and share cards, from packages
	$(QIANGXIAO) fonts

serve: $(VENV)/.runtime ## preview that rebuilds on save
	$(QIANGXIAO) serve

environment: $(VENV)/.runtime ## only what the program needs to run

issue: $(VENV)/.runtime ## draft the next bulletin issue and the next featured schools
	$(QIANGXIAO) bulletin draft
	$(QIANGXIAO) feature freeze

check: $(VENV)/.runtime ## every problem of the content
	$(QIANGXIAO) check

# Nothing waits for what it does not need, so that both cores are busy from the start: packages of Python and the
# other programs come at once, then types are checked beside the tests.
test: ## everything the tests need, then the tests
	$(MAKE) -j2 $(VENV)/.development programs
	$(MAKE) -j2 types tests

programs: ## what the tests need beyond Python
	sh tests/needs.sh

# Built sites are written to memory where there is plenty: a quarter of a build's time is the disk's.
# Three workers on two cores: many tests wait for a browser or a process. A worker takes a file at a time, whose tests
# share what it made; those that build and browse come first, so that no worker waits long for another at the end.
tests: $(VENV)/.development prepared style lint-web
	TMPDIR=$${TMPDIR:-$$(sh tests/memory.sh)} $(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

prepared: $(VENV)/.development
	$(QIANGXIAO) fonts
	$(QIANGXIAO) form
	$(QIANGXIAO) check

lint: style types lint-web ## formatter, linter, types

style: $(VENV)/.development
	$(BIN)/ruff format --check tools tests
	$(BIN)/ruff check tools tests

types: $(VENV)/.development
	$(BIN)/mypy

WEB_LINT := tests/web_lint/node_modules
lint-web: $(WEB_LINT)/.package-lock.json ## our scripts and style sheets: faults, and what the oldest browsers cannot read
	$(WEB_LINT)/.bin/eslint --config tests/web_lint/eslint.config.mjs "tools/qiangxiao/**/*.{js,mjs,css}" "tests/*_lint/*.mjs"
	$(WEB_LINT)/.bin/stylelint --config tests/web_lint/stylelint.config.mjs --ignore-pattern "**/material.css" "tools/qiangxiao/site/theme/assets/*.css"
	node tests/web_lint/material.mjs $(VENV)/lib/python3.*/site-packages/material/templates --check

styles: $(VENV)/.development $(WEB_LINT)/.package-lock.json ## of the theme's style sheet, what our pages need
	node tests/web_lint/material.mjs $(VENV)/lib/python3.*/site-packages/material/templates

$(WEB_LINT)/.package-lock.json: tests/web_lint/package-lock.json
	npm ci --prefix tests/web_lint --prefer-offline --loglevel=error --no-audit --no-fund >/dev/null
	@touch $@

bench: $(VENV)/.development ## measure build times on synthetic programs
	$(BIN)/python tests/bench.py

# A foreign program of 140 MB, so apart from `make test`.
old-browser: $(VENV)/.development ## every kind of page in a Chromium of 2020, from a package
	$(QIANGXIAO) build
	$(BIN)/python tests/old_browser.py site

mutate: $(VENV)/.development ## change rules and readers in small ways: does a test notice? MODULES="checks/timeline" for some, SAMPLE=200 for an estimate
	$(BIN)/python tests/mutation/mutate.py $(MODULES) $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED)) $(if $(CHILDREN),--children $(CHILDREN))

wheelhouse: $(VENV)/.development ## everything that is installed, as files in dist/wheelhouse, for a machine without registries
	$(BIN)/python tools/wheelhouse.py dist/wheelhouse

sbom: $(VENV)/.development ## what a release is made of, as CycloneDX in dist/sbom, from the lock files
	$(BIN)/python tools/sbom.py dist/sbom

lock: $(VENV)/.development ## resolve the dependencies of pyproject.toml anew, with hashes
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新的版本：make PYTHON=python3.11 site" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "不能建立虚拟环境；Debian/Ubuntu 请先安装：apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.runtime: $(BIN)/python requirements.lock pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Of the lock, the lines of pip: the one that comes with Python takes twice as long for all the others.
$(VENV)/.pip: $(BIN)/python requirements-dev.lock
	awk '/^[a-z]/ {is_pip = /^pip==/} is_pip' requirements-dev.lock > $(VENV)/pip.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/pip.lock
	@touch $@

# Holds everything of .runtime too, so a fresh machine installs once. The lock names all there is, so nothing is
# resolved; byte code is made afterwards, by all cores.
$(VENV)/.development: $(VENV)/.pip requirements.lock requirements-dev.lock pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-compile --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m compileall -qq -j 0 $(VENV)/lib || true
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(VENV)/.runtime $@

clean:
	rm -rf .build site dist

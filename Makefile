# `make demo` and `make test` need Python 3.11 or newer, git and make; the rest is fetched once into .venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Passed on to the program behind a target: make test ARGS="tests/core -x"
ARGS ?=

.PHONY: help demo test check golden scores bench constraints clean

help:
	@echo "make demo         a whole scheme, played in a few minutes in a mail world of its own"
	@echo "make test         every test"
	@echo "make check        format, lint, imports and types"
	@echo "make golden       write the expected results of the golden tests anew; read the diff"
	@echo "make scores       write the table of docs/reading.md anew: how well the rules read"
	@echo "make bench        the measurements in benchmarks/"
	@echo "make constraints  choose the newest versions and their hashes anew"
	@echo "make clean        remove .venv and everything else that was made here"

demo: $(READY)
	$(BIN)/mailbot demo $(ARGS)

# A worker on each core; a file stays with one worker, so that its servers start once.
test: $(READY)
	$(BIN)/pytest -n auto --dist loadfile $(ARGS)

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy mailbot tests

golden: $(READY)
	MAILBOT_GOLDEN=1 $(BIN)/pytest tests/translate/test_wording.py $(ARGS)
	git diff --stat -- tests

# What stands below the mark in the page is the command's own; mails that are read wrongly end it with 1.
scores: $(READY)
	sed -i.old '/^<!-- scores -->/q' docs/reading.md && rm docs/reading.md.old
	$(BIN)/mailbot --home docs evaluate tests/mails/read --markdown >> docs/reading.md; test $$? -lt 2

bench: $(READY)
	$(BIN)/python -m benchmarks $(ARGS)

# The stamp is older than these two files exactly when the installed packages may be the wrong ones.
$(READY): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { \
	  echo "There is no $(PYTHON) here: install Python 3.11 or newer, or name yours, as in make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("mailbot needs Python 3.11 or newer and $(PYTHON) is %d.%d: name a newer one, as in make PYTHON=python3.12" % sys.version_info[:2])'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make a virtual environment: install its venv package (on Debian and Ubuntu: apt-get install python3-venv)." >&2; exit 1; }
	@echo "Setting up $(VENV): a minute or two, and only when constraints.txt or pyproject.toml has changed."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -e .
	@touch $@

# Resolved on the oldest Python we promise, so that the newer ones can install the result too.
constraints:
	test -x build/pip-tools/bin/pip-compile || { $(PYTHON) -m venv build/pip-tools && build/pip-tools/bin/pip install --quiet pip-tools; }
	build/pip-tools/bin/pip-compile --quiet --no-config --upgrade --all-extras --generate-hashes --allow-unsafe \
	  --strip-extras --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
	  --annotation-style line --output-file constraints.txt pyproject.toml

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# make: set up and build a glossary of the sample documents. make test: set up and pass all tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
OUT ?= out
CORPUS ?= ../shared/corpus

.DELETE_ON_ERROR:
.PHONY: all test lint score bench dist lock clean

all: $(READY)
	$(BIN)/glossary build -o $(OUT)
	@echo "The glossary is in $(OUT)/. Look a term up: $(BIN)/glossary lookup 毒品和犯罪问题办公室"

# The lock pins every version and hash; jieba is published as source only, so what builds it is pinned too.
$(READY): pyproject.toml requirements/build.txt requirements/lock.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version) if sys.version_info < (3, 11) else 0'
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "python3 -m venv failed: install your system's venv package (Debian: python3-venv)" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation --requirement requirements/lock.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

test: $(READY)
	$(BIN)/pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf $(VENV) build out .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis

# make: set up and build a glossary of the sample documents. make test: set up and pass all tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
OUT ?= out
SHARED ?= ../shared
CORPUS ?= $(SHARED)/corpus
PIP := PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DELETE_ON_ERROR:
.PHONY: all test lint score bench dist check-mapping train lock clean

all: $(READY)
	$(BIN)/glossary build -o $(OUT)
	@echo "The glossary is in $(OUT)/. Look a term up: $(BIN)/glossary lookup 毒品和犯罪问题办公室"

# The lock pins every version and hash; jieba is published as source only, so what builds it is pinned too.
$(READY): pyproject.toml requirements/build.txt requirements/lock.txt
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed, this is " + sys.version)'
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "python3 -m venv failed: install your system's package for it (Debian: python3-venv)" >&2; exit 1; }
	$(PIP) --require-hashes --requirement requirements/build.txt
	$(PIP) --require-hashes --no-build-isolation --requirement requirements/lock.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

test: $(READY)
	$(BIN)/pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Figures on the gold lists; add ARGS=--all for every miss.
score: $(READY)
	$(BIN)/python tests/quality/score.py $(SHARED) $(ARGS)

# Speed on 10 MB of text beside jieba's keywords; ARGS='--mb 100' for more.
bench: $(READY)
	$(BIN)/python tests/quality/bench.py $(SHARED) $(ARGS)

# The published glossary: names, equivalents, labels and counts of the five documents, no sentence of them.
dist: $(READY)
	$(BIN)/glossary publish $(sort $(wildcard $(CORPUS)/*.txt)) --catalogue corpus.csv -o dist

check-mapping: $(READY)
	$(BIN)/python tests/quality/check_mapping.py $(ARGS)

# Set the weights of the harvest again: where names begin and end, then what is a term.
train: $(READY)
	$(BIN)/python tests/quality/train_edges.py $(SHARED)/parallel/undev.tsv $(CORPUS)/S-2015-366.txt $(CORPUS)/A-67-crime-programme.txt $(CORPUS)/A-75-1-drugs-crime-terrorism.txt
	$(BIN)/python tests/quality/train_terms.py $(SHARED)/gold/terms.tsv $(sort $(wildcard $(CORPUS)/*.txt))

# Renew the locks from pyproject.toml; needs uv.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --allow-unsafe --no-header -o requirements/build.txt requirements/build.in
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra test -o requirements/lock.txt pyproject.toml

clean:
	rm -rf $(VENV) .clients build out .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Two commands do everything: `make run` and `make test`. Both set up what they need.
.PHONY: run test bench lint browser lock clean
WAYMARK_HOME ?= data
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
export WAYMARK_HOME


run: $(VENV)/run.stamp
	@mkdir -p "$(WAYMARK_HOME)/exports"
	@test -n "$$(ls -A "$(WAYMARK_HOME)/exports")" || $(PY) app.py sample "$(WAYMARK_HOME)/exports"
	@$(PY) app.py refresh || test -f "$(WAYMARK_HOME)/warehouse/current"
	$(PY) app.py

test: $(VENV)/test.stamp browser lint
	$(PY) -m pytest -n auto --dist loadfile

# Ratios of one run: how fast Waymark is beside a plain way of doing the same (docs/speed.md).
# Options: make bench BENCH="--quick --only callback,browser"
bench: $(VENV)/test.stamp browser
	$(PY) -m bench $(BENCH)

lint: $(VENV)/test.stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

browser:
	@sh tests/install_browser.sh

# Rewrites the two locked lists from pyproject.toml; needs uv.
lock:
	uv pip compile -q --generate-hashes --no-header --no-emit-index-url --universal pyproject.toml -o requirements.txt
	uv pip compile -q --generate-hashes --no-header --no-emit-index-url --universal --extra test pyproject.toml -o tests/requirements.txt

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(VENV)/bin/python requirements.txt
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp tests/requirements.txt
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@touch $@

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready

.PHONY: packet test lint bench campaign clean

packet: $(READY)  ## 見本の会議資料一式を作る
	$(BIN)/kaigi build inputs/mihon-r04-1

test: $(READY)  ## すべてのテスト（2コア）
	$(BIN)/python -m pytest -n 2 --dist loadfile --durations=10

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(READY): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

bench: $(READY)  ## 速さを測る（benchmarks/RESULTS.md の表）
	$(BIN)/python benchmarks/bench.py

campaign: $(READY)  ## 何度も途中で止めて、ファイルが壊れないことを確かめる
	$(BIN)/python tests/campaign/kill_builds.py

clean:
	rm -rf $(VENV) outputs .pytest_cache .mypy_cache .ruff_cache .hypothesis

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready
RIVALS := .venv-bench

# Every build starts a process of its own, which would else compile all modules anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: packet test lint bench campaign clients fixtures windows clean

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

bench: $(READY)  ## 速さを測る（benchmarks/RESULTS.md の中身を印刷する。比べる相手は .venv-bench に入れる）
	test -e $(RIVALS)/.ready || $(MAKE) --no-print-directory $(RIVALS)/.ready || echo "比べる相手を入れられませんでした。入っているものだけで測ります。" >&2
	$(BIN)/python benchmarks/bench.py

$(RIVALS)/.ready: benchmarks/requirements.txt
	$(PYTHON) -m venv $(RIVALS)
	$(RIVALS)/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	touch $(RIVALS)/.ready

campaign: $(READY)  ## 新しい例で性質のテストをし、何度も途中で止め、伏せた数を攻撃し、調査票を書き換え、悪いファイルを読ませて、壊れも漏れもなくなりもしないことを確かめる
	HYPOTHESIS_PROFILE=fresh $(BIN)/python -m pytest -n 2 --dist loadfile
	$(BIN)/python tests/campaign/kill_builds.py
	$(BIN)/python tests/campaign/attack_packets.py
	$(BIN)/python tests/campaign/attack_statistics.py
	$(BIN)/python tests/campaign/edit_sheets.py
	$(BIN)/python tests/campaign/hostile_files.py
	$(BIN)/python tests/campaign/hostile_replies.py
	$(BIN)/python tests/campaign/hostile_forms.py
	$(BIN)/python tests/campaign/return_forms.py

clients: $(READY)  ## ほかのソフトで Word と Excel と回答書の PDF を確かめる（npm と LibreOffice が要ります。qpdf、poppler、mupdf、pdftk、Ghostscript は、あれば使います）
	$(BIN)/python tests/clients/check_clients.py
	$(BIN)/python tests/clients/check_status_sheets.py
	$(BIN)/python tests/clients/check_decision_books.py
	$(BIN)/python tests/clients/check_word_forms.py
	$(BIN)/python tests/clients/check_forms.py
	$(BIN)/python tests/clients/check_returned_forms.py

fixtures: $(READY)  ## LibreOffice だけが書ける見本のファイル（tests/data/returned/）を作り直す
	$(BIN)/python tests/clients/make_returned.py

windows: $(READY)  ## Windows 用の zip を作る（PYTHON_EMBED=… で Python も入れる。部品は最初の1回だけ取り寄せる）
	$(BIN)/python .ci/windows/make_windows.py $(if $(PYTHON_EMBED),--python-embed $(PYTHON_EMBED))

clean:
	rm -rf $(VENV) $(RIVALS) build outputs .pytest_cache .mypy_cache .ruff_cache .hypothesis

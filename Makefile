# Every target sets up what it needs; `make setup` is quick when nothing changed.
SHELL := /bin/sh
BIN := .venv/bin
RUN_OFFSCREEN := QT_QPA_PLATFORM=offscreen
# a file stays with one process, so that what its tests share is made once
IN_PARALLEL := -n auto --maxprocesses 4 --dist loadfile --max-worker-restart 0
# what failed beside all the others and holds by itself is told as RERUN, to be mended (decision 062)
ONCE_MORE := --reruns 1 -rR --rerun-show-tracebacks

.DEFAULT_GOAL := help
.PHONY: help setup forms check lint house test long demo shots bench docs words picture dist lock clean

help: ## what there is to make
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

setup: ## .venv with the pinned packages, the forms, and Qt's system libraries
	@packaging/set-up.sh

forms: setup ## compile Designer's forms, if one changed
	@$(BIN)/python -P incident_desk/desktop/compiling.py

lint: setup
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/basedpyright
	@$(BIN)/lint-imports

house: setup
	@$(RUN_OFFSCREEN) $(BIN)/python -m pytest -q tests/test_house.py

check: lint house ## format, lint, types, layers and the sizes of the house

test: setup ## check, then every test in its short form
	@packaging/system-libraries.sh --tests
	@bad=0; $(MAKE) --no-print-directory lint || bad=1; \
	$(RUN_OFFSCREEN) $(BIN)/python -m pytest $(IN_PARALLEL) $(ONCE_MORE) || bad=1; \
	exit $$bad

long: setup ## the tests in their long form (many minutes)
	@packaging/system-libraries.sh --tests
	@$(RUN_OFFSCREEN) $(BIN)/python -m pytest -m long

demo: setup ## watch a real incident unfold; without a display, pictures of it in out/
	@if [ "$$(uname -s)" = Darwin ] || [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		$(BIN)/incident-desk demo; \
	else \
		$(RUN_OFFSCREEN) $(BIN)/incident-desk demo --speed max --shots out; \
	fi

shots: setup ## pictures of every room, dark and light, at 1080p and 4K, in out/
	@for theme in dark light; do \
		$(RUN_OFFSCREEN) $(BIN)/incident-desk demo --speed max --theme $$theme --shots out/$$theme-1080p || exit 1; \
		$(RUN_OFFSCREEN) $(BIN)/incident-desk demo --speed max --theme $$theme --size 3840x2160 --scale 2 \
			--shots out/$$theme-4k || exit 1; \
		$(RUN_OFFSCREEN) $(BIN)/incident-desk gallery --theme $$theme -o out/$$theme-parts || exit 1; \
	done

bench: setup ## the budgets, each a ratio measured in one run
	@$(RUN_OFFSCREEN) $(BIN)/python -m benchmarks

docs: setup ## the pages that are written from the code
	@$(RUN_OFFSCREEN) $(BIN)/python -m docs.generating

words: setup ## every text of the window into the catalogues of its translations
	@$(BIN)/python -m docs.generating.words

picture: setup ## the pictures of the board on the first screen, taken of the demo
	@$(RUN_OFFSCREEN) $(BIN)/python -m docs.generating.board_picture

dist: setup ## sdist and wheel, in dist/
	@$(BIN)/python -P -m build --no-isolation --outdir dist .

lock: ## pin the newest packages the project file allows (needs uv)
	@uv pip compile pyproject.toml --upgrade $(LOCK) --output-file requirements/run.txt
	@uv pip compile pyproject.toml --upgrade $(LOCK) --group dev --constraints requirements/run.txt \
		--output-file requirements/dev.txt

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

clean: ## remove what make made, except .venv
	@rm -rf out dist build incident_desk/desktop/forms .pytest_cache .ruff_cache .hypothesis .import_linter_cache

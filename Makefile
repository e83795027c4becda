# Everything these commands fetch or make is in one folder; `make clean` removes it.
PYTHON ?= python3
export PORT DB ARGS

.PHONY: run test lint bench shell psql clean requirements
.DEFAULT_GOAL := run

run test lint bench shell psql clean:
	@$(PYTHON) -m dev $@

requirements:
	uv pip compile --universal --python-version 3.10 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet dev/requirements.in -o requirements.txt
	uv pip compile --universal --python-version 3.10 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet --constraints requirements.txt dev/requirements-test.in -o requirements-test.txt

# Everything these commands fetch or make is in one folder; `make clean` removes it.
PYTHON ?= python3
export PORT DB ARGS

.PHONY: run test lint core-tests bench shell psql clean requirements
.DEFAULT_GOAL := run

run test lint core-tests bench shell psql clean:
	@command -v $(PYTHON) > /dev/null || { echo "There is no $(PYTHON): install Python 3.10 or newer, or name one, as in make $@ PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m dev $@

requirements:
	uv pip compile --universal --python-version 3.10 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet dev/requirements.in -o requirements.txt
	uv pip compile --universal --python-version 3.10 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet --constraints requirements.txt dev/requirements-test.in -o requirements-test.txt

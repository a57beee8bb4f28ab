# The Python environment is .venv, data is under var/, and nothing else is written.
.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test lint format lock manual

PORT ?= 8000
AT ?=
ARGS ?=
# Where scripts/bootstrap puts a library it could not install without root.
export LD_LIBRARY_PATH := $(CURDIR)/.vendor/lib$(if $(LD_LIBRARY_PATH),:$(LD_LIBRARY_PATH))
export PORT AT

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: ## rehearsal site with fictional people on 127.0.0.1 (PORT=8000 AT=2021-11-26T16:00)
	@scripts/bootstrap runtime
	@DJANGO_ENV=demo DATABASE_URL="sqlite:///$(CURDIR)/var/demo.sqlite3" \
		GUNICORN_CMD_ARGS=--no-control-socket \
		exec .venv/bin/python manage.py demo

demo-reset: ## forget the rehearsal's data and begin afresh
	@rm -rf var/demo.sqlite3* var/media
	@$(MAKE) --no-print-directory demo

test: ## the whole suite on SQLite, browser included (ARGS="-k words tests/review")
	@scripts/bootstrap dev
	@.venv/bin/python -m pytest -n 2 --dist worksteal $(ARGS)

lint: ## style, format, templates, import contracts
	@scripts/bootstrap dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djlint --lint templates
	.venv/bin/lint-imports --no-logo --cache-dir var/cache/import_linter

format: ## put code into house style
	@scripts/bootstrap dev
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

manual: ## take the pictures of the handbooks anew, from a scratch rehearsal (KEYS="unit")
	@scripts/bootstrap dev
	@.venv/bin/python -m scripts.manual_pictures $(KEYS)

COMPILE = .venv/bin/uv pip compile --quiet $(if $(UPGRADE),--upgrade) --generate-hashes \
	--no-emit-index-url --python-version 3.11 --custom-compile-command "make lock"
lock: ## write the lock files from pyproject.toml (UPGRADE=1: newest versions)
	@scripts/bootstrap dev
	echo uv | $(COMPILE) - -o uv.txt
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

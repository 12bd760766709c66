# The commands of this addon; each is a script that can be called by itself (see CONTRIBUTING.md).
# make test ARGS="tests/visit -k plan" · PORT=8070 make demo · make demo ARGS=--fresh

.PHONY: help demo test lint lint-fix i18n i18n-check bench rules rules-check screenshots upgrade-check

help:
	@echo "make demo         Odoo with this addon, demo data and Chinese on http://127.0.0.1:8069"
	@echo "make test         all tests"
	@echo "make lint         all linters (make lint-fix formats what can be formatted)"
	@echo "make i18n         export the terms, merge zh_CN and zh_TW (make i18n-check only looks)"
	@echo "make rules        docs/rules.md from the sources (make rules-check only looks)"
	@echo "make bench        the benchmark"
	@echo "make screenshots  pictures of the screens and forms into screenshots/"

demo:
	@scripts/demo $(ARGS)

test:
	@scripts/test $(ARGS)

lint:
	@scripts/lint

lint-fix:
	@scripts/lint --fix

i18n:
	@scripts/i18n update $(ARGS)

i18n-check:
	@scripts/i18n check

rules:
	@python3 scripts/rules.py

rules-check:
	@python3 scripts/rules.py --check

bench:
	@scripts/bench/run $(ARGS)

screenshots:
	@scripts/screenshots $(ARGS)

upgrade-check:
	@scripts/upgrade

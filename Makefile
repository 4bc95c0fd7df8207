# `make` alone lists the targets. Each is one line here and one script in setup/.

CAPABILITY ?=
NAME ?=
PORT ?= 8080

.DEFAULT_GOAL := help
.PHONY: help run test check fmt bench bench-face release screenshots capability migration postgres fuzz

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build what changed and start on SQLite with the demo company (PORT=8080)
	@setup/run.sh $(PORT)

test: ## everything CI runs (STEPS="format web code journeys fuzz" for some of it)
	@setup/test.sh $(STEPS)

check: ## the quick part: formatting, clippy, web rules; no test is run
	@setup/check.sh

fmt: ## format Rust and web sources
	@setup/fmt.sh

bench: ## measure against the rivals of docs/speed.md (WHAT="import create list" for some of it)
	@setup/bench.sh $(WHAT)

bench-face: ## measure the list of a million rows in a browser, from a hand's movement to the picture
	@setup/bench-face.sh

release: ## the shipped binary, with the web in it
	@setup/release.sh

screenshots: ## take the pictures in docs/pictures anew
	@setup/screenshots.sh

capability: ## a new capability folder that compiles: make capability NAME=quotes
	@setup/capability.sh "$(NAME)"

migration: ## a new migration: make migration CAPABILITY=leads NAME=add_budget
	@setup/migration.sh "$(CAPABILITY)" "$(NAME)"

postgres: ## a shell beside a throw-away PostgreSQL, for tests by hand
	@setup/with-postgres.sh $${SHELL:-bash}

fuzz: ## the API against its own description
	@setup/test.sh fuzz

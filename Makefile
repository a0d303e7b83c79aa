# The commands a person types. `make run` and `make test` are all a newcomer needs.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export PORT ?= 8080
export DATA_DIR ?= ./data
BIN := target/release/yangguang

.PHONY: help run test openapi demo-reset bench bench-simulation bench-policies bench-peers release frontend

help:
	@echo 'make run          build everything, seed the demo once, serve at http://127.0.0.1:$(PORT)'
	@echo 'make test         everything CI runs; ends with "N passed, N failed"'
	@echo 'make openapi      write openapi/openapi.json anew and the client from it'
	@echo 'make demo-reset   throw the demo data away and seed it again'
	@echo 'make bench        seed 100,000 cases and measure, and a simulation of 1,000,000 persons (alone: make bench-simulation);  make bench-peers: beside PocketBase;  make bench-policies: a million evaluations beside OpenFisca'

run: release
	@$(BIN) seed --demo --data-dir '$(DATA_DIR)'
	@echo
	@echo "  公开网站 portal       http://127.0.0.1:$(PORT)/"
	@echo "  工作台   back office  http://127.0.0.1:$(PORT)/app/"
	@echo "  接口文档 API          http://127.0.0.1:$(PORT)/api/docs"
	@echo '  演示账号 demo accounts: agent clerk officer township examiner approver discloser secrecy auditor admin clerk2'
	@echo '  密码     password     Demo-2026!'
	@echo
	@exec $(BIN) serve --data-dir '$(DATA_DIR)' --port '$(PORT)'

release: frontend
	cargo build --release --locked -p yangguang

# npm writes this file last; a newer lock file means the packages are not the locked ones.
frontend/node_modules/.package-lock.json: frontend/package-lock.json
	cd frontend && npm ci --no-audit --no-fund

frontend: frontend/dist/index.html

frontend/dist/index.html: frontend/node_modules/.package-lock.json $(shell find frontend/src frontend/public frontend/*.html frontend/vite.config.ts -type f 2>/dev/null)
	cd frontend && npm run build

test:
	@bash tests/scripts/run-tests

openapi: frontend/node_modules/.package-lock.json
	cargo build --locked -p yangguang
	target/debug/yangguang openapi > openapi/openapi.json
	cd frontend && npm run generate

demo-reset: release
	rm -rf '$(DATA_DIR)'
	$(BIN) seed --demo --data-dir '$(DATA_DIR)'

bench: release
	bash tests/bench/run
	bash tests/bench/simulation

bench-simulation: release
	bash tests/bench/simulation

bench-policies:
	bash tests/bench/policies

bench-peers: release
	bash tests/bench/peers

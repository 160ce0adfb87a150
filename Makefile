# The front door: `make run` brings up a working till, `make test` proves it.
SHELL := /bin/sh
.PHONY: run build image test soak bench lint web clean

PORT ?= 3000
PROFILE ?= pixpos

run: build
	@.build/release/hesap serve --demo --port $(PORT)

build:
	@sh tools/bootstrap.sh run
	@echo "Building the screens"
	@sh web/tools/build.sh
	@echo "Building the server (the first time takes some minutes)"
	@swift build -c release --static-swift-stdlib --product hesap

# The image of the server that `make build` builds; its name is printed. Needs root.
image:
	@sh tools/bootstrap.sh test
	@sh web/tools/build.sh
	@swift build -c release --static-swift-stdlib --product hesap
	@.build/release/hesap deploy build $(PROFILE) --out artifacts/image

web:
	@sh web/tools/build.sh

test:
	@sh tools/bootstrap.sh test
	@sh tools/test.sh

soak:
	@sh tools/bootstrap.sh test
	@sh tools/soak.sh

bench: build
	@.build/release/hesap bench restaurant
	@.build/release/hesap bench http

lint:
	@sh tools/lint.sh

clean:
	rm -rf .build web/dist web/node_modules artifacts

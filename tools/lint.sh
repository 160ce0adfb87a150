#!/bin/sh
# Formatting and documentation of all Swift, strictly; prints how long it took.
set -eu
cd "$(dirname "$0")/.."
began=$(date +%s%N)
swift format lint --strict -r -p Sources Tests Package.swift
printf 'lint: %s ms\n' "$((($(date +%s%N) - began) / 1000000))"

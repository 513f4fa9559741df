# Sourced by test/bench.sh.
# Single parts of a request: time and allocated bytes of each, by BenchmarkDotNet.
# shellcheck shell=bash
build
"$out/bench/ZiBai.Benchmarks" micro --filter "${1:-*}" --artifacts "$out/artifacts" "${@:2}"

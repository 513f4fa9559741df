# Sourced by test/bench.sh.
# The time from the start of a process to its first response, or to its end, in turn.
# shellcheck shell=bash
build
"$out/bench/ZiBai.Benchmarks" start "$out/zibai/zibai" "$PWD/samples" "$(commit)" "${1:-10}"

# Sourced by test/bench.sh.
# What the processes hold: after a million requests beside bare Kestrel, and in the course of a mixed load.
# shellcheck shell=bash
need wrk
build test/Apps/Hello test/Apps/Workloads
"$out/bench/ZiBai.Benchmarks" memory "$out/zibai/zibai" "$out/apps" "$(commit)" "$@"

# Sourced by test/bench.sh.
# Every contender with every workload, in turn: throughput, CPU a request, latency, memory, and the ratio to bare Kestrel.
# shellcheck shell=bash
need wrk
# A socket for each connection, in the client and in the server, and what a process has open besides.
need_files 2048
build test/Apps/Hello test/Apps/Workloads
"$out/bench/ZiBai.Benchmarks" load "$out/zibai/zibai" "$out/apps" "$(commit)" "$@"

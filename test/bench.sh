#!/usr/bin/env bash
# CPU a request of the hello sample against bare Kestrel that writes the same bytes, one after the other, so that both meet the same machine.
# Needs wrk (Debian's package of that name).
#
#   bash test/bench.sh [rounds, default 3] [seconds a round, default 5]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rounds=${1:-3} seconds=${2:-5}
command -v wrk >/dev/null || { echo "bench.sh: wrk is missing; on Debian: apt-get install wrk" >&2; exit 1; }

out=$(mktemp -d)
pids=()
cleanup() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$out"
}
trap cleanup EXIT

dotnet publish src/ZiBai.Cli -c Release -o "$out/zibai" -v quiet
dotnet build samples/Hello -c Release -v quiet
dotnet publish test/ZiBai.Benchmarks -c Release -o "$out/bare" -v quiet

"$out/bare/ZiBai.Benchmarks" 18001 >"$out/bare.log" 2>&1 & pids+=($!)
"$out/zibai/zibai" hello:App --app-dir samples/Hello/bin/Release/net10.0 -l 127.0.0.1:18002 --no-access-log >"$out/zibai.log" 2>&1 & pids+=($!)
for port in 18001 18002; do
    curl -sf --retry 50 --retry-connrefused --retry-delay 1 -o /dev/null "http://127.0.0.1:$port/"
done

# User plus system time of a process so far, in clock ticks.
ticks() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }

# Prints "requests-a-second microseconds-of-CPU-a-request".
drive() {
    local pid=$1 port=$2 before after report
    before=$(ticks "$pid")
    report=$(wrk -t1 -c32 -d"${seconds}s" "http://127.0.0.1:$port/")
    after=$(ticks "$pid")
    awk -v ticks=$((after - before)) -v hz="$(getconf CLK_TCK)" '
        / requests in / { requests = $1 }
        /Requests\/sec/ { rate = $2 }
        END { printf "%.0f %.2f\n", rate, ticks / hz * 1e6 / requests }' <<<"$report"
}

for pair in "${pids[0]} 18001" "${pids[1]} 18002"; do drive $pair >/dev/null; done    # Warm up.
echo "round  bare req/s  us CPU  zibai req/s  us CPU  CPU ratio"
for ((round = 1; round <= rounds; round++)); do
    read -r bare_rate bare_cpu <<<"$(drive "${pids[0]}" 18001)"
    read -r zibai_rate zibai_cpu <<<"$(drive "${pids[1]}" 18002)"
    awk -v r="$round" -v a="$bare_rate" -v b="$bare_cpu" -v c="$zibai_rate" -v d="$zibai_cpu" \
        'BEGIN { printf "%5d  %10d  %6.2f  %11d  %6.2f  %9.3f\n", r, a, b, c, d, d / b }'
done

# Sourced by test/bench.sh.
# CPU a request of the hello sample against bare Kestrel that writes the same bytes, one after the other, so that both meet the same machine.
# shellcheck shell=bash
rounds=${1:-3} seconds=${2:-5}
need wrk
need curl
build test/Apps/Hello

"$out/bench/ZiBai.Benchmarks" bare 18001 >"$out/bare.log" 2>&1 &
bare=$!
pids+=("$bare")
curl -sf --retry 50 --retry-connrefused --retry-delay 1 -o /dev/null http://127.0.0.1:18001/ ||
    fail "bare Kestrel did not answer: $(cat "$out/bare.log")"
serve hello:App --no-access-log

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

# Warm up.
drive "$bare" 18001 >/dev/null
drive "$server" "$port" >/dev/null
echo "round  bare req/s  us CPU  zibai req/s  us CPU  CPU ratio"
for ((round = 1; round <= rounds; round++)); do
    read -r bare_rate bare_cpu <<<"$(drive "$bare" 18001)"
    read -r zibai_rate zibai_cpu <<<"$(drive "$server" "$port")"
    awk -v r="$round" -v a="$bare_rate" -v b="$bare_cpu" -v c="$zibai_rate" -v d="$zibai_cpu" \
        'BEGIN { printf "%5d  %10d  %6.2f  %11d  %6.2f  %9.3f\n", r, a, b, c, d, d / b }'
done

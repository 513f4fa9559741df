# Sourced by test/bench.sh.
# Slow clients against a server with ten places: whether an ordinary client beside them is still answered, and how soon.
# shellcheck shell=bash
seconds=${1:-25} connections=${2:-500}
need slowhttptest
need_files $((connections + 500))
build test/Apps/Paced

status=0
# attack NAME PATH OPTIONS...: one attack on a fresh server.
attack() {
    local name=$1 path=$2 attacker
    shift 2
    serve paced:Site --no-access-log
    # Longer than the ordinary client, all of whose requests so meet the attack.
    slowhttptest "$@" -c "$connections" -r 200 -l $((seconds + 10)) -p 3 -u "http://127.0.0.1:$port$path" >"$out/attack.log" 2>&1 &
    attacker=$!
    pids+=("$attacker")
    printf '%-10s ' "$name:"
    "$out/bench/ZiBai.Benchmarks" beside "$port" "$server" "$seconds" || status=1
    kill "$attacker" 2>/dev/null || true
    wait "$attacker" || true
    sed 's/\x1b\[[0-9;]*m//g' "$out/attack.log" | awk '
        /service available:/ { seen[$NF]++ }
        /^connected:/ { if ($2 > most) most = $2 }
        END { printf "           slowhttptest: %d connected at most; service available YES %d times, NO %d times\n", most, seen["YES"], seen["NO"] }'
    end_server
}

attack slowloris / -H -i 5 -x 24
attack 'slow body' /upload -B -i 5 -s 8192 -x 24
attack 'slow read' /download -X -n 1 -z 5 -w 512 -y 1024
exit "$status"

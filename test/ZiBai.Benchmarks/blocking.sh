# Sourced by test/bench.sh.
# A synchronous app that blocks for 100 ms, 100 of it at once, and 100 clients: at most 1,000 requests a second.
# shellcheck shell=bash
seconds=${1:-10}
need wrk
build test/Apps/Paced

for threads in '' --no-gevent; do
    serve paced:Blocks -w 100 --no-access-log $threads
    # The pool's threads are made in the first seconds, and are there for good.
    wrk -t2 -c100 -d2s "http://127.0.0.1:$port/" >/dev/null
    report=$(wrk -t2 -c100 -d"${seconds}s" "http://127.0.0.1:$port/")
    awk -v name="${threads:-thread pool}" -v threads="$(awk '/^Threads:/ { print $2 }' "/proc/$server/status")" '
        / requests in / { requests = $1 }
        /Requests\/sec/ { rate = $2 }
        /Socket errors|Non-2xx/ { wrong = wrong "; " $0 }
        END { printf "%-12s %d requests, %.0f a second; %d threads%s\n", name ":", requests, rate, threads, wrong }' <<<"$report"
    end_server
done

# Sourced by test/bench.sh.
# Many requests at once to an asynchronous app that waits a second for each: waiting costs neither a thread nor much memory.
# shellcheck shell=bash
requests=${1:-10000}
# A socket a request on each side, and what a process has open besides.
need_files $((requests + 500))
build test/Apps/Paced

status=0
for access in --no-access-log ''; do
    serve paced:Waits -w 20000 $access
    # The first run of a server also pays for its compilation.
    for run in first second; do
        printf '%-27s ' "${access:-with access log}, $run:"
        "$out/bench/ZiBai.Benchmarks" waiting "$port" "$server" "$requests" || status=1
    done
    end_server
done
exit "$status"

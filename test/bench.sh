#!/usr/bin/env bash
# The measurements that are run by hand; test/ZiBai.Benchmarks/README.md says what each one shows. All of them load this machine alone.
#
#   bash test/bench.sh [load] [--rounds N] [--seconds N] [--workloads a,b] [--contenders x,y] [--out DIR]
#   bash test/bench.sh start [runs, default 10]
#   bash test/bench.sh memory [minutes, default 10] [--out DIR]
#   bash test/bench.sh micro [filter, default '*'] [options of BenchmarkDotNet]
#   bash test/bench.sh access [rounds, default 5] [seconds a round, default 5]
#   bash test/bench.sh waiting [requests, default 10000]
#   bash test/bench.sh blocking [seconds, default 10]
#   bash test/bench.sh reload [rounds, default 20]
#   bash test/bench.sh slow [seconds an attack, default 25] [connections, default 500]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

benchmark=load
case ${1:-} in
    '' | --*) ;;
    load | start | memory | micro | access | waiting | blocking | reload | slow) benchmark=$1; shift ;;
    *) sed -n "s|^#   ||p" test/bench.sh >&2; exit 2 ;;
esac

out=$(mktemp -d)
pids=()
cleanup() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$out"
}
trap cleanup EXIT

fail() {
    echo "bench.sh: $*" >&2
    exit 1
}

# Ends with an error unless a program is there. A program and Debian's package of it have the same name.
need() {
    command -v "$1" >/dev/null || fail "$1 is missing; on Debian: apt-get install $1"
}

# Ends with an error unless this process, and so those it starts, may have so many files open.
need_files() {
    ulimit -n "$1" 2>/dev/null || fail "$1 files have to be open at once; raise the hard limit (ulimit -Hn), which is $(ulimit -Hn)"
}

# build APP...: the tool is $out/zibai/zibai, the programs here are $out/bench/ZiBai.Benchmarks, the apps are in $out/apps.
build() {
    local app
    dotnet publish src/ZiBai.Cli -c Release -o "$out/zibai" -v quiet
    dotnet publish test/ZiBai.Benchmarks -c Release -o "$out/bench" -v quiet
    for app in "$@"; do
        dotnet publish "$app" -c Release -o "$out/apps" -v quiet
    done
}

# What is measured, as git names it.
commit() {
    git describe --always --dirty 2>/dev/null || echo 'no commit'
}

# Starts zibai with the arguments on a free port, waits until it is ready, and sets server (its process) and port. One of several that run at once needs
# a name.
serve() {
    local log="$out/${name:-zibai}.log" waits
    : >"$log"
    "$out/zibai/zibai" "$@" --app-dir "$out/apps" -l 127.0.0.1:0 >"$out/${name:-zibai}.access" 2>"$log" &
    server=$!
    pids+=("$server")
    for ((waits = 0; waits < 1500; waits++)); do
        if grep -q ' Ready$' "$log"; then
            port=$(sed -n 's/.*Listening on .*:\([0-9]*\)$/\1/p' "$log")
            return
        fi
        kill -0 "$server" 2>/dev/null || break
        sleep 0.02
    done
    cat "$log" >&2
    fail "zibai $* did not become ready"
}

# Ends the server that serve started.
end_server() {
    kill "$server"
    wait "$server" || fail "zibai ended with exit code $?"
}

# shellcheck source=/dev/null
source "test/ZiBai.Benchmarks/$benchmark.sh"

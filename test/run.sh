#!/usr/bin/env bash
# Builds the solution and runs every test. The last line printed is "N passed, N failed, N skipped", summed over all test projects.
# Exits non-zero when a test fails, the build fails, a test host crashes, results are missing, or no test ran.
#
#   bash test/run.sh [arguments for dotnet test, such as --filter Name~Hello]
#
# TEST_ZIBAI_BUILT=1 says that the solution is built already (Debug).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Build nodes that outlive this script would keep its output open.
export MSBUILDDISABLENODEREUSE=1

results="$PWD/TestResults"
passed=0 failed=0 skipped=0 problems=0

problem() {
    echo "run.sh: $*" >&2
    problems=$((problems + 1))
}

finish() {
    local status=$?
    trap - EXIT
    if ((status == 0 && (problems > 0 || failed > 0))); then
        status=1
    fi
    echo "$passed passed, $failed failed, $skipped skipped"
    exit "$status"
}
trap finish EXIT

have() {
    PATH="$PATH:/usr/sbin:/usr/local/sbin:/usr/local/bin" command -v "$1" >/dev/null
}

# Some tests put a real nginx in front of the server, have a real logrotate rename its files, run curl, complete lines in zsh and fish, or look at pages with
# Chromium. Where these cannot be installed, they are skipped and say why.
install_programs() {
    local missing=() program
    for program in nginx logrotate curl zsh fish chromium; do
        have "$program" || missing+=("$program")
    done
    ((${#missing[@]} > 0)) || return 0

    local root=()
    if [[ $(id -u) != 0 ]]; then
        command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 0
        root=(sudo -n)
    fi
    command -v apt-get >/dev/null || return 0

    # nginx's package would start a web server on port 80; nobody asked for one.
    local policy=/usr/sbin/policy-rc.d
    if [[ -e $policy ]]; then
        policy=
    else
        printf '#!/bin/sh\nexit 101\n' | "${root[@]}" tee "$policy" >/dev/null && "${root[@]}" chmod 755 "$policy" || return 0
    fi
    echo "Installing ${missing[*]} for the tests that need it."
    "${root[@]}" apt-get update -qq || echo "run.sh: apt-get update failed; trying with the package lists that are there." >&2
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
        echo "run.sh: ${missing[*]} could not be installed; the tests that need it will be skipped." >&2
    if [[ -n $policy ]]; then
        "${root[@]}" rm -f "$policy"
    fi
}

# The value of one attribute of a results file's counters; empty if there is none.
counter() {
    sed -n 's/.*<Counters [^>]*'"$2"'="\([0-9]*\)".*/\1/p' "$1" | head -n 1
}

# "Skipped NAME: REASON" for each skipped test of a results file.
list_skipped() {
    { tr -d '\r\n' <"$1"; echo; } | sed 's/<UnitTestResult /\n&/g' | sed -n '
        /^<UnitTestResult [^>]*outcome="NotExecuted"/!d
        s/<\/UnitTestResult>.*//
        t forget
        :forget
        s/^<UnitTestResult [^>]*testName="\([^"]*\)"[^>]*>.*<StdOut>\(.*\)<\/StdOut>.*/Skipped \1: \2/
        t decode
        s/^<UnitTestResult [^>]*testName="\([^"]*\)"[^>]*>.*<Message>\(.*\)<\/Message>.*/Skipped \1: \2/
        t decode
        s/^<UnitTestResult [^>]*testName="\([^"]*\)".*/Skipped \1: no reason given/
        :decode
        s/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g
        p'
}

run_project() {
    local project=$1 name trx status=0
    shift
    name=$(basename "$project" .csproj)
    trx="$results/$name.trx"
    dotnet test "$project" --no-build --results-directory "$results" --logger "trx;LogFileName=$name.trx" "$@" || status=$?
    if [[ ! -f $trx ]]; then
        problem "$name left no results (exit code $status)."
        return 0
    fi

    local total executed ok
    total=$(counter "$trx" total) executed=$(counter "$trx" executed) ok=$(counter "$trx" passed)
    if [[ -z $total || -z $executed || -z $ok ]]; then
        problem "$name has results without counters: $trx"
        return 0
    fi
    passed=$((passed + ok))
    failed=$((failed + executed - ok))
    skipped=$((skipped + total - executed))
    list_skipped "$trx"
    if ((status != 0 && executed == ok)); then
        problem "$name ended with exit code $status though none of its finished tests failed: its test host may have crashed."
    fi
}

install_programs

if [[ ${TEST_ZIBAI_BUILT:-} != 1 ]]; then
    dotnet build ZiBai.Kestrel.sln
fi

rm -rf "$results"
mkdir -p "$results"
for project in test/*.Tests/*.Tests.csproj; do
    run_project "$project" "$@"
done

if ((passed + failed == 0)); then
    problem "no test ran."
fi

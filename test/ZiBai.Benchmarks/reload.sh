# Sourced by test/bench.sh.
# From the save of a one-file app to the first response with what was saved, and from the start of the command to the first response.
# shellcheck shell=bash
rounds=${1:-20}
need curl
dotnet publish src/ZiBai.Cli -c Release -o "$out/zibai" -v quiet
mkdir "$out/apps"
export XDG_CACHE_HOME="$out/cache"

# The time in seconds, with a point whatever the locale.
now() { echo "${EPOCHREALTIME/,/.}"; }

# Writes the app, in place as many editors do, so that it answers with 12 characters, and sets began to the moment of that.
save() {
    sed "s/Hello World!/$1/" samples/hello.cs >"$out/next.cs"
    began=$(now)
    cat "$out/next.cs" >"$out/apps/hello.cs"
}

# Waits until the app answers with a text, and sets took to the seconds since a moment. The pauses leave the server a processor.
answer() {
    local tries
    for ((tries = 0; tries < 2000; tries++)); do
        if [[ $(curl --silent --max-time 5 "http://127.0.0.1:$port/" || true) == "$1" ]]; then
            took=$(awk -v from="$2" -v to="$(now)" 'BEGIN { print to - from }')
            return
        fi
        sleep 0.01
    done
    cat "$out/zibai.log" >&2
    fail "there was no answer '$1'"
}

# Prints the median and the extremes of numbers of seconds.
spread() {
    tr ' ' '\n' <<<"$2" | sed '/^$/d' | sort -g | awk -v name="$1" '
        { all[NR] = $1 }
        END { printf "%-34s median %.2f s, %.2f to %.2f s\n", name ":", all[int((NR + 1) / 2)], all[1], all[NR] }'
}

cold='' cached=''
for ((round = 0; round < 5; round++)); do
    save "starts with "
    rm -rf "$XDG_CACHE_HOME"
    for start in cold cached; do
        began=$(now)
        serve hello:App --reload
        answer "starts with " "$began"
        declare "$start=${!start} $took"
        end_server
    done
done
spread 'start, compiled' "$cold"
spread 'start, from the cache' "$cached"

for workers in 1 4; do
    serve hello:App --reload -p "$workers"
    answer "starts with " "$(now)"

    # The first save is for warming up, and waits for the compiler that is.
    saves='' said=''
    for ((round = 0; round <= rounds; round++)); do
        text=$(printf 'save %7d' "$round")
        save "$text"
        answer "$text" "$began"

        # The next save is to be a restart of its own.
        until [[ $(grep -c 'All workers replaced, ' "$out/zibai.log") == $((round + 1)) ]]; do sleep 0.05; done
        if ((round > 0)); then
            saves+=" $took" said+=" $(sed -n 's/.* Reloaded .* serves \([0-9.]*\) s after the save$/\1/p' "$out/zibai.log" | tail -n 1)"
        fi
    done
    spread "$workers workers, save to response" "$saves"
    spread "$workers workers, as the log says it" "$said"
    end_server
    save "starts with "
done

# Sourced by test/bench.sh.
# What the access log costs: requests a second and CPU a request of the hello sample, without one and with each form of it, in turn.
# shellcheck shell=bash
rounds=${1:-5} seconds=${2:-5}
need wrk
build test/Apps/Hello
cat >"$out/file.json" <<END
{ "zibai.access": { "WriteTo": [ { "Name": "File", "Args": { "path": "$out/sink.log" } } ] } }
END

names=('no access log' 'default, stdout to a file' 'combined, stdout to a file' 'json, stdout to a file' 'default, File sink')
options=(--no-access-log '' '--access-log-format combined' '--access-log-format json' "--logging-config-filepath $out/file.json")
declare -a servers ports rates cpus
for i in "${!names[@]}"; do
    read -ra words <<<"${options[i]}"
    name="access$i" serve hello:App "${words[@]}"
    servers[i]=$server ports[i]=$port
done

# User plus system time of a process so far, in clock ticks.
ticks() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }

# Prints "requests-a-second microseconds-of-CPU-a-request" of a server. The records that wait at the end are written before its time is taken.
drive() {
    local before report
    before=$(ticks "${servers[$1]}")
    report=$(wrk -t1 -c32 -d"${seconds}s" "http://127.0.0.1:${ports[$1]}/")
    sleep 1
    awk -v ticks=$(($(ticks "${servers[$1]}") - before)) -v hz="$(getconf CLK_TCK)" '
        / requests in / { requests = $1 }
        /Requests\/sec/ { rate = $2 }
        END { printf "%.0f %.2f\n", rate, ticks / hz * 1e6 / requests }' <<<"$report"
}

median() { tr ' ' '\n' <<<"$1" | sed '/^$/d' | sort -g | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

for ((round = 0; round <= rounds; round++)); do
    for i in "${!names[@]}"; do
        read -r rate cpu <<<"$(drive "$i")"

        # The first round is for warming up.
        if ((round > 0)); then
            rates[i]+=" $rate" cpus[i]+=" $cpu"
        fi
    done
done

echo "medians of $rounds rounds of $seconds s"
printf '%-28s %12s %8s %10s\n' '' 'requests/s' 'ratio' 'us CPU'
for i in "${!names[@]}"; do
    awk -v name="${names[i]}" -v rate="$(median "${rates[i]}")" -v base="$(median "${rates[0]}")" -v cpu="$(median "${cpus[i]}")" \
        'BEGIN { printf "%-28s %12d %8.3f %10.2f\n", name, rate, rate / base, cpu }'
done

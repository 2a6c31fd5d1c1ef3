#!/usr/bin/env bash
# Usage: spect-benchmarks/serve-patients.sh COHORT
# How long `spect serve` takes to answer with each patient of a cohort: the first request reads the images, a repeated one
# does not. Prints the first, the median and the slowest answer in milliseconds.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cohort=${1:?a cohort CSV}
work=$(mktemp -d)
"$home/spect" serve --json --cohort "$cohort" --readings "$work/readings" --reader benchmark --port 0 >"$work/out" &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$work"' EXIT
until [ -s "$work/out" ]; do
  kill -0 $server
  sleep 0.2
done
page=$(grep -o 'http://[^"]*' "$work/out")
patients=$(curl -sf "${page}api/session" | grep -o '"done":\[[^]]*' | tr ',' '\n' | wc -l)
for index in $(seq 0 $((patients - 1))); do
  curl -sf -o /dev/null -w '%{time_total}\n' "${page}api/patients/$index"
done >"$work/times"
first=$(head -1 "$work/times")
sort -n "$work/times" | awk -v first="$first" '{ t[NR] = $1 * 1000 } END {
  printf "%d patients: first %.0f ms, median %.0f ms, slowest %.0f ms\n", NR, first * 1000, t[int((NR + 1) / 2)], t[NR] }'

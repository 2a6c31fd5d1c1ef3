#!/usr/bin/env bash
# Usage: spect-benchmarks/serve-patients.sh COHORT MODEL
# How long a reader waits at the page of `spect serve` for a patient, the model's probabilities and the saliency: from the key
# or the touch to the frame that shows it, in a headless Chromium. Prints a Markdown table. Needs Debian's chromium.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cohort=${1:?a cohort CSV}
model=${2:?a model file}
work=$(mktemp -d)
"$home/spect" serve --json --cohort "$cohort" --model "$model" --readings "$work/readings" --reader benchmark --port 0 >"$work/out" &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$work"' EXIT
until [ -s "$work/out" ]; do
  kill -0 $server
  sleep 0.2
done
page=$(grep -o 'http://[^"]*' "$work/out")
(cd "$home" && ./mvnw -q -pl spect-serve -am test -Dspotless.check.skip=true -Dtest=ReadingPageBenchmark \
  -Dsurefire.failIfNoSpecifiedTests=false -Dspect.benchmark.page="$page") | grep '^|'

#!/usr/bin/env bash
# Simulates how often the intervals of an area hold the true one, and prints a Markdown table. About a minute on one core.
# Arguments: number of simulated studies of each design (default 4000), number of bootstrap resamples (default 1000).
set -eu
cd "$(dirname "$0")/.."
./mvnw -q -Pbenchmarks -pl spect-benchmarks -am package -DskipTests
java -cp "spect-benchmarks/target/classes:spect-benchmarks/target/lib/*" \
  io.github.spectcad.benchmarks.stats.IntervalCoverage "$@"

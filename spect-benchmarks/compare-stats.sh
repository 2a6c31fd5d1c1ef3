#!/usr/bin/env bash
# Times the statistics module (JMH) and R (pROC, boot, base R, data.table) one after the other and prints the ratios.
# Needs R with the packages pROC, boot and data.table (Debian: r-base-core r-cran-proc r-cran-boot r-cran-data.table).
set -eu
cd "$(dirname "$0")/.."
./mvnw -q -Pbenchmarks -pl spect-benchmarks -am package -DskipTests
result=spect-benchmarks/target/stats.json
java -cp "spect-benchmarks/target/classes:spect-benchmarks/target/lib/*" org.openjdk.jmh.Main \
  'io.github.spectcad.benchmarks.stats.*' -foe true -rf json -rff "$result" "$@"
Rscript spect-benchmarks/compare-stats.R "$result"

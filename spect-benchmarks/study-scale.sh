#!/usr/bin/env bash
# How busy a Spark cluster is kept by a study whose cells sleep and write a model: executors in processes of their own on this machine.
#   study-scale.sh EXECUTORS CELLS SCALE BYTES
# SCALE 1 makes cells of .14 to 4.3 s, 1.2 on average; BYTES is the size of the model, 0 to write nothing.
# DRIVER_MEMORY (default: 1g) from the environment.
set -euo pipefail
[ $# -eq 4 ] || { sed -n '2,5s/^# *//p' "$0" >&2; exit 2; }
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/home/jars"
touch "$folder/home/RELEASE"
if [ -z "${STUDY_SCALE_CLASSPATH:-}" ]; then
  echo "spect-spark: building" >&2
  (cd "$home" && ./mvnw -q -Dspotless.check.skip=true -pl spect-spark -am test-compile \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=target/test.cp) >&2
  STUDY_SCALE_CLASSPATH=$home/spect-spark/target/test-classes:$home/spect-spark/target/classes:$(cat "$home/spect-spark/target/test.cp")
fi
opens=
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
  java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
  opens="$opens --add-opens=java.base/$package=ALL-UNNAMED"
done
export SPARK_HOME=$folder/home SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
cd "$folder"
java -Xmx"${DRIVER_MEMORY:-1g}" -XX:+UseSerialGC $opens \
  -Dspark.master="local-cluster[$1,1,512]" -Dspark.executor.memory=512m -Dspark.driver.host=127.0.0.1 \
  -Dspark.driver.bindAddress=127.0.0.1 -Dspark.ui.enabled=false -Dspark.local.dir="$folder/local" \
  -Dspark.executor.extraClassPath="$STUDY_SCALE_CLASSPATH" \
  -Dspark.executor.extraJavaOptions="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" \
  -cp "$STUDY_SCALE_CLASSPATH" \
  io.github.spectcad.spark.ScaleBenchmark "$2" "$3" "$4" "$folder/warm" 2>"$folder/log" || { cat "$folder/log" >&2; exit 1; }

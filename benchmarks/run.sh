#!/bin/sh
# Measures everything in benchmarks/README.md on this machine, with the peers beside Weir. Needs the build's tools only;
# the first run downloads DuckDB and Flink with its CEP library (about 240 MB). Keep the machine quiet meanwhile.
#
#   benchmarks/run.sh [EVENTS [ROUNDS]]
set -eu
cd "$(dirname "$0")/.."
events=${1:-3000000}
rounds=${2:-9}
lib=benchmarks/target/peers
mvn -B -q -DskipTests -Dweir.fast -Dweir.peers package dependency:copy-dependencies \
  -DincludeScope=runtime -DoutputDirectory="$PWD/$lib" -pl benchmarks,cep-server -am
cp="benchmarks/target/classes:$lib/*"

java -XX:+UseSerialGC -Xmx5g -cp "$cp" dev.weir.benchmark.Throughput "$events" "$rounds" 2>benchmarks/target/peers.log
java -XX:+UseSerialGC -Xmx2g -cp "$cp" dev.weir.benchmark.FileToFile cep-server/target/weir/bin/weir 5000000 5
java -XX:+UseSerialGC -Xmx5g -cp "$cp" dev.weir.benchmark.Residence
java -XX:+UseSerialGC -Xmx5g -cp "$cp" dev.weir.benchmark.WindowLength
for workload in W3 W4; do
  java -XX:+UseSerialGC -Xmx256m -cp "$cp" dev.weir.benchmark.BoundedHeap $workload 5_000_000
done
java -XX:+UseSerialGC -Xmx256m -cp "$cp" dev.weir.benchmark.BoundedHeap W2 50_000_000
java -XX:+UseSerialGC -Xmx3g -cp "$cp" dev.weir.benchmark.SendOne 1000000 "$rounds"

# Row patterns
java -XX:+UseSerialGC -Xmx5g -cp "$cp" dev.weir.benchmark.PatternThroughput "$events" "$rounds" 2>>benchmarks/target/peers.log
java -XX:+UseSerialGC -Xmx3g -cp "$cp" dev.weir.benchmark.AnyMatches 2000000 5
java -XX:+UseSerialGC -Xmx1g -cp "$cp" dev.weir.benchmark.NestedLoops 1_000_000
java -XX:+UseSerialGC -Xmx1g -cp "$cp" dev.weir.benchmark.ManyKeys 1_000_000
java -XX:+UseSerialGC -Xmx1g -cp "$cp" dev.weir.benchmark.PatternLatency 100_000 30
for workload in W6 W7 W8; do
  java -XX:+UseSerialGC -Xmx256m -cp "$cp" dev.weir.benchmark.BoundedHeap $workload 10_000_000
done

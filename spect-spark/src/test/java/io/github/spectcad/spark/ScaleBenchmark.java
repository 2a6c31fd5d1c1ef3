package io.github.spectcad.spark;

import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.SimulatedJob;
import io.github.spectcad.study.factorial.StudyJob;
import io.github.spectcad.study.factorial.StudyListener;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * How well executors are kept busy, by cells that sleep; docs/cluster.md says how to run it and what it measured.
 * {@code CELLS SCALE BYTES FOLDER}; Spark's settings are system properties.
 */
final class ScaleBenchmark {
    private ScaleBenchmark() {}

    public static void main(String[] args) throws Exception {
        int cells = Integer.parseInt(args[0]);
        double scale = Double.parseDouble(args[1]);
        int bytes = Integer.parseInt(args[2]);
        Path folder = Path.of(args[3]);
        JavaSparkContext spark = new JavaSparkContext(Shipping.complete(new SparkConf()));
        String location = folder.toUri().toString();
        try (SparkStudyExecutor executor =
                new SparkStudyExecutor(spark, work -> new SimulatedRunner(location, scale, bytes))) {
            HadoopStore store =
                    new HadoopStore(location, HadoopFiles.configuration(), Files.createTempDirectory("driver"));
            StudyJob warm = SimulatedJob.of(store, 35, SimulatedRunner::seconds, StudyListener.NONE);
            executor.execute(warm); // executors are there and have loaded their classes
            folder = folder.resolveSibling("measured");
            String measured = folder.toUri().toString();
            SparkStudyExecutor again =
                    new SparkStudyExecutor(spark, work -> new SimulatedRunner(measured, scale, bytes));
            StudyJob job = SimulatedJob.of(
                    new HadoopStore(measured, HadoopFiles.configuration(), Files.createTempDirectory("driver")),
                    cells,
                    SimulatedRunner::seconds,
                    new Tenths());
            int total = job.schedule().unsettled();
            int slots = again.workers();
            Duration driver = processorTime(ProcessHandle.current());
            Duration executors = ofExecutors();
            long begin = System.nanoTime();
            again.execute(job);
            double seconds = (System.nanoTime() - begin) / 1e9;
            driver = processorTime(ProcessHandle.current()).minus(driver);
            executors = ofExecutors().minus(executors);
            double best = scale * SimulatedJob.bestSeconds(job, slots, SimulatedRunner::seconds);
            System.out.printf(
                    Locale.ROOT,
                    "RESULT cells %d, slots %d, best %.1f s, took %.1f s, busy %.1f %%, over the best %.1f ms a cell and slot,"
                            + " processor time %.1f ms a cell in the driver and %.1f ms in executors, driver heap %d MB,"
                            + " resident %s%n",
                    total,
                    slots,
                    best,
                    seconds,
                    100 * best / seconds,
                    1000 * (seconds - best) * slots / total,
                    (double) driver.toMillis() / total,
                    (double) executors.toMillis() / total,
                    peakHeap() >> 20,
                    resident());
        }
    }

    /** Prints how long each tenth of the cells took. */
    private static final class Tenths implements StudyListener {
        private long last = System.nanoTime();

        @Override
        public void finished(Cell cell, int done, int total, Duration remaining) {
            int tenth = Math.max(1, total / 10);
            if (done % tenth == 0) {
                long now = System.nanoTime();
                System.out.printf(
                        Locale.ROOT, "%d cells done, %.1f s for the last %d%n", done, (now - last) / 1e9, tenth);
                last = now;
            }
        }
    }

    /** Of executors that are still there, without the processes that they start. */
    private static Duration ofExecutors() {
        return ProcessHandle.current()
                .descendants()
                .map(ScaleBenchmark::processorTime)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration processorTime(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    private static String resident() throws java.io.IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .findFirst()
                        .orElse("unknown")
                        .replaceAll("\\s+", " ")
                : "unknown";
    }
}

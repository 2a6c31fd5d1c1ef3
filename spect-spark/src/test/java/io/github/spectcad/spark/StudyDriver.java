package io.github.spectcad.spark;

import io.github.spectcad.study.factorial.StudyListener;
import io.github.spectcad.study.factorial.StudyRunner;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Runs {@link TinyStudy} as a process of its own; Spark's settings are system properties. */
final class StudyDriver {
    private StudyDriver() {}

    /** {@code LOCATION DISK PORT STEP}: where the results are, a folder of this process, and the {@link Probe}. */
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[2]);
        int step = Integer.parseInt(args[3]);
        JavaSparkContext spark = new JavaSparkContext(Shipping.complete(new SparkConf()));
        try (SparkStudyExecutor executor = new SparkStudyExecutor(spark, work -> new Probe(work, port, step))) {
            HadoopStore store = new HadoopStore(args[0], HadoopFiles.configuration(), Path.of(args[1]));
            StudyRunner.Outcome outcome = TinyStudy.onCluster(store, Boolean.getBoolean("spect.test.many.cells"))
                    .withExecutor(executor)
                    .run(StudyListener.NONE);
            System.out.println(outcome);
        }
    }
}

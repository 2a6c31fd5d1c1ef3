package io.github.spectcad.spark;

import io.github.spectcad.study.factorial.ResultStore;
import io.github.spectcad.study.factorial.StudyCluster;
import io.github.spectcad.study.factorial.StudyExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Apache Spark, with results on any Hadoop file system. Settings are Spark's own, from {@code spark-submit} or system properties
 * ({@code -Dspark.executor.memory=8g}).
 *
 * @since 0.1.0
 */
public final class SparkCluster implements StudyCluster {
    /** For {@link java.util.ServiceLoader}. */
    public SparkCluster() {}

    @Override
    public String id() {
        return "spark";
    }

    @Override
    public StudyExecutor connect(Optional<String> master) throws IOException {
        SparkConf conf = new SparkConf();
        master.ifPresent(conf::setMaster);
        if (!conf.contains("spark.master")) {
            throw new IOException("no Spark master is named: give --master, for example spark://host:7077, or start by"
                    + " spark-submit");
        }
        try {
            return SparkStudyExecutor.of(new JavaSparkContext(Shipping.complete(conf)));
        } catch (Exception e) { // Scala declares none
            throw new IOException("Spark at " + conf.get("spark.master") + " cannot be reached: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<ResultStore> store(String location) throws IOException {
        try {
            Path disk = Files.createTempDirectory("spect-results");
            HadoopStore store = new HadoopStore(location, HadoopFiles.configuration(), disk);
            Runtime.getRuntime().addShutdownHook(new Thread(store::leaveMachine, "spect-results"));
            return Optional.of(store);
        } catch (UnsupportedFileSystemException e) {
            return Optional.empty();
        }
    }
}

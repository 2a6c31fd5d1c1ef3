package io.github.spectcad.cli.study;

import io.github.spectcad.cli.Usage;
import io.github.spectcad.study.factorial.ResultStore;
import io.github.spectcad.study.factorial.StudyCluster;
import io.github.spectcad.study.factorial.StudyClusters;
import io.github.spectcad.study.factorial.StudyExecutor;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where the cells of a study are trained. */
final class ClusterOptions {
    private static final String LOCAL = "local";

    @Option(
            names = "--executor",
            paramLabel = "NAME",
            description =
                    "Where to train the cells: local, in this process (default), or spark, on an Apache Spark cluster,"
                            + " which needs spect-spark and Spark on the class path (SPECT_CLASSPATH).")
    private String executor = LOCAL;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "The cluster, for example spark://host:7077 (default: that of spark-submit).")
    private Optional<String> master = Optional.empty();

    /** Checks the options; an executor that is not on the class path is wrong usage, and the message names those that are. */
    void require(CommandSpec spec) {
        Usage.require(spec, isCluster() || master.isEmpty(), "--master belongs to a cluster: give --executor spark");
        if (isCluster()) {
            Usage.require(
                    spec,
                    StudyClusters.load().find(executor).isPresent(),
                    "--executor is '" + executor + "': must be " + LOCAL
                            + (StudyClusters.load().ids().isEmpty()
                                    ? "; spark needs spect-spark and Spark on the class path (SPECT_CLASSPATH)"
                                    : " or one of " + StudyClusters.load().ids()));
        }
    }

    boolean isCluster() {
        return !executor.equals(LOCAL);
    }

    private StudyCluster cluster() {
        return StudyClusters.load().require(executor);
    }

    /** The executor of the cluster, to be closed; for {@link #isCluster}. */
    StudyExecutor connect() throws IOException {
        return cluster().connect(master);
    }

    /** The results at a place, which every machine of the cluster reads and writes. */
    ResultStore store(String location) throws IOException {
        return isCluster()
                ? cluster()
                        .store(location)
                        .orElseThrow(() -> new IOException(
                                location + " cannot be reached: no file system on the class path serves such URIs"))
                : StudyClusters.store(location);
    }
}

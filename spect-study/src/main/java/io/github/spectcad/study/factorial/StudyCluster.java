package io.github.spectcad.study.factorial;

import io.github.spectcad.core.spi.SpectProvider;
import java.io.IOException;
import java.util.Optional;

/**
 * A kind of cluster that studies run on, with the shared places it keeps results in. Found by {@link java.util.ServiceLoader};
 * {@link StudyClusters} is the way in.
 *
 * @since 0.1.0
 */
public interface StudyCluster extends SpectProvider {
    /**
     * Connects to a cluster.
     *
     * @param master where it is, as its own tools name it; where empty, as the process was configured
     * @return an executor, to be closed
     * @throws IOException if it cannot be reached, or no place is named
     */
    StudyExecutor connect(Optional<String> master) throws IOException;

    /**
     * Results that every machine of the cluster can read and write.
     *
     * @param location a URI such as {@code hdfs://host/folder}, or a path that every machine has
     * @return the results; empty if no file system of the cluster serves such URIs
     * @throws IOException if the file system does not answer
     */
    Optional<ResultStore> store(String location) throws IOException;
}

package io.github.spectcad.study.factorial;

import io.github.spectcad.core.spi.ProviderCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/**
 * The way in to the kinds of clusters on the class path: {@code spark} where spect-spark and Spark are on it.
 *
 * @since 0.1.0
 */
public final class StudyClusters {
    private static final Pattern URI = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:/.*");

    private StudyClusters() {}

    /**
     * All kinds that the thread's context class loader and the library's own class loader see.
     *
     * @return a new catalog
     * @throws io.github.spectcad.core.spi.InvalidProviderException if a registered one breaks the rules for ids
     */
    public static ProviderCatalog<StudyCluster> load() {
        return ProviderCatalog.from(
                "cluster",
                List.of(
                        ServiceLoader.load(StudyCluster.class),
                        ServiceLoader.load(StudyCluster.class, StudyCluster.class.getClassLoader())));
    }

    /**
     * Whether a place is written as a URI, and not as a folder of this machine.
     *
     * @param location the place
     * @return whether it begins with a scheme of at least two letters, and a slash: {@code C:/folder} does not
     */
    public static boolean isUri(String location) {
        return URI.matcher(location).matches();
    }

    /**
     * The results at a place.
     *
     * @param location a folder of this machine, or a URI such as {@code hdfs://host/folder} that a cluster's file systems serve
     * @return the results
     * @throws IOException if no cluster on the class path serves the URI, or its file system does not answer
     */
    public static ResultStore store(String location) throws IOException {
        if (!isUri(location)) {
            return ResultStore.local(Path.of(location));
        }
        for (StudyCluster cluster : load().providers()) {
            Optional<ResultStore> store = cluster.store(location);
            if (store.isPresent()) {
                return store.get();
            }
        }
        throw new IOException(
                location + " cannot be reached: nothing on the class path serves such URIs; add spect-spark,"
                        + " Spark and the file system's jars to it, or give a folder of this machine");
    }
}

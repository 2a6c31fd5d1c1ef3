package io.github.spectcad.spark;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** What a process that was not started by {@code spark-submit} gives its executors. */
final class Shipping {
    private Shipping() {}

    /** The configuration with what it leaves open: a name, another machine for a second attempt, and the jars of this process. */
    static SparkConf complete(SparkConf conf) {
        conf.setIfMissing("spark.app.name", "spect study");
        conf.setIfMissing("spark.log.level", "WARN");
        // a disk that is full, or a machine that lacks something, must not take all attempts of a cell
        conf.setIfMissing("spark.excludeOnFailure.enabled", "true");
        // where every executor has failed it, a cell waits so long for a new one; by Spark's default two minutes, cell
        // after cell
        conf.setIfMissing("spark.scheduler.excludeOnFailure.unschedulableTaskSetTimeout", "20s");
        if (!conf.contains("spark.jars") && !conf.contains("spark.executor.extraClassPath") && isElsewhere(conf)) {
            List<String> own = ownJars();
            if (!own.isEmpty()) {
                conf.set("spark.jars", String.join(",", own));
                conf.setIfMissing("spark.executor.userClassPathFirst", "true");
            }
        }
        return conf;
    }

    private static boolean isElsewhere(SparkConf conf) {
        String master = conf.get("spark.master");
        return !master.equals("local") && !master.startsWith("local[");
    }

    /** The jars of the class path but those beside Spark's: the executors have them. */
    private static List<String> ownJars() {
        List<Path> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .toList();
        Optional<Path> spark =
                jars.stream().filter(Shipping::isSparkCore).findFirst().map(Path::getParent);
        Map<Path, String> byName =
                new LinkedHashMap<>(); // Spark takes one jar of a name: the one that counts here, too
        jars.stream()
                .filter(jar -> spark.isEmpty() || !jar.getParent().equals(spark.get()))
                .forEach(jar -> byName.putIfAbsent(jar.getFileName(), jar.toString()));
        return List.copyOf(byName.values());
    }

    /** Compares files, not names: Java follows links to where a class came from. */
    private static boolean isSparkCore(Path jar) {
        try {
            URI code = SparkContext.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Files.exists(jar) && Files.isSameFile(jar, Path.of(code));
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("Spark's own jar cannot be found", e);
        }
    }
}

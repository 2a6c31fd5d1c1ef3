package io.github.spectcad.nn;

import io.github.spectcad.nn.kernel.Parallel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds ND4J's backend and starts it, from whatever thread, once a process. A failure is not kept: the next call looks
 * again, with the class loaders of its own thread.
 */
final class BackendLoader {
    /** The version of ND4J this library is built for. */
    static final String VERSION = "1.0.0-M2.1";

    private static final Logger LOG = LoggerFactory.getLogger(NnBackend.class);
    private static final String[] PHYSICAL_BYTES = {
        "org.bytedeco.javacpp.maxphysicalbytes", "org.bytedeco.javacpp.maxPhysicalBytes"
    };

    /** Why ND4J's classes, which Java initialises once a process, did not start. */
    private static final AtomicReference<Throwable> BROKEN_START = new AtomicReference<>();

    private static NnBackend started;

    private BackendLoader() {}

    static synchronized NnBackend load() {
        if (started == null) {
            allowMemoryBesideTheHeap();
            Found found = find();
            started = start(found);
            if (started.oneDnn()) {
                LOG.info("{}", started.describe());
            } else {
                LOG.warn(
                        "{}: networks run 5 to 50 times slower than with oneDNN; add {}",
                        started.describe(),
                        BackendProblem.snippet());
            }
        }
        return started;
    }

    /**
     * Lifts JavaCPP's limit on the resident memory of the whole process, by default four times the Java heap, unless the
     * application has set it: the Java VM alone exceeds that of a small heap, and networks live outside the heap. JavaCPP
     * reads it when its first class is used.
     */
    private static void allowMemoryBesideTheHeap() {
        if (System.getProperty(PHYSICAL_BYTES[0]) == null && System.getProperty(PHYSICAL_BYTES[1]) == null) {
            System.setProperty(PHYSICAL_BYTES[0], "0");
        }
    }

    /** A registered backend and its class loader, which ND4J keeps: an application's might never be unloaded. */
    private record Found(String name, ClassLoader loader) {}

    /** Asks the caller's context loader, then the library's own, then ND4J's. */
    private static Found find() {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        loaders.add(Thread.currentThread().getContextClassLoader());
        loaders.add(BackendLoader.class.getClassLoader());
        loaders.add(Nd4jBackend.class.getClassLoader());
        loaders.removeIf(Objects::isNull);
        List<Throwable> problems = new ArrayList<>();
        for (ClassLoader loader : loaders) {
            try {
                // asked before the first use of Nd4j, whose failed initialisation would poison the class for good
                Iterator<Nd4jBackend> backends =
                        ServiceLoader.load(Nd4jBackend.class, loader).iterator();
                if (backends.hasNext()) {
                    Class<?> backend = backends.next().getClass();
                    return new Found(backend.getSimpleName(), backend.getClassLoader());
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                problems.add(e);
            }
        }
        throw problems.isEmpty() ? BackendProblem.missing() : BackendProblem.broken(problems);
    }

    private static NnBackend start(Found found) {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(found.loader);
        try {
            ND4JClassLoading.setNd4jClassloader(found.loader);
            return new NnBackend(found.name, version(), Parallel.nativeThreads(), usesOneDnn());
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            BROKEN_START.compareAndSet(null, e);
            throw BackendProblem.notStarted(found.name, BROKEN_START.get());
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    private static boolean usesOneDnn() {
        // ND4J's own isUseONEDNN() answers true in binaries without it, too
        return Nd4j.getBackend().buildInfo().contains("HAVE_ONEDNN")
                && Nd4j.getEnvironment().helpersAllowed();
    }

    private static String version() {
        Properties properties = new Properties();
        try (var in = Nd4jBackend.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (java.io.IOException e) {
            return VERSION;
        }
        return properties.getProperty("version", VERSION);
    }
}

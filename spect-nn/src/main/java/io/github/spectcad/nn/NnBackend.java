package io.github.spectcad.nn;

import io.github.spectcad.nn.kernel.Parallel;
import java.util.Iterator;
import java.util.Locale;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native library the networks run on. spect-nn brings none: the application adds the one of its platform.
 *
 * @param name name of the ND4J backend, for example {@code CpuBackend}
 * @param version version of ND4J
 * @param threads threads of a native operation that the asking thread starts: by {@link #useThreads}, else
 *     {@code OMP_NUM_THREADS}, else the number of cores
 * @param oneDnn whether convolutions, batch normalisation and pooling run on oneDNN; without it they take 5 to 50 times
 *     as long
 */
public record NnBackend(String name, String version, int threads, boolean oneDnn) {
    /** The version of ND4J this library is built for. */
    private static final String VERSION = "1.0.0-M2.1";

    /**
     * Loads the backend, once a process, and logs what it is.
     *
     * @return the backend
     * @throws BackendUnavailableException if there is none on the class path, or it cannot be loaded on this platform;
     *     the message shows the dependencies to add
     */
    public static NnBackend require() {
        Outcome outcome = Holder.OUTCOME;
        if (outcome.failure != null) {
            throw new BackendUnavailableException(outcome.failure, outcome.cause);
        }
        NnBackend backend = outcome.backend;
        return new NnBackend(backend.name, backend.version, Parallel.threads(), backend.oneDnn);
    }

    /**
     * Sets the threads of the networks that the calling thread trains or runs from now on, so that several threads can work
     * side by side. What other threads run is not touched. Results depend on this number in the last digits.
     *
     * @param threads how many threads, at least 1
     */
    public static void useThreads(int threads) {
        require();
        Parallel.useThreads(threads);
    }

    /** {@return one line for logs and model files} */
    public String describe() {
        return "ND4J " + name + " " + version + ", " + threads + " thread(s), oneDNN " + (oneDnn ? "on" : "off");
    }

    private record Outcome(NnBackend backend, String failure, Throwable cause) {}

    private static final class Holder {
        private static final Outcome OUTCOME = load();

        private static Outcome load() {
            Logger log = LoggerFactory.getLogger(NnBackend.class);
            String found;
            try {
                // asked before the first use of Nd4j, whose failed initialisation would poison the class for good
                found = firstBackend();
            } catch (ServiceConfigurationError | LinkageError e) {
                return failure("The ND4J backend on the class path cannot be loaded.", e);
            }
            if (found == null) {
                return failure("No ND4J backend is on the class path.", null);
            }
            try {
                int threads = Parallel.nativeThreads();
                NnBackend backend = new NnBackend(found, version(), threads, usesOneDnn());
                if (backend.oneDnn) {
                    log.info("{}", backend.describe());
                } else {
                    log.warn(
                            "{}: networks run 5 to 50 times slower than with oneDNN; add {}",
                            backend.describe(),
                            snippet());
                }
                return new Outcome(backend, null, null);
            } catch (RuntimeException | LinkageError e) {
                return failure(
                        "The ND4J backend " + found + " is on the class path, but its native library does not load on "
                                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ".",
                        e);
            }
        }

        private static boolean usesOneDnn() {
            // ND4J's own isUseONEDNN() answers true in binaries without it, too
            return Nd4j.getBackend().buildInfo().contains("HAVE_ONEDNN")
                    && Nd4j.getEnvironment().helpersAllowed();
        }

        private static String firstBackend() {
            Iterator<Nd4jBackend> backends =
                    ServiceLoader.load(Nd4jBackend.class).iterator();
            return backends.hasNext() ? backends.next().getClass().getSimpleName() : null;
        }

        private static Outcome failure(String what, Throwable cause) {
            return new Outcome(null, what + " Add to your dependencies:\n" + snippet(), cause);
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

    private static String snippet() {
        String platform = platform();
        // there are no oneDNN builds for ARM
        String nd4j = platform.endsWith("x86_64") ? platform + "-onednn" : platform;
        return dependency("org.nd4j", "nd4j-native", VERSION, null)
                + dependency("org.nd4j", "nd4j-native", VERSION, nd4j)
                + dependency("org.bytedeco", "openblas", "0.3.19-1.5.7", platform);
    }

    private static String dependency(String group, String artifact, String version, String classifier) {
        return "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId><version>"
                + version
                + "</version>" + (classifier == null ? "" : "<classifier>" + classifier + "</classifier>")
                + "</dependency>\n";
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = os.contains("mac") ? "macosx" : os.contains("win") ? "windows" : "linux";
        String arch = System.getProperty("os.arch");
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        return name + "-" + (arm ? "arm64" : "x86_64");
    }
}

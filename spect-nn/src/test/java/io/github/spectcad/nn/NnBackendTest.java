package io.github.spectcad.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;

class NnBackendTest {
    @Test
    @DisabledOnOs(architectures = "aarch64", disabledReason = "ND4J has no oneDNN builds for ARM")
    void convolutionsRunOnOneDnn() {
        assertTrue(
                NnBackend.require().oneDnn(),
                "oneDNN is lost: " + NnBackend.require().describe());
    }

    @Test
    void theDescriptionNamesBackendVersionThreadsAndOneDnn() {
        NnBackend backend = new NnBackend("CpuBackend", "1.0.0-M2.1", 2, true);
        assertEquals("ND4J CpuBackend 1.0.0-M2.1, 2 thread(s), oneDNN on", backend.describe());
    }

    @Test
    void threadsAreThoseOfTheCallingThreadAlone() throws Exception {
        int before = NnBackend.require().threads();
        int[] inside = new int[1];
        Thread worker = new Thread(() -> {
            NnBackend.useThreads(before + 1);
            inside[0] = NnBackend.require().threads();
        });
        worker.start();
        worker.join();
        assertEquals(before + 1, inside[0]);
        assertEquals(before, NnBackend.require().threads());
        assertThrows(IllegalArgumentException.class, () -> NnBackend.useThreads(0));
    }

    @Test
    void withoutABackendTheMessageNamesTheDependencyToAdd() throws Exception {
        String message = requireInFreshProcess(entry -> !entry.contains("nd4j-native-1"));
        assertTrue(message.contains("No ND4J backend is on the class path."), message);
        assertTrue(message.contains("<artifactId>nd4j-native</artifactId>"), message);
        assertTrue(message.contains("<artifactId>openblas</artifactId>"), message);
    }

    @Test
    void withoutItsNativeLibraryTheMessageNamesTheDependencyToAdd() throws Exception {
        String message = requireInFreshProcess(entry -> !entry.contains("x86_64") && !entry.contains("arm64"));
        assertTrue(message.contains("its native library does not load"), message);
        assertTrue(message.contains("<classifier>"), message);
    }

    private static String requireInFreshProcess(Predicate<String> classPathEntry) throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(classPathEntry)
                .collect(Collectors.joining(File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-cp", classPath, Main.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return output;
    }

    /** Asks for the backend and prints why there is none. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) {
            try {
                System.out.println("found " + NnBackend.require().describe());
            } catch (BackendUnavailableException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}

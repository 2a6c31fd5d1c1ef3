package io.github.spectcad.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    @EnabledOnOs(OS.LINUX)
    void withNoFolderToUnpackToTheMessageNamesTheSetting() throws Exception {
        String message =
                requireInFreshProcess(entry -> true, Main.class, "-Duser.home=/proc", "-Djava.io.tmpdir=/proc");
        assertTrue(message.contains("Could not create the cache"), message);
        assertTrue(message.contains("-Dorg.bytedeco.javacpp.cachedir=FOLDER"), message);
        assertFalse(message.contains("<dependency>"), message);
        assertTrue(message.endsWith("again: the same\n"), message);
    }

    @Test
    void withTooLittleMemoryTheMessageNamesTheSettings() throws Exception {
        String message = requireInFreshProcess(entry -> true, Main.class, "-Dorg.bytedeco.javacpp.maxbytes=64");
        assertTrue(message.contains("maxBytes (64)") && message.contains("-Xmx"), message);
        assertFalse(message.contains("<dependency>"), message);
    }

    @Test
    void aSmallHeapIsNoLimitOfNativeMemory() throws Exception {
        String message = requireInFreshProcess(entry -> true, Main.class, "-Xmx128m");
        assertTrue(message.contains("found ND4J") && message.contains("maxphysicalbytes=0"), message);
        message = requireInFreshProcess(
                entry -> true, Main.class, "-Xmx128m", "-Dorg.bytedeco.javacpp.maxphysicalbytes=3g");
        assertTrue(message.contains("found ND4J") && message.contains("maxphysicalbytes=3g"), message);
    }

    @Test
    void aModelLoadsInTheClassLoaderOfAnApplication() throws Exception {
        String said = requireInFreshProcess(
                entry -> Files.exists(Path.of(entry, "io/github/spectcad/nn/NnBackendTest.class")),
                InItsOwnLoader.class,
                "-XX:ActiveProcessorCount=4",
                "-Dall=" + System.getProperty("java.class.path"));
        assertTrue(said.contains("loaded cnn1"), said);
    }

    @Test
    void aFailureIsNotKept() throws Exception {
        String said = requireInFreshProcess(
                entry -> Files.exists(Path.of(entry, "io/github/spectcad/nn/NnBackendTest.class")),
                Retry.class,
                "-Dall=" + System.getProperty("java.class.path"));
        assertTrue(said.contains("first: No ND4J backend is on the class path."), said);
        assertTrue(said.contains("then: NnBackend[name=CpuBackend"), said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/home/x/.javacpp/cache/libjniopenblas.so: failed to map segment from shared object | mounted noexec",
                "/x/libnd4jcpu.so: libgomp.so.1: cannot open shared object file: No such file or directory | libgomp.so.1",
                "Error loading shared library ld-linux-x86-64.so.2: No such file (needed by /x.so) | ld-linux-x86-64.so.2",
                "java.io.IOException: No space left on device | disk of the folder",
                "Unable to make void java.lang.Runtime.load0(Class,String) accessible | same class loader",
                "Native Library /x.so already loaded in another classloader | Another copy of ND4J",
            })
    void theMessageSaysCauseAndRemedy(String said, String part) {
        Throwable cause = new UnsatisfiedLinkError(said);
        BackendUnavailableException e = BackendProblem.notStarted(
                "CpuBackend", new ExceptionInInitializerError(new IllegalStateException("no jni", cause)));
        assertTrue(e.getMessage().contains(said) && e.getMessage().contains(part), e.getMessage());
        assertFalse(e.getMessage().contains("<dependency>"), e.getMessage());
    }

    private static String requireInFreshProcess(Predicate<String> classPathEntry) throws Exception {
        return requireInFreshProcess(classPathEntry, Main.class);
    }

    private static String requireInFreshProcess(Predicate<String> classPathEntry, Class<?> main, String... options)
            throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(classPathEntry)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, main.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return output;
    }

    /** Asks for the backend and prints why there is none; then asks again. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) {
            String first = outcome();
            System.out.println(first);
            System.out.println("maxphysicalbytes=" + System.getProperty("org.bytedeco.javacpp.maxphysicalbytes"));
            System.out.print("again: " + (first.equals(outcome()) ? "the same\n" : outcome()));
        }

        static String outcome() {
            try {
                return "found " + NnBackend.require().describe();
            } catch (BackendUnavailableException e) {
                return e.getMessage();
            }
        }
    }

    /** The class loader of an application that brings everything, but for the list of backends while it is hidden. */
    private static final class Application extends URLClassLoader {
        private boolean hidesBackends;

        Application(String classPath) throws Exception {
            super(urls(classPath), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] urls(String classPath) throws Exception {
            List<URL> urls = new ArrayList<>();
            for (String path : classPath.split(File.pathSeparator, -1)) {
                urls.add(Path.of(path).toUri().toURL());
            }
            return urls.toArray(URL[]::new);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return hidesBackends && name.endsWith(".Nd4jBackend")
                    ? Collections.emptyEnumeration()
                    : super.getResources(name);
        }
    }

    /** As a fat jar or a web container runs an application: the library is not on the class path of the process. */
    static final class InItsOwnLoader {
        private InItsOwnLoader() {}

        public static void main(String[] arguments) throws Exception {
            Path file = Files.createTempFile("model", ".zip");
            try (URLClassLoader application = new Application(System.getProperty("all"))) {
                Thread.currentThread().setContextClassLoader(application);
                try (var in = application.getResourceAsStream("io/github/spectcad/nn/model/model-v1.zip")) {
                    Files.write(file, in.readAllBytes());
                }
                Object model = application
                        .loadClass("io.github.spectcad.nn.model.ModelFile")
                        .getMethod("load", Path.class)
                        .invoke(null, file);
                String description =
                        model.getClass().getMethod("description").invoke(model).toString();
                System.out.println("loaded " + (description.contains("backbone=cnn1") ? "cnn1" : description));
            } finally {
                Files.delete(file);
            }
        }
    }

    /** The backend is found as soon as the class path has one. */
    static final class Retry {
        private Retry() {}

        public static void main(String[] arguments) throws Exception {
            try (Application application = new Application(System.getProperty("all"))) {
                application.hidesBackends = true;
                Method require =
                        application.loadClass("io.github.spectcad.nn.NnBackend").getMethod("require");
                try {
                    System.out.println("first: " + require.invoke(null));
                } catch (InvocationTargetException e) {
                    System.out.println("first: " + e.getCause().getMessage());
                }
                application.hidesBackends = false;
                System.out.println("then: " + require.invoke(null));
            }
        }
    }
}

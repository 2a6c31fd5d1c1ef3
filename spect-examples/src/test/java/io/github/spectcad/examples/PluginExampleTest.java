package io.github.spectcad.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spectcad.cli.SpectCommand;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The plugin of {@code plugin-example}, from its sources to a jar that the command line uses, as a third party would. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PluginExampleTest {
    private static final Path PROJECT = Path.of("plugin-example");
    private static final Path MAIN = PROJECT.resolve("src/main/java");
    private static final Path RESOURCES = PROJECT.resolve("src/main/resources");
    private static final Path TEST = PROJECT.resolve("src/test/java");
    private static final Path GUIDE = Path.of("../docs/plugin-guide.md");
    private static final String ID = "example:mini-xception";

    private Path folder;
    private Path classes;
    private Path jar;
    private Path cohort;
    private Path model;

    @BeforeAll
    void packageThePluginAndTrainAModelWithIt(@TempDir Path temp) throws Exception {
        folder = temp;
        classes = temp.resolve("classes");
        compile(MAIN, System.getProperty("java.class.path"), classes);
        jar = temp.resolve("mini-xception.jar");
        writeJar(jar, classes, RESOURCES);
        cohort = temp.resolve("cohort/cohort.csv");
        model = temp.resolve("model.zip");
        succeed(spect(null, "phantom --patients 20 --pixels 16", "--out", temp.resolve("cohort")));
        String train = "train --backbone " + ID + " --input late-fusion --strategy task-1 --epochs 2 --batch 4";
        succeed(spect(jar, train, "--cohort", cohort, "--out", model));
    }

    private static void compile(Path sources, String classPath, Path target) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of(
                "--release",
                "17",
                "-proc:none",
                "-Xlint:all,-path",
                "-Werror",
                "-cp",
                classPath,
                "-d",
                target.toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> found = Files.walk(sources)) {
            List<Path> java =
                    found.filter(file -> file.toString().endsWith(".java")).toList();
            assertTrue(compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
                    .call());
        }
    }

    private static void writeJar(Path jar, Path... roots) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Path root : roots) {
                try (Stream<Path> found = Files.walk(root)) {
                    for (Path entry : found.filter(Files::isRegularFile).toList()) {
                        out.putNextEntry(
                                new JarEntry(root.relativize(entry).toString().replace(File.separatorChar, '/')));
                        Files.copy(entry, out);
                    }
                }
            }
        }
    }

    /** What a process gave. */
    private record CommandRun(int exitCode, String out, String err) {}

    private static CommandRun succeed(CommandRun run) {
        assertEquals(0, run.exitCode(), run.err());
        return run;
    }

    /** Runs the command line in a process of its own, with the plugin on the class path unless it is null. */
    private CommandRun spect(Path plugin, String command, Object... options) throws Exception {
        String classPath = System.getProperty("java.class.path") + (plugin == null ? "" : File.pathSeparator + plugin);
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Djava.awt.headless=true",
                "-cp",
                classPath,
                SpectCommand.class.getName()));
        line.addAll(List.of(command.split(" ", -1)));
        Stream.of(options).map(Object::toString).forEach(line::add);
        Process process = new ProcessBuilder(line)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int exitCode = process.waitFor();
        return new CommandRun(exitCode, Files.readString(out), Files.readString(err));
    }

    @Test
    void backbonesListsItWithItsClass() throws Exception {
        JsonNode backbones = new ObjectMapper()
                .readTree(succeed(spect(jar, "list backbones --json")).out())
                .get("backbones");
        JsonNode found = null;
        for (JsonNode backbone : backbones) {
            if (backbone.get("id").asText().equals(ID)) {
                found = backbone;
            }
        }
        assertEquals("org.example.spect.MiniXception", found.get("provider").asText());
        assertEquals(16, found.get("minimum_pixels").asInt());
        assertEquals(48_928, found.get("parameters").get("1").asInt());
    }

    @Test
    void aModelPredictsWithTheJarAndSaysWithoutItWhatIsMissing() throws Exception {
        Path predictions = folder.resolve("predictions.csv");
        succeed(spect(jar, "predict", "--model", model, "--cohort", cohort, "--out", predictions));
        assertEquals(1 + 20, Files.readAllLines(predictions).size());

        Path none = folder.resolve("none.csv");
        CommandRun run = spect(null, "predict", "--model", model, "--cohort", cohort, "--out", none);
        assertEquals(1, run.exitCode());
        assertEquals("", run.out());
        assertEquals(1, run.err().strip().lines().count(), run.err());
        assertTrue(
                run.err()
                        .startsWith("spect: " + model + ": the model cannot be built: there is no backbone '" + ID
                                + "' on the class path: the plugin that provides it is missing. Add its jar"),
                run.err());
        assertTrue(run.err().contains("SPECT_CLASSPATH"), run.err());
        assertTrue(Files.notExists(none));
    }

    @Test
    void itKeepsTheContractOfBackbones() throws Exception {
        Path tests = folder.resolve("test-classes");
        compile(TEST, System.getProperty("java.class.path") + File.pathSeparator + classes, tests);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL(), tests.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            Events events = EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(loader.loadClass("org.example.spect.MiniXceptionTest")))
                    .execute()
                    .testEvents();
            assertEquals(
                    events.started().count(),
                    events.succeeded().count(),
                    () -> events.failed().list().toString());
            assertTrue(events.succeeded().count() > 5);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void theGuideShowsItsCode() throws Exception {
        String sources;
        try (Stream<Path> found = Files.walk(PROJECT)) {
            sources = found.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*[.](java|xml)"))
                    .map(PluginExampleTest::read)
                    .collect(Collectors.joining("\n"));
        }
        List<String> shown = Pattern.compile("```(?:java|xml)\\n(.*?)```", Pattern.DOTALL)
                .matcher(read(GUIDE))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertTrue(shown.size() >= 2);
        for (String block : shown) {
            assertTrue(sources.contains(block), () -> "not in " + PROJECT + ":\n" + block);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

package io.github.spectcad.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PolarMap;
import io.github.spectcad.nn.NnBackend;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A reader of docs/troubleshooting.md looks for the message that the program printed. */
class TroubleshootingTest {
    /** Messages of the Java VM, JavaCPP and the operating system, and one of this library that is no message. */
    private static final Set<String> OF_OTHERS = Set.of(
            "failed to map segment from shared object",
            "Operation not permitted",
            "Could not create the cache: Set the \"org.bytedeco.javacpp.cachedir\" system property.",
            "No space left on device",
            "cannot open shared object file: No such file or directory",
            "Error loading shared library ld-linux-x86-64.so.2",
            "Cannot allocate new LongPointer(1): totalBytes = 512, physicalBytes = 523M",
            "Unable to make void java.lang.Runtime.load0",
            "already loaded in another classloader",
            "networks run 5 to 50 times slower than with oneDNN");

    /** Headings whose number or word a message gets when it is printed. */
    private static final Map<String, String> FILLED_IN = Map.of(
            "the model is closed",
            " is closed",
            "there is no backbone",
            "there is no ",
            "allowed are 20 times the file",
            " times the file",
            "must be at least 0.0",
            "must be at least ");

    @Test
    void everyHeadingOfOursIsAMessageInTheClasses() throws IOException, URISyntaxException {
        List<String> classes = new ArrayList<>(classes(NnBackend.class));
        classes.addAll(classes(PolarMap.class));
        List<String> headings = Files.readAllLines(Path.of("../docs/troubleshooting.md")).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();
        assertTrue(headings.containsAll(OF_OTHERS), "a message of others is no heading any more");
        for (String heading : headings) {
            String text = FILLED_IN.getOrDefault(heading, heading);
            assertTrue(
                    OF_OTHERS.contains(heading) || classes.stream().anyMatch(constants -> constants.contains(text)),
                    "no class prints: " + heading);
        }
    }

    /** The class files of a module as text: their string constants stand in them as they are. */
    private static List<String> classes(Class<?> type) throws IOException, URISyntaxException {
        Path location =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(location)) {
            return read(location);
        }
        try (FileSystem jar = FileSystems.newFileSystem(location)) {
            return read(jar.getPath("/"));
        }
    }

    private static List<String> read(Path root) throws IOException {
        List<String> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> path.toString().endsWith(".class"))::iterator) {
                classes.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return classes;
    }
}

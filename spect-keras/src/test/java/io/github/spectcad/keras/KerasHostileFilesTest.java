package io.github.spectcad.keras;

import static io.github.spectcad.keras.KerasWeightsTest.assertRefused;
import static io.github.spectcad.keras.KerasWeightsTest.file;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that were made to do harm, and those that cannot be read, are refused with what is wrong. */
class KerasHostileFilesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bomb.h5                   | expands to more than its 288 bytes
            bomb.keras                | is said to have 30000000 bytes
            deep.keras                | nesting depth
            circle.weights.h5         | linked in a circle
            soft_link.weights.h5      | is a link
            external_link.weights.h5  | is a link
            no_weights.keras          | the zip has no model.weights.h5
            scaleoffset.h5            | scaleoffset
            """)
    void isRefused(String name, String problem) {
        assertRefused(file(name), problem);
    }

    @Test
    void adviceIsWhatKeras3Accepts() throws IOException {
        Path text = Files.writeString(folder.resolve("text.h5"), "no HDF5");
        assertRefused(text, "model.save_weights(\"name.weights.h5\")", "model.save(\"name.keras\")");
        assertRefused(folder, "is a folder, as tf.saved_model makes them");
    }

    @Test
    void nothingIsLeftInTheTemporaryFolder() throws IOException {
        List<Path> before = temporary();
        assertRefused(file("bomb.keras"), "");
        assertRefused(file("bomb.h5"), "");
        assertEquals(before, temporary());
    }

    private static List<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith("spect-keras"))
                    .sorted()
                    .toList();
        }
    }
}

package io.github.spectcad.nn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainedModelTest {
    @TempDir
    private Path first;

    @TempDir
    private Path second;

    private static void jar(Path folder, String index, String... names) throws IOException {
        Files.createDirectories(folder.resolve("META-INF/spect"));
        Files.writeString(folder.resolve(PretrainedModel.INDEX), index);
        for (String name : names) {
            Files.writeString(folder.resolve(name + ".zip"), "no model");
            Files.writeString(folder.resolve(name + ".md"), "card of " + name);
        }
    }

    /** Runs with the folders on the class path. */
    private <T> T with(Callable<T> body) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        URL[] urls = {first.toUri().toURL(), second.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, before)) {
            thread.setContextClassLoader(loader);
            return body.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static NetworkSpec network(String backbone, String fusion, int pixels) {
        return new NetworkSpec(backbone, fusion, pixels, HeadSpec.PAPER);
    }

    @Test
    void modelsOfAllJarsAreFoundByBackboneInputAndSize() throws Exception {
        jar(first, "# comment\n\ncnn1 stress 32 a\n  cnn2\tearly-fusion 64 b  \n", "a", "b");
        jar(second, "cnn1 stress 48 c", "c");
        List<PretrainedModel> models = with(PretrainedModel::onClassPath);
        assertEquals(3, models.size());
        Optional<PretrainedModel> found = with(() -> PretrainedModel.find(network("cnn2", "early-fusion", 64)));
        assertEquals("card of b", with(() -> found.orElseThrow().readCard()));
        assertEquals(Optional.empty(), with(() -> PretrainedModel.find(network("cnn2", "early-fusion", 32))));
        assertEquals(Optional.empty(), with(() -> PretrainedModel.find(network("cnn2", "stress", 64))));
        assertEquals(Optional.empty(), with(() -> PretrainedModel.find(network("cnn1", "early-fusion", 64))));
    }

    @Test
    void twoModelsForOneNetworkAreAnErrorWhateverTheOrder() throws Exception {
        jar(first, "cnn1 stress 32 a", "a");
        jar(second, "cnn1 stress 32 c", "c");
        IllegalStateException error = assertThrows(
                IllegalStateException.class, () -> with(() -> PretrainedModel.find(network("cnn1", "stress", 32))));
        assertTrue(error.getMessage().contains("a.zip") && error.getMessage().contains("c.zip"), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cnn1 stress 32", "cnn1 stress x a", "cnn1 stress 0 a", "cnn1 stress 32 a more"})
    void aLineOfAnotherFormIsRefusedWithItsNumber(String line) throws Exception {
        jar(first, "\n" + line, "a");
        IOException error = assertThrows(IOException.class, () -> with(PretrainedModel::onClassPath));
        assertTrue(
                error.getMessage().endsWith(", line 2: expected \"backbone input pixels name\""), error.getMessage());
    }

    @Test
    void aMissingCardOrFileIsNamed() throws Exception {
        jar(first, "cnn1 stress 32 a", "a");
        Files.delete(first.resolve("a.md"));
        IOException error = assertThrows(IOException.class, () -> with(PretrainedModel::onClassPath));
        assertTrue(error.getMessage().endsWith("line 1: the resource a.md is not there"), error.getMessage());
    }

    @Test
    void aFileThatIsNoModelIsRefused() throws Exception {
        jar(first, "cnn1 stress 32 a", "a");
        assertThrows(
                ModelFileException.class,
                () -> with(() -> PretrainedModel.onClassPath().get(0).open()));
    }
}

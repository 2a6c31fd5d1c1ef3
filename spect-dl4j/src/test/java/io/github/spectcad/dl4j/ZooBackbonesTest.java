package io.github.spectcad.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.spi.ProviderNotFoundException;
import io.github.spectcad.nn.backbone.Backbones;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The architectures of the zoo compute what Deeplearning4j computes, at their smallest size. */
class ZooBackbonesTest {
    @TempDir
    private Path folder;

    private void assertAgrees(String id) throws IOException {
        Dl4jBackbone backbone =
                assertInstanceOf(Dl4jBackbone.class, Backbones.load().require(id));
        Stock.assertAgrees(backbone, backbone.minimumPixels(), folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dl4j:squeezenet", "dl4j:darknet19"})
    void computeWhatDeeplearning4jDoes(String id) throws IOException {
        assertAgrees(id);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"dl4j:xception", "dl4j:vgg16", "dl4j:resnet50", "dl4j:inception-resnet-v1"})
    void theLargerOnesDoToo(String id) throws IOException {
        assertAgrees(id);
    }

    @ParameterizedTest
    @CsvSource({
        "dl4j:nasnet, before the input is set",
        "dl4j:alexnet, LocalResponseNormalization",
        "dl4j:facenet-nn4-small2, LocalResponseNormalization"
    })
    void whatCannotBeABackboneIsRefusedWithTheReason(String id, String reason) {
        assertFalse(Backbones.load().ids().contains(id));
        String message = assertThrows(
                        ProviderNotFoundException.class, () -> Backbones.load().require(id))
                .getMessage();
        assertTrue(message.contains("'" + id + "' cannot be used") && message.contains(reason), message);
    }

    /** The catalog of a class path without the zoo. */
    @Test
    void withoutTheZooThereAreNone() throws IOException {
        URL[] path = Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
                .filter(entry -> !entry.contains("deeplearning4j-zoo") && !entry.isEmpty())
                .map(ZooBackbonesTest::url)
                .toArray(URL[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            Object catalog = loader.loadClass(Backbones.class.getName())
                    .getMethod("load")
                    .invoke(null);
            List<?> ids = (List<?>) catalog.getClass().getMethod("ids").invoke(catalog);
            List<?> problems =
                    (List<?>) catalog.getClass().getMethod("problems").invoke(catalog);
            assertEquals(List.of(), problems);
            assertEquals(
                    List.of(),
                    ids.stream().filter(id -> id.toString().startsWith("dl4j:")).toList());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.setContextClassLoader(own);
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}

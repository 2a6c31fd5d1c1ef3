package io.github.spectcad.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.model.WeightTransfer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;

class Dl4jInitialWeightsTest {
    private static final NetworkSpec SPEC = new NetworkSpec("acme:layers", "early-fusion", 12, HeadSpec.PAPER);

    @TempDir
    private Path folder;

    private Path whole;
    private MultiLayerNetwork stock;

    /** A model of three image channels whose only layer is called as the first of the backbone. */
    @BeforeEach
    void write() throws IOException {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(4)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .name("conv")
                        .nOut(8)
                        .activation(Activation.RELU)
                        .build())
                .setInputType(InputType.convolutional(12, 12, 3))
                .build();
        stock = new MultiLayerNetwork(configuration);
        stock.init();
        whole = folder.resolve("model.zip");
        ModelSerializer.writeModel(stock, whole.toFile(), true);
    }

    private static WeightTransfer load(Path file) throws IOException {
        try (Network network = SPEC.assemble(1)) {
            return Dl4jInitialWeights.of(file).initialise(SPEC, 1, network);
        }
    }

    @Test
    void threeChannelsAreSpreadOverTwo() throws IOException {
        try (Network network = SPEC.assemble(1)) {
            WeightTransfer transfer = Dl4jInitialWeights.of(whole).initialise(SPEC, 1, network);
            assertTrue(transfer.copied().contains("conv/bias"), transfer.toString());
            assertEquals("conv/kernel", transfer.adapted().get(0));
            float[] expected =
                    stock.getParam("0_W").sum(1).div(2).dup('c').data().asFloat();
            float[] kernel = network.parameterValues("conv/kernel");
            for (int o = 0; o < 8; o++) {
                float[] filter = new float[9];
                System.arraycopy(expected, o * 9, filter, 0, 9);
                for (int c = 0; c < 2; c++) {
                    float[] own = new float[9];
                    System.arraycopy(kernel, (o * 2 + c) * 9, own, 0, 9);
                    assertArrayEquals(filter, own, 1e-6f);
                }
            }
        }
    }

    /** Does harm when it is deserialised. */
    private static final class Harmful implements Serializable {
        private static final long serialVersionUID = 1;
        private static boolean done;

        private void readObject(ObjectInputStream in) {
            done = true;
        }
    }

    private Path with(String entry, byte[] content) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(whole.toFile())) {
            for (ZipEntry e : zip.stream().toList()) {
                entries.put(e.getName(), zip.getInputStream(e).readAllBytes());
            }
        }
        entries.put(entry, content);
        Path file = folder.resolve("changed.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> e : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(e.getKey()));
                out.write(e.getValue());
            }
        }
        return file;
    }

    @Test
    void javaObjectsInTheFileAreNotDeserialised() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Harmful());
        }
        assertFalse(
                load(with("preprocessor.bin", bytes.toByteArray())).adapted().isEmpty());
        assertFalse(Harmful.done);
    }

    private void assertRefused(Path file, String problem) {
        Dl4jFileException e = assertThrows(Dl4jFileException.class, () -> load(file));
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertTrue(e.getMessage().contains(problem), e.getMessage());
    }

    @Test
    void hostileAndDamagedFilesAreRefused() throws IOException {
        assertRefused(with("coefficients.bin", new byte[5000]), "no model of Deeplearning4j");
        assertRefused(with("coefficients.bin", new byte[30_000_000]), "is said to have 30000000 bytes");
        assertRefused(
                with(
                        "configuration.json",
                        "{\"confs\":[{\"layer\":{\"@class\":\"com.sun.rowset.JdbcRowSetImpl\"}}]}"
                                .getBytes(StandardCharsets.UTF_8)),
                "names the class com.sun.rowset.JdbcRowSetImpl");
        assertRefused(with("configuration.json", "[".repeat(5000).getBytes(StandardCharsets.UTF_8)), "depth");
        assertRefused(Files.writeString(folder.resolve("text.zip"), "no zip"), "no model of Deeplearning4j");
        byte[] bytes = Files.readAllBytes(whole);
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 40; i++) {
            byte[] damaged = bytes.clone();
            for (int k = 0; k < 8; k++) {
                damaged[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve("damaged.zip"), damaged);
            try {
                load(file);
            } catch (Dl4jFileException | IllegalArgumentException e) {
                assertTrue(
                        e.getMessage().startsWith(file.toString())
                                || e.getMessage().contains("must be finite"),
                        e.getMessage());
            }
        }
    }
}

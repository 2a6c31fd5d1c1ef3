package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Keras network becomes a model that predicts what Keras' definitions give. About 10 s on one core. */
class ImportKerasCommandTest {
    private static final Path GOLDEN = Path.of("../spect-keras/src/test/resources/io/github/spectcad/keras");
    private static final int PIXELS = 16;

    @TempDir
    private Path folder;

    private Path scaler;
    private Path thresholds;
    private Path model;

    /** The figures of the paper's authors. */
    @BeforeEach
    void writeFigures() throws IOException {
        scaler = Files.writeString(folder.resolve("scaler.csv"), """
                feature,mean,standard_deviation
                sex,1.16312,0.369476
                age_years,59.98582,10.564886
                weight_kg,81.81560,13.931241
                height_cm,169.61702,10.859946
                """);
        thresholds = Files.writeString(
                folder.resolve("thresholds.json"), "{\"lad\": 0.52371, \"rca\": 0.53946, \"lcx\": 0.48933}");
        model = folder.resolve("model.zip");
    }

    private CommandRun importing(String backbone, String... more) {
        List<String> line = new ArrayList<>(List.of(
                "import-keras",
                "--in",
                GOLDEN.resolve("import.h5").toString(),
                "--backbone",
                backbone,
                "--input",
                "early-fusion",
                "--pixels",
                Integer.toString(PIXELS),
                "--out",
                model.toString()));
        line.addAll(List.of(more));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private String picture(String name, String[] cells) throws IOException {
        BufferedImage image = new BufferedImage(PIXELS, PIXELS, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < cells.length; i++) {
            image.getRaster().setSample(i % PIXELS, i / PIXELS, 0, Integer.parseInt(cells[i]));
        }
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file.toString();
    }

    @Test
    void theModelPredictsWhatKerasDoes() throws IOException {
        CommandRun run = importing("cnn1", "--scaler", scaler.toString(), "--thresholds", thresholds.toString());
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(
                run.out().matches("(?s)layer +in the file +outcome\\R.*head_logits +dense_5 +matched\\R.*"), run.out());
        assertTrue(run.out().contains("6 layers matched, 0 adapted, 0 of the file left"), run.out());
        int area = PIXELS * PIXELS;
        for (String line : Files.readAllLines(GOLDEN.resolve("import.csv"))) {
            String[] cells = line.split(",", -1);
            CommandRun predicted = CommandRun.of(
                    "predict",
                    "--model",
                    model.toString(),
                    "--rest",
                    picture("rest.png", Arrays.copyOf(cells, area)),
                    "--stress",
                    picture("stress.png", Arrays.copyOfRange(cells, area, 2 * area)),
                    "--sex",
                    Double.parseDouble(cells[2 * area]) == 1 ? "male" : "female",
                    "--age",
                    cells[2 * area + 1],
                    "--weight",
                    cells[2 * area + 2],
                    "--height",
                    cells[2 * area + 3],
                    "--json");
            assertEquals(0, predicted.exitCode(), predicted.err());
            JsonNode result = new ObjectMapper().readTree(predicted.out());
            String[] vessels = {"lad", "rca", "lcx"};
            for (int i = 0; i < vessels.length; i++) {
                double golden = Double.parseDouble(cells[2 * area + 4 + i]);
                assertEquals(golden, result.get("p_" + vessels[i]).asDouble(), 2e-6);
                double threshold = new double[] {.52371, .53946, .48933}[i];
                assertEquals(
                        golden >= threshold,
                        result.get("diseased_" + vessels[i]).asBoolean());
            }
        }
    }

    @Test
    void theTableIsJsonToo() throws IOException {
        CommandRun run = importing("cnn1", "--scaler", scaler.toString(), "--json");
        assertEquals(0, run.exitCode(), run.err());
        JsonNode result = new ObjectMapper().readTree(run.out());
        assertEquals(6, result.get("matched").asInt());
        assertEquals("dense_3", result.get("layers").get(3).get("in_file").asText());
        assertEquals(0.5, result.get("thresholds").get(0).asDouble());
    }

    @Test
    void nothingIsWrittenOfWhatIsNotWhole() throws IOException {
        CommandRun other = importing("cnn2", "--scaler", scaler.toString());
        assertEquals(1, other.exitCode());
        assertTrue(other.err().contains("not loaded: block1_conv1="), other.err());
        CommandRun unscaled = importing("cnn1");
        assertEquals(1, unscaled.exitCode());
        assertTrue(unscaled.err().contains("--scaler"), unscaled.err());
        Path incomplete = Files.writeString(folder.resolve("s.csv"), "feature,mean,standard_deviation\nsex,1,2\n");
        CommandRun missing = importing("cnn1", "--scaler", incomplete.toString());
        assertEquals(1, missing.exitCode());
        assertTrue(missing.err().contains("there is no feature age_years"), missing.err());
        assertFalse(Files.exists(model));
        model = scaler;
        CommandRun over = importing("cnn1", "--scaler", scaler.toString());
        assertEquals(1, over.exitCode());
        assertTrue(over.err().contains("--overwrite"), over.err());
        assertTrue(Files.readString(scaler).startsWith("feature"));
    }
}

package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.io.Palette;
import io.github.spectcad.io.PngFile;
import io.github.spectcad.io.PolarMapReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    @TempDir
    private Path folder;

    private static PolarMap map() {
        return PhantomCohort.withAngiographyOnly(20, 31)
                .patients()
                .get(2)
                .study(64)
                .stress()
                .orElseThrow();
    }

    /** The map in the colours of jet. */
    private Path picture() throws IOException {
        Palette jet = Palette.ofId("jet").orElseThrow();
        PolarMap map = map();
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < 64; row++) {
            for (int column = 0; column < 64; column++) {
                if (map.disc().relativeRadius(column, row) <= 1) {
                    image.setRGB(column, row, jet.rgb(Math.round(255 * map.valueAt(row, column))));
                }
            }
        }
        Path file = folder.resolve("jet.png");
        PngFile.write(file, image);
        return file;
    }

    @Test
    void aColourPictureBecomesAGreyMap() throws IOException {
        Path out = folder.resolve("grey.png");
        CommandRun run = CommandRun.of(
                "import", "--in", picture().toString(), "--out", out.toString(), "--state", "stress", "--json");
        assertEquals(0, run.exitCode(), run.err());
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertEquals("stress", json.get("state").asText());
        assertEquals("jet", json.get("palette").asText());
        assertEquals(32, json.get("disc").get("radius").asDouble());
        assertEquals(64, json.get("pixels").asInt());
        assertTrue(json.get("residual").asDouble() < 0.01);
        PolarMap read = PolarMapReader.ownSize().read(out, PerfusionState.STRESS);
        assertEquals(map().valueAt(30, 20), read.valueAt(30, 20), 0.02);
    }

    @Test
    void theInputIsReplacedOnlyWhereThatIsAskedFor() throws IOException {
        Path in = picture();
        byte[] before = Files.readAllBytes(in);
        Path link = Files.createSymbolicLink(folder.resolve("link.png"), in.getFileName());
        for (Path out : new Path[] {in, link}) {
            CommandRun run = CommandRun.of("import", "--in", in.toString(), "--out", out.toString());
            assertEquals(1, run.exitCode());
            assertTrue(run.err().contains("--overwrite"), run.err());
            assertEquals(before.length, Files.size(in));
        }
        assertEquals(
                0,
                CommandRun.of("import", "--in", in.toString(), "--out", in.toString(), "--overwrite")
                        .exitCode());
    }

    @Test
    void aCohortIsNotReplacedByAPhantom() {
        String[] args = {"phantom", "--out", folder.resolve("cohort").toString(), "--patients", "20", "--pixels", "16"};
        assertEquals(0, CommandRun.of(args).exitCode());
        CommandRun again = CommandRun.of(args);
        assertEquals(1, again.exitCode());
        assertTrue(again.err().contains("--overwrite"), again.err());
    }

    @Test
    void anUnknownPaletteIsWrongUsage() throws IOException {
        CommandRun run = CommandRun.of(
                "import",
                "--in",
                picture().toString(),
                "--out",
                folder.resolve("o.png").toString(),
                "--palette",
                "x");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("hot-iron"), run.err());
    }
}

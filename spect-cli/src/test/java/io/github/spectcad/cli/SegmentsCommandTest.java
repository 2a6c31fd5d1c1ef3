package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** About 3 s. */
class SegmentsCommandTest {
    private static final int PATIENTS = 120;

    @TempDir
    static Path folder;

    private static Path cohort;
    private static Path normals;

    @BeforeAll
    static void buildNormals() {
        Path out = folder.resolve("cohort");
        CommandRun phantom = CommandRun.of(
                "phantom", "--out", out.toString(), "--patients", "" + PATIENTS, "--pixels", "32", "--seed", "6");
        assertEquals(0, phantom.exitCode(), phantom.err());
        cohort = out.resolve("cohort.csv");
        normals = folder.resolve("normals.csv");
        CommandRun run = normals("all", normals);
        assertEquals(0, run.exitCode(), run.err());
    }

    private static CommandRun normals(String who, Path out) {
        return CommandRun.of(
                "segments",
                "normals",
                "--cohort",
                cohort.toString(),
                "--normal",
                who,
                "--out",
                out.toString(),
                "--json");
    }

    @Test
    void aCohortGivesOneRowForEachPatientAndSegment() throws IOException {
        Path out = folder.resolve("quantified");
        CommandRun run = CommandRun.of(
                "segments",
                "quantify",
                "--normals",
                normals.toString(),
                "--cohort",
                cohort.toString(),
                "--out",
                out.toString());
        assertEquals(0, run.exitCode(), run.err());
        List<String> patients = Files.readAllLines(out.resolve("patients.csv"));
        assertEquals(PATIENTS + 1, patients.size());
        assertTrue(patients.get(0).startsWith("patient_id,sss,srs,sds,"), patients.get(0));
        assertEquals(
                PATIENTS * 2 * 17 + 1,
                Files.readAllLines(out.resolve("segments.csv")).size());
    }

    @Test
    void onePatientsDifferenceScoreIsStressMinusRest() throws IOException {
        Path images = cohort.resolveSibling("images");
        CommandRun run = CommandRun.of(
                "segments",
                "quantify",
                "--normals",
                normals.toString(),
                "--rest",
                images.resolve("p0001-rest.png").toString(),
                "--stress",
                images.resolve("p0001-stress.png").toString(),
                "--sex",
                "male",
                "--json");
        assertEquals(0, run.exitCode(), run.err());
        JsonNode result = new ObjectMapper().readTree(run.out());
        assertEquals(
                result.get("sss").intValue() - result.get("srs").intValue(),
                result.get("sds").intValue());
        assertEquals(17, result.get("stress").get("segments").size());
        double area = 0;
        for (JsonNode segment : result.get("rest").get("segments")) {
            area += segment.get("area_percent").doubleValue();
        }
        assertEquals(100, area, 1e-9);
    }

    @Test
    void theCohortIsNotReplacedByItsNormals() throws IOException {
        byte[] before = Files.readAllBytes(cohort);
        CommandRun run = normals("er", cohort);
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("--overwrite"), run.err());
        assertEquals(before.length, Files.size(cohort));
    }

    @Test
    void limitsNeedTheSex() {
        CommandRun run = CommandRun.of(
                "segments",
                "quantify",
                "--normals",
                normals.toString(),
                "--stress",
                cohort.resolveSibling("images").resolve("p0001-stress.png").toString());
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("--sex"), run.err());
    }
}

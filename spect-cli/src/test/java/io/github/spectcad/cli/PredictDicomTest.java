package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spectcad.io.dicom.DicomFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two maps are a phantom's, put into secondary captures of 32 x 32 pixels by DCMTK's img2dcm. About 5 s. */
class PredictDicomTest {
    @TempDir
    static Path folder;

    private static Path model;
    private static Path rest;
    private static Path stress;

    @BeforeAll
    static void train() throws IOException {
        Path cohort = folder.resolve("cohort");
        CommandRun phantom = CommandRun.of(
                "phantom", "--out", cohort.toString(), "--patients", "30", "--pixels", "16", "--seed", "4");
        assertEquals(0, phantom.exitCode(), phantom.err());
        model = folder.resolve("model.zip");
        CommandRun run = CommandRun.of(
                "train",
                "--cohort=" + cohort.resolve("cohort.csv"),
                "--backbone=cnn1",
                "--input=early-fusion",
                "--strategy=task-1",
                "--pixels=16",
                "--epochs=1",
                "--out=" + model);
        assertEquals(0, run.exitCode(), run.err());
        rest = copied("map-rest.dcm");
        stress = copied("map-stress.dcm");
    }

    private static Path copied(String name) throws IOException {
        try (InputStream in = PredictDicomTest.class.getResourceAsStream(name)) {
            return Files.write(folder.resolve(name), in.readAllBytes());
        }
    }

    private static CommandRun predict(Path restMap, Path out, String... more) {
        String[] args = {
            "predict",
            "--model=" + model,
            "--rest=" + restMap,
            "--stress=" + stress,
            "--sex=male",
            "--age=60",
            "--weight=80",
            "--height=175",
            "--dicom-out=" + out
        };
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return CommandRun.of(all);
    }

    @Test
    void theResultBelongsToThePatientsStudy() throws Exception {
        Path out = folder.resolve("dicom");
        CommandRun run = predict(rest, out, "--json");
        assertEquals(0, run.exitCode(), run.err());
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertEquals(2, json.get("dicom").size());
        for (JsonNode name : json.get("dicom")) {
            Path file = Path.of(name.textValue());
            assertEquals("SIM1", DicomFile.read(file).patientId());
            assertPassesValidator(file);
        }
    }

    @Test
    void eachPatientOfACohortHasAFolder() throws Exception {
        Path images = Files.createDirectories(folder.resolve("of-cohort"));
        Files.copy(rest, images.resolve("r.dcm"));
        Files.copy(stress, images.resolve("s.dcm"));
        Path cohort = images.resolve("cohort.csv");
        Files.writeString(cohort, """
                patient_id,rest_image,stress_image,sex,age_years,weight_kg,height_cm
                a/b,r.dcm,s.dcm,male,60,80,175
                A_B,r.dcm,s.dcm,male,60,80,175
                """);
        Path out = folder.resolve("dicom-of-cohort");
        String[] args = {
            "predict",
            "--model=" + model,
            "--cohort=" + cohort,
            "--out=" + folder.resolve("predictions.csv"),
            "--dicom-out=" + out,
            "--bad-maps=warn",
            "--json"
        };
        CommandRun run = CommandRun.of(args);
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(4, new ObjectMapper().readTree(run.out()).get("dicom").size());
        for (String name : new String[] {"a_b", "A_B-2"}) {
            assertPassesValidator(out.resolve(name).resolve("secondary-capture.dcm"));
            assertPassesValidator(out.resolve(name).resolve("structured-report.dcm"));
        }
        args[2] = "--cohort=" + folder.resolve("cohort/cohort.csv");
        args[4] = "--dicom-out=" + folder.resolve("dicom-of-pictures");
        CommandRun pictures = CommandRun.of(args);
        assertEquals(1, pictures.exitCode());
        assertTrue(pictures.err().contains("--dicom-out"), pictures.err());
    }

    /** By dciodvfy of Debian's dicom3tools, where it is installed. */
    private static void assertPassesValidator(Path file) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder("dciodvfy", file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return; // the same files are validated by spect-io's tests, which say that they were skipped
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertFalse(said.contains("Error"), said);
    }

    @Test
    void imagesThatAreNoDicomFilesAreRefusedBeforeAnyWork() throws IOException {
        Path png = folder.resolve("cohort/images/p0001-rest.png");
        Path out = folder.resolve("none");
        CommandRun run = predict(png, out);
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("--dicom-out"), run.err());
        assertTrue(Files.notExists(out.resolve("structured-report.dcm")));
    }

    @Test
    void theFolderOfTheImagesIsNoPlaceForTheResult() {
        CommandRun run = predict(rest, folder);
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("--overwrite"), run.err());
    }
}

package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.quantify.NormalDatabase;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.study.report.DemoReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The main job through the command line: a small cohort on disk, a small network, every command after the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MainJobTest {
    private static final String PIXELS = "32";

    private Path folder;
    private Path cohort;
    private Path model;

    @BeforeAll
    void writeACohortAndTrainAModel(@TempDir Path temp) {
        folder = temp;
        cohort = temp.resolve("cohort/cohort.csv");
        model = temp.resolve("model.zip");
        succeed("phantom", "--out", temp.resolve("cohort").toString(), "--patients", "60", "--pixels", "48");
        succeed(
                "train",
                "--cohort",
                cohort.toString(),
                "--backbone",
                "cnn1",
                "--input",
                "early-fusion",
                "--strategy",
                "strategy-1",
                "--pixels",
                PIXELS,
                "--batch",
                "4",
                "--epochs",
                "2",
                "--out",
                model.toString());
    }

    private static CommandRun succeed(String... args) {
        CommandRun run = CommandRun.of(args);
        assertEquals(0, run.exitCode(), () -> String.join(" ", args) + "\n" + run.err());
        return run;
    }

    private static CommandRun fail(String... args) {
        CommandRun run = CommandRun.of(args);
        assertEquals(1, run.exitCode(), () -> String.join(" ", args) + "\n" + run.out() + run.err());
        return run;
    }

    private static CommandRun refuse(String... args) {
        CommandRun run = CommandRun.of(args);
        assertEquals(2, run.exitCode(), () -> String.join(" ", args) + "\n" + run.out() + run.err());
        return run;
    }

    private static JsonNode json(String... args) throws Exception {
        String out = succeed(args).out();
        assertEquals(1, out.strip().lines().count(), "one JSON object and nothing else on standard output");
        return new ObjectMapper().readTree(out);
    }

    private Path image(String state) {
        return folder.resolve("cohort/images/p0001-" + state + ".png");
    }

    private String[] onePatient(String command, String... more) {
        String[] args = {
            command,
            "--model",
            model.toString(),
            "--rest",
            image("rest").toString(),
            "--stress",
            image("stress").toString(),
            "--sex",
            "male",
            "--age",
            "61",
            "--weight",
            "82",
            "--height",
            "174"
        };
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return all;
    }

    @Test
    void predictionsOfACohortAreEvaluated() throws Exception {
        Path predictions = folder.resolve("predictions.csv");
        JsonNode predicted = json(
                "predict",
                "--model",
                model.toString(),
                "--cohort",
                cohort.toString(),
                "--out",
                predictions.toString(),
                "--json");
        assertEquals(60, predicted.get("patients").asInt());
        JsonNode evaluated = json(
                "evaluate",
                "--predictions",
                predictions.toString(),
                "--cohort",
                cohort.toString(),
                "--reference",
                "er",
                "--json");
        assertEquals(60, evaluated.get("patients").asInt());
        JsonNode perVessel = evaluated.get("per-vessel");
        assertEquals(
                180,
                perVessel.get("tp").asInt()
                        + perVessel.get("tn").asInt()
                        + perVessel.get("fp").asInt()
                        + perVessel.get("fn").asInt());
        assertTrue(perVessel.get("auc_ci").get(0).asDouble()
                <= perVessel.get("auc").asDouble());
    }

    @Test
    void onePatientIsPredictedAsInTheCohort() throws Exception {
        JsonNode one = json(onePatient("predict", "--json"));
        for (String vessel : new String[] {"lad", "rca", "lcx"}) {
            double p = one.get("p_" + vessel).asDouble();
            assertTrue(p >= 0 && p <= 1);
            assertTrue(p <= one.get("p_patient").asDouble());
        }
        assertEquals("Research use only. Not for diagnosis.", one.get("notice").asText());
    }

    @Test
    void aPredictionIsExplainedByAPicture() throws Exception {
        Path picture = folder.resolve("saliency.png");
        JsonNode explained = json(onePatient("explain", "--vessel", "rca", "--out", picture.toString(), "--json"));
        assertEquals("rca", explained.get("vessel").asText());
        assertEquals(
                1,
                explained.get("share_lad").asDouble()
                        + explained.get("share_rca").asDouble()
                        + explained.get("share_lcx").asDouble(),
                1e-6);
        assertTrue(ImageIO.read(picture.toFile()).getWidth() > 100);
    }

    @Test
    void aPatientsPageHoldsWhatAPhysicianLooksAt() throws Exception {
        Path page = folder.resolve("patient.html");
        JsonNode predicted = json(onePatient("predict", "--report", page.toString(), "--palette", "cividis", "--json"));
        assertEquals(page.toString(), predicted.get("report").asText());
        String html = Files.readString(page);
        assertEquals(9, html.split("<img ", -1).length - 1, "stress, rest, difference, three vessels on each map");
        for (String part : new String[] {
            "Research use only. Not for diagnosis.",
            "Threshold",
            "Range",
            "Share of the area",
            "Quality of the maps",
            "Provenance",
            "from p0001-stress.png",
            "61 years"
        }) {
            assertTrue(html.contains(part), part);
        }
        assertFalse(html.contains("<script") || html.contains(folder.toString()));
    }

    @Test
    void thePageOfAPatientOfACohortShowsTheReadersScoresAndIsPrintedOnOnePage() throws Exception {
        Path page = folder.resolve("cohort-patient.html");
        succeed(
                "predict",
                "--model",
                model.toString(),
                "--cohort",
                cohort.toString(),
                "--patient",
                "p0002",
                "--report",
                page.toString());
        assertTrue(Files.readString(page).contains("SSS "));
        assertEquals(1, Browser.find().printedPages(folder, page));
    }

    @Test
    void theExamplesOfTheDemoShowMapsWithScoresAndAllVessels() throws Exception {
        List<PatientStudy> all = CohortCsv.read(cohort, CohortReadOptions.DEFAULT.withPixels(32))
                .cohort()
                .patients();
        List<PatientStudy> patients = all.stream()
                .filter(patient -> patient.angiography().isPresent())
                .toList();
        try (TrainedModel trained = ModelFile.load(model)) {
            List<DemoReport.Example> examples =
                    DemoExamples.explain(trained, patients, Reference.ICA, Optional.of(NormalDatabase.ofPatients(all)));
            assertFalse(examples.isEmpty());
            for (DemoReport.Example example : examples) {
                assertEquals(3, example.figures().get(0).panels().size());
                assertEquals(6, example.figures().get(1).panels().size());
                assertEquals(2, example.tables().size());
            }
            assertTrue(examples.stream()
                    .anyMatch(example ->
                            example.figures().get(0).panels().get(2).title().contains("SDS ")));
            assertFalse(DemoExamples.explain(trained, patients, Reference.ICA, Optional.empty())
                    .isEmpty());
        }
    }

    @Test
    void aPageNeverReplacesAnInputAndIsOfOnePatient() {
        fail(onePatient("predict", "--report", image("rest").toString()));
        refuse("predict", "--model", "m", "--cohort", "c", "--out", "o", "--report", "r");
        refuse(onePatient("predict", "--report", "r", "--palette", "none"));
    }

    @Test
    void aMissingFileFailsWithOneLine() {
        CommandRun run =
                fail("evaluate", "--predictions", "nowhere.csv", "--cohort", cohort.toString(), "--reference", "er");
        assertTrue(run.err().contains("nowhere.csv"), run.err());
        assertEquals(1, run.err().strip().lines().count(), run.err());
    }

    @Test
    void aDamagedModelIsRefusedWithItsReason() throws Exception {
        Path damaged = folder.resolve("damaged.zip");
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length / 2] ^= 1;
        Files.write(damaged, bytes);
        CommandRun run =
                fail("predict", "--model", damaged.toString(), "--cohort", cohort.toString(), "--out", "p.csv");
        assertTrue(run.err().contains("damaged.zip"), run.err());
        assertFalse(Files.exists(Path.of("p.csv")));
    }

    @Test
    void missingClinicalFeaturesAreNamed() {
        CommandRun run = fail(
                "predict",
                "--model",
                model.toString(),
                "--rest",
                image("rest").toString(),
                "--stress",
                image("stress").toString(),
                "--sex",
                "male");
        assertTrue(run.err().contains("age_years"), run.err());
    }

    @Test
    void aFileWithoutKerasWeightsIsRefused() {
        CommandRun run = fail(
                "train",
                "--cohort",
                cohort.toString(),
                "--backbone",
                "cnn1",
                "--input",
                "rest",
                "--strategy",
                "task-1",
                "--keras-weights",
                cohort.toString(),
                "--out",
                folder.resolve("keras.zip").toString());
        assertTrue(run.err().contains("it is no Keras weight file"), run.err());
        assertFalse(Files.exists(folder.resolve("keras.zip")));
    }

    @Test
    void anUnknownBackboneIsAnsweredWithTheKnownOnes() {
        CommandRun run = refuse(
                "train",
                "--cohort",
                cohort.toString(),
                "--backbone",
                "cnn3",
                "--input",
                "rest",
                "--strategy",
                "task-1",
                "--epochs",
                "1",
                "--pixels",
                PIXELS,
                "--out",
                folder.resolve("x.zip").toString());
        assertTrue(run.err().contains("cnn3") && run.err().contains("cnn1"), run.err());
    }

    @Test
    void strategy5AsksForItsTeacher() {
        CommandRun run = refuse(
                "train",
                "--cohort",
                cohort.toString(),
                "--backbone",
                "cnn1",
                "--input",
                "rest",
                "--strategy",
                "strategy-5",
                "--epochs",
                "1",
                "--pixels",
                PIXELS,
                "--out",
                folder.resolve("x.zip").toString());
        assertTrue(run.err().contains("strategy-1") && run.err().contains("--teacher"), run.err());
    }

    @Test
    void imagesAndCohortTogetherAreWrongUsage() {
        CommandRun run = CommandRun.of(onePatient("predict", "--cohort", cohort.toString(), "--out", "p.csv"));
        assertEquals(2, run.exitCode());
    }
}

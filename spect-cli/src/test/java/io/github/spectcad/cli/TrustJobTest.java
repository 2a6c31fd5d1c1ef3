package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a trained model to one that can be trusted, as a user goes. */
class TrustJobTest {
    @TempDir
    private static Path folder;

    private static Path cohort;
    private static Path model;

    @BeforeAll
    static void train() {
        cohort = folder.resolve("cohort/cohort.csv");
        model = folder.resolve("model.zip");
        succeed("phantom", "--out", folder.resolve("cohort").toString(), "--patients", "150", "--pixels", "32");
        succeed(
                "train --backbone cnn1 --input early-fusion --strategy strategy-2 --pixels 32 --batch 8 --epochs 1 --folds 1 --cohort"
                        .split(" ", -1),
                cohort.toString(),
                "--out",
                model.toString());
    }

    private static CommandRun succeed(String[] first, String... more) {
        List<String> args = new ArrayList<>(List.of(first));
        args.addAll(List.of(more));
        return succeed(args.toArray(String[]::new));
    }

    private static CommandRun succeed(String... args) {
        CommandRun run = CommandRun.of(args);
        assertEquals(0, run.exitCode(), () -> String.join(" ", args) + "\n" + run.err());
        return run;
    }

    private static JsonNode json(String... args) throws Exception {
        return new ObjectMapper().readTree(succeed(args).out());
    }

    @Test
    void aModelIsRecalibratedAtASiteDescribedOnACardAndDecidesLessWhereItIsNotSure() throws Exception {
        Path site = folder.resolve("site.zip");
        String[] recalibrate = {
            "recalibrate",
            "--model",
            model.toString(),
            "--cohort",
            cohort.toString(),
            "--reference",
            "er",
            "--method",
            "platt",
            "--out",
            site.toString(),
            "--json"
        };
        CommandRun run = succeed(recalibrate);
        Path figures = folder.resolve("recalibrate.json");
        Files.writeString(figures, run.out());
        JsonNode result = new ObjectMapper().readTree(run.out());
        assertTrue(result.get("left_out_because_trained_on").asInt() > 50, "training patients tell nothing new");
        assertTrue(result.get("drift").size() > 30);
        assertEquals("platt", result.get("method").asText());
        assertTrue(result.get("recalibration").get("methods").has("platt"));

        JsonNode described = json("describe", site.toString(), "--json");
        assertEquals(3, described.get("formatVersion").asInt());
        JsonNode assurance = described.get("assurance");
        assertEquals("PLATT", assurance.get("calibration").get("method").asText());
        assertEquals(1, assurance.get("derivations").size());
        assertEquals(
                64, assurance.get("derivations").get(0).get("parent").asText().length());

        Path predictions = folder.resolve("predictions.csv");
        JsonNode predicted = json(
                "predict",
                "--model",
                site.toString(),
                "--cohort",
                cohort.toString(),
                "--out",
                predictions.toString(),
                "--coverage",
                "0.9",
                "--json");
        assertEquals("platt", predicted.get("calibration").asText());
        List<String> lines = Files.readAllLines(predictions);
        assertTrue(lines.get(0).contains("answer_lad") && lines.get(0).contains("no_answer_because_lcx"));
        assertTrue(lines.stream().anyMatch(line -> line.contains("no answer")));
        JsonNode evaluated = json(
                "evaluate",
                "--predictions",
                predictions.toString(),
                "--cohort",
                cohort.toString(),
                "--reference",
                "er",
                "--sensitivity",
                "0.9",
                "--prevalence",
                "0.2",
                "--subgroups",
                "--json");
        assertTrue(
                evaluated.get("operating_points").get("lad").get("sensitivity").asDouble() >= 0.9);
        assertEquals(
                0.2,
                evaluated.get("operating_points").get("lad").get("prevalence").asDouble());
        assertTrue(evaluated.get("subgroups").get("sex").has("female"));
        assertEquals(10, evaluated.get("accuracy_against_coverage").size());

        Path card = folder.resolve("card.md");
        succeed("card", "--model", site.toString(), "--evaluation", figures.toString(), "--out", card.toString());
        String text = Files.readString(card);
        for (String expected : List.of("TRIPOD+AI", "CLAIM", "STARD-AI", "calibrated by platt", "recalibrate.json")) {
            assertTrue(text.contains(expected), expected);
        }
        Path page = folder.resolve("card.html");
        succeed("card", "--model", site.toString(), "--out", page.toString());
        assertFalse(Files.readString(page).contains("<script"));
    }

    @Test
    void aModelIsCalibratedOnItsOwnValidationPatients() throws Exception {
        Path calibrated = folder.resolve("calibrated.zip");
        Path picture = folder.resolve("reliability.svg");
        Path curves = folder.resolve("decision.svg");
        JsonNode result = json(
                "calibrate",
                "--model",
                model.toString(),
                "--cohort",
                cohort.toString(),
                "--reference",
                "er",
                "--method",
                "temperature",
                "--picture",
                picture.toString(),
                "--decision-curves",
                curves.toString(),
                "--out",
                calibrated.toString(),
                "--json");
        assertEquals("temperature", result.get("method").asText());
        assertTrue(Files.readString(picture).contains("<svg"));
        assertTrue(Files.readString(curves).contains("acting on everybody"));
        assertNotEquals(-1, Files.mismatch(model, calibrated));
    }

    @Test
    void aMapUnlikeThoseOfTheTrainingGetsNoAnswer() throws Exception {
        Path images = cohort.resolveSibling("images");
        Path rest = images.resolve("p0001-rest.png");
        Path stress = images.resolve("p0001-stress.png");
        BufferedImage odd = ImageIO.read(stress.toFile());
        for (int y = 0; y < odd.getHeight(); y++) {
            for (int x = y % 2; x < odd.getWidth(); x += 2) {
                int grey = (odd.getRGB(x, y) & 0xff) * 3 / 4; // a chessboard that no fault is found in
                odd.setRGB(x, y, 0xff000000 | (grey << 16) | (grey << 8) | grey);
            }
        }
        Path chessboard = folder.resolve("odd.png");
        ImageIO.write(odd, "png", chessboard.toFile());
        assertFalse(
                predicted(rest, stress).path("no_answer_because_lad").asText().contains("unlike"));
        JsonNode answer = predicted(rest, chessboard);
        assertEquals("no answer", answer.get("answer_lad").asText());
        assertTrue(
                answer.get("no_answer_because_lad").asText().contains("unlike those the model was trained on"),
                answer::toString);
    }

    private static JsonNode predicted(Path rest, Path stress) throws Exception {
        return json(
                "predict",
                "--model",
                model.toString(),
                "--rest",
                rest.toString(),
                "--stress",
                stress.toString(),
                "--sex=male",
                "--age=60",
                "--weight=80",
                "--height=175",
                "--bad-maps=warn",
                "--coverage=0.6",
                "--json");
    }

    @Test
    void anExplanationIsChecked() throws Exception {
        Path picture = folder.resolve("explained.png");
        JsonNode result = json(
                "explain",
                "--model",
                model.toString(),
                "--cohort",
                cohort.toString(),
                "--patient",
                "p0001",
                "--method",
                "absolute-gradient",
                "--otsu",
                "--check",
                "--out",
                picture.toString(),
                "--json");
        JsonNode check = result.get("check");
        assertEquals(21, check.get("deletion").get("probabilities").size());
        assertTrue(check.get("changes_with_weights").asBoolean());
        assertTrue(check.get("localisation").get("patients").asInt() > 0);
        assertTrue(Files.size(picture) > 1000);
    }
}

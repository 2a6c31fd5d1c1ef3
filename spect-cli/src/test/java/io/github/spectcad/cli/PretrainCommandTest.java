package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.train.Pretrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** About 15 s on one core. */
class PretrainCommandTest {
    @TempDir
    private Path folder;

    private String cohort;

    @BeforeEach
    void writeCohort() {
        CommandRun run = CommandRun.of(
                "phantom", "--out", folder.toString(), "--patients", "30", "--pixels", "32", "--seed", "4");
        assertEquals(0, run.exitCode(), run.err());
        cohort = folder.resolve("cohort.csv").toString();
    }

    private CommandRun train(String... more) {
        String[] args = {
            "train",
            "--cohort",
            cohort,
            "--backbone",
            "cnn1",
            "--input",
            "stress",
            "--strategy",
            "strategy-1",
            "--epochs",
            "1",
            "--folds",
            "1",
            "--out",
            folder.resolve("model.zip").toString()
        };
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return CommandRun.of(all);
    }

    private String initialWeights() throws IOException {
        return ModelFile.describe(folder.resolve("model.zip")).data().initialWeights();
    }

    @Test
    void weightsMadeFromSimulationStartATraining() throws IOException {
        Path start = folder.resolve("start.zip");
        CommandRun made = CommandRun.of(
                "pretrain",
                "--backbone",
                "cnn1",
                "--input",
                "stress",
                "--pixels",
                "8",
                "--epochs",
                "1",
                "--out",
                start.toString());
        assertEquals(0, made.exitCode(), made.err());
        assertTrue(made.out().contains("simulated patients"), made.out());
        ModelDescription description = ModelFile.describe(start);
        assertEquals(Pretrainer.STRATEGY, description.training().strategy());
        CommandRun trained = train("--pixels", "8", "--init", start.toString());
        assertEquals(0, trained.exitCode(), trained.err());
        assertTrue(trained.err().contains("random []"), trained.err());
        assertTrue(!initialWeights().isEmpty());
    }

    @Test
    void theRecommendedProtocolStartsFromShippedWeightsAndSaysSo() throws IOException {
        CommandRun byItself = train();
        assertEquals(0, byItself.exitCode(), byItself.err());
        assertTrue(byItself.err().contains("validated on simulated patients only"), byItself.err());
        String shipped = initialWeights();
        assertTrue(!shipped.isEmpty());
        assertEquals(0, train("--init", "pretrained").exitCode());
        assertEquals(shipped, initialWeights());
    }

    @Test
    void randomWeightsCanBeAskedFor() throws IOException {
        CommandRun run = train("--init", "random");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("", initialWeights());
    }

    @Test
    void whereNoShippedWeightsFitThoseThatAreThereAreNamed() {
        CommandRun run = train("--init", "pretrained", "--pixels", "16");
        assertTrue(run.exitCode() != 0);
        assertTrue(run.err().contains("no pre-trained weights for cnn1 with stress at 16 pixels"), run.err());
        assertTrue(run.err().contains("cnn2 with early-fusion at 32"), run.err());
    }
}

package io.github.spectcad.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.cli.SpectCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedClassifierTest {
    private static void spect(String command) {
        StringWriter err = new StringWriter();
        int code = SpectCommand.run(
                command.split(" ", -1), new PrintWriter(new StringWriter()), new PrintWriter(err, true));
        assertEquals(0, code, err::toString);
    }

    @Test
    void predictsAPatientWithAModelOfTheCommandLine(@TempDir Path folder) throws Exception {
        Path cohort = folder.resolve("cohort");
        Path model = folder.resolve("model.zip");
        spect("phantom --patients 20 --pixels 16 --out " + cohort);
        spect("train --backbone cnn1 --input early-fusion --strategy task-1 --epochs 1 --batch 4 --pixels 16 --cohort "
                + cohort.resolve("cohort.csv") + " --out " + model);
        var prediction = EmbedClassifier.predict(
                model, cohort.resolve("images/p0001-rest.png"), cohort.resolve("images/p0001-stress.png"));
        double largest = Math.max(prediction.lad(), Math.max(prediction.rca(), prediction.lcx()));
        assertTrue(largest > 0 && largest <= 1, prediction::toString);
        assertEquals(largest, prediction.patientProbability());
    }
}

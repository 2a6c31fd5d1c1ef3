package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Partition;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPredictionsTest {
    private static final String HEADER =
            "patient_id,p_lad,p_rca,p_lcx,threshold_lad,threshold_rca,threshold_lcx,seen_in\n";

    @TempDir
    private Path folder;

    private ModelPredictions read(String csv) throws IOException {
        return ModelPredictions.read(Files.writeString(folder.resolve("predictions.csv"), csv));
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        ModelPredictions predictions = new ModelPredictions(
                List.of(new Prediction("a", 0.1, 0.2, 0.3), new Prediction("b", 1, 0, 0.5)),
                Optional.of(new Thresholds(0.25, 0.5, 0.1 + 0.2)),
                Map.of("b", Partition.VALIDATION));
        Path file = folder.resolve("sub/predictions.csv");
        predictions.write(file);
        assertEquals(predictions, ModelPredictions.read(file));
        assertEquals(predictions.predictions(), PredictionCsv.read(file));
    }

    @Test
    void aFileOfProbabilitiesAloneSaysNothingOfItsModel() throws IOException {
        ModelPredictions predictions = read("patient_id,p_lad,p_rca,p_lcx\na,0.1,0.2,0.3\n");
        assertEquals(Optional.empty(), predictions.thresholds());
        assertEquals(Map.of(), predictions.seen());
    }

    @Test
    void refusesThresholdsThatDifferOrLackAndUnknownParts() {
        assertMessage("threshold_rca", HEADER + "a,0,0,0,.5,.5,.5,\nb,0,0,0,.5,.6,.5,\n");
        assertMessage("threshold_lcx", HEADER + "a,0,0,0,.5,.5,,\n");
        assertMessage("threshold_lad", HEADER + "a,0,0,0,1.5,.5,.5,\n");
        assertMessage("threshold_rca", "patient_id,p_lad,p_rca,p_lcx,threshold_lad\na,0,0,0,.5\n");
        assertMessage("seen_in", HEADER + "a,0,0,0,.5,.5,.5,test\n");
    }

    private void assertMessage(String column, String csv) {
        CsvFormatException e = assertThrows(CsvFormatException.class, () -> read(csv));
        assertTrue(e.getMessage().contains(column) && e.getMessage().contains("predictions.csv"), e.getMessage());
    }
}

package io.github.spectcad.nn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "1, false, 24",
        "141, false, 24",
        "400, false, 12",
        "800, false, 6",
        "100000, false, 6",
        "1, true, 10",
        "141, true, 10",
        "800, true, 3",
        "100000, true, 2"
    })
    void recommendedEpochsFollowTheNumberOfPatients(int patients, boolean trained, int epochs) {
        assertEquals(epochs, TrainingSettings.RECOMMENDED.epochs(patients, trained));
        assertTrue(epochs <= TrainingSettings.RECOMMENDED.mostEpochs());
    }

    @Test
    void anExplicitNumberOfEpochsWins() {
        TrainingSettings settings =
                TrainingSettings.RECOMMENDED.toBuilder().epochs(40).build();
        assertEquals(40, settings.epochs(1, true));
        assertEquals(40, settings.epochs(100_000, false));
        assertEquals(40, settings.mostEpochs());
    }

    @Test
    void plateausNeedAMaximumOfEpochs() {
        TrainingSettings.Builder paper = TrainingSettings.PAPER.toBuilder().epochs(null);
        assertTrue(assertThrows(IllegalArgumentException.class, paper::build)
                .getMessage()
                .contains("epochs is missing"));
    }
}

package io.github.spectcad.nn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.nn.train.PhantomTraining;
import io.github.spectcad.nn.train.Trainer;
import io.github.spectcad.nn.train.TrainingListener;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierInputTest {
    @ParameterizedTest
    @CsvSource({"rest, REST", "stress, STRESS", "early-fusion, REST STRESS", "late-fusion, REST STRESS"})
    void aModelStatesTheSizeAndTheStatesOfTheMapsItTakes(String fusion, String states) throws IOException {
        TrainingConfiguration configuration = PhantomTraining.configuration("cnn2", fusion).toBuilder()
                .settings(s -> s.epochs(1))
                .build();
        try (TrainedModel model = Trainer.of(configuration)
                .train(PhantomTraining.training(2), PhantomTraining.validation(2), TrainingListener.NONE)
                .model()) {
            List<PerfusionState> expected = Arrays.stream(states.split(" "))
                    .map(PerfusionState::valueOf)
                    .toList();
            assertEquals(expected, List.copyOf(model.states()));
            assertEquals(OptionalInt.of(configuration.network().pixels()), model.pixels());
        }
    }
}

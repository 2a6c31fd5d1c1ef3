package io.github.spectcad.onnx;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.TrainingConfiguration;
import io.github.spectcad.nn.train.LabelledPatient;
import io.github.spectcad.nn.train.Trainer;
import io.github.spectcad.nn.train.TrainingData;
import io.github.spectcad.nn.train.TrainingListener;
import java.io.IOException;
import java.util.List;

/** A small model trained on phantom patients by the recommended protocol. */
final class ExportedModel {
    private static final int PIXELS = 32;
    private static final Cohort COHORT = PhantomCohort.of(60, 11).cohort(PIXELS);

    private ExportedModel() {}

    static TrainedModel train(String input) throws IOException {
        TrainingConfiguration configuration = TrainingConfiguration.recommended("cnn1", input, "task-1").toBuilder()
                .network(new NetworkSpec("cnn1", input, PIXELS, new HeadSpec(16, 0.3, 0.001, 4)))
                .settings(s -> s.epochs(1))
                .build();
        return Trainer.of(configuration)
                .train(data(0, 12), data(40, 8), TrainingListener.NONE)
                .model();
    }

    private static TrainingData data(int first, int patients) {
        return TrainingData.of(COHORT.patients().subList(first, first + patients).stream()
                .map(p -> LabelledPatient.of(
                        p, p.truth(Reference.ER).orElseThrow().labels()))
                .toList());
    }

    static List<PatientStudy> patients(int patients) {
        return COHORT.patients().subList(40, 40 + patients);
    }
}

package io.github.spectcad.nn.train;

import io.github.spectcad.core.FeatureScaler;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.model.MapScaler;
import io.github.spectcad.nn.model.PatientEncoder;
import io.github.spectcad.nn.model.TrainingConfiguration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Which part of a training step the preparation of its inputs takes: turning, copying and scaling. */
@EnabledIfSystemProperty(
        named = "spect.benchmark",
        matches = "true",
        disabledReason = "run with -Dspect.benchmark=true")
class InputPreparationBenchmark {
    private static final int PIXELS = 290;
    private static final int BATCH = 2;
    private static final int STEPS = 30;
    private static final int ROUNDS = 200;

    @Test
    void cnn1AtFullSizeWithAugmentation() throws Exception {
        List<PatientStudy> patients =
                PhantomCohort.of(BATCH * STEPS + 2, 1).cohort(PIXELS).patients();
        List<LabelledPatient> labelled =
                patients.stream().map(p -> new LabelledPatient(p, 0, 1, 0)).toList();
        for (String input : List.of("rest", "early-fusion", "late-fusion")) {
            double preparation = preparation(patients.subList(0, BATCH), input);
            double step = step(labelled, input);
            System.out.printf(
                    "cnn1, %s, %d pixels, batch %d: preparation %.2f ms, step %.1f ms, share %.2f %%%n",
                    input, PIXELS, BATCH, preparation, step, 100 * preparation / step);
        }
    }

    /** Median milliseconds for a batch. */
    private static double preparation(List<PatientStudy> batch, String input) {
        RotationAugmentation augmentation = new RotationAugmentation(TrainingConfiguration.PAPER_ROTATION_DEGREES);
        PatientEncoder encoder = new PatientEncoder(
                FusionStrategies.load().require(input).inputs(),
                PIXELS,
                MapScaler.IDENTITY,
                true,
                FeatureScaler.IDENTITY);
        List<float[]> inputs = encoder.allocate(BATCH);
        double[] times = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            List<PatientStudy> turned = new ArrayList<>();
            for (PatientStudy patient : batch) {
                turned.add(augmentation.apply(patient, 1, round));
            }
            encoder.encode(turned, inputs);
            times[round] = (System.nanoTime() - start) / 1e6;
        }
        return median(times);
    }

    /** Median milliseconds from one step of the trainer to the next, its preparation included. */
    private static double step(List<LabelledPatient> patients, String input) throws Exception {
        TrainingConfiguration configuration = TrainingConfiguration.paper("cnn1", input, "task-1").toBuilder()
                .rotationDegrees(TrainingConfiguration.PAPER_ROTATION_DEGREES)
                .settings(s -> s.batchSize(BATCH).epochs(1))
                .build();
        List<Double> times = new ArrayList<>();
        long[] last = {System.nanoTime()};
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepDone(int epoch, int step, int steps, double loss) {
                long now = System.nanoTime();
                times.add((now - last[0]) / 1e6);
                last[0] = now;
            }
        };
        Trainer.of(configuration)
                .train(
                        TrainingData.of(patients.subList(2, patients.size())),
                        TrainingData.of(patients.subList(0, 2)),
                        listener)
                .model()
                .close();
        return median(times.subList(5, times.size()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

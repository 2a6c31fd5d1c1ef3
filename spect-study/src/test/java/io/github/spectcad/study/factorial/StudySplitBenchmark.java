package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.nn.NnBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** How long cells take one after the other on all cores, and several at a time on one core each. */
@EnabledIfSystemProperty(
        named = "spect.benchmark",
        matches = "true",
        disabledReason = "run with -Dspect.benchmark=true")
class StudySplitBenchmark {
    private static final int ROUNDS = 2;

    @Test
    void smallMapsLargeBatches(@TempDir Path root) throws Exception {
        compare(root, List.of("cnn1", "cnn2"), 300, 32, 8, 2);
    }

    @Test
    void fullSize(@TempDir Path root) throws Exception {
        compare(root, List.of("cnn1", "resnet50-v2"), 30, 290, 2, 1);
    }

    private static void compare(Path root, List<String> backbones, int patients, int pixels, int batch, int epochs)
            throws Exception {
        Protocol paper = Protocol.PAPER;
        Protocol protocol = new Protocol(
                pixels,
                paper.settings().toBuilder().epochs(epochs).batchSize(batch).build(),
                paper.rotationDegrees(),
                paper.denseUnits(),
                paper.l2(),
                paper.dropout(),
                paper.pseudoLabels());
        StudyConfiguration study = new StudyConfiguration(
                "split", backbones, List.of("stress", "early-fusion"), List.of(true), List.of("task-1"), protocol, 1);
        Cohort cohort = PhantomCohort.of(patients, 1).cohort(pixels);
        int cores = NnBackend.require().threads();
        for (int round = 1; round <= ROUNDS; round++) {
            for (int workers : new int[] {1, cores}) {
                double seconds = seconds(StudyRunner.of(study, cohort, root.resolve(round + "-" + workers))
                        .withWorkers(workers));
                System.out.printf(
                        "%s, %d pixels, batch %d, round %d: %d cells at %d a time, %d thread(s) each: %.1f s%n",
                        backbones, pixels, batch, round, study.cells().size(), workers, cores / workers, seconds);
            }
        }
    }

    /** From the forecast to the end of the last training. */
    private static double seconds(StudyRunner runner) throws Exception {
        long[] times = new long[2];
        runner.run(new StudyListener() {
            @Override
            public void forecast(StudyForecast forecast) {
                times[0] = System.nanoTime();
            }

            @Override
            public void finished(Cell cell, int done, int total, Duration remaining) {
                times[1] = System.nanoTime();
            }
        });
        return (times[1] - times[0]) / 1e9;
    }
}

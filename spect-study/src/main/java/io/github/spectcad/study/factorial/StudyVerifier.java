package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.PredictionCsv;
import io.github.spectcad.nn.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Trains a finished cell again, with the same number of threads, and compares it with what is stored. */
public final class StudyVerifier {
    private StudyVerifier() {}

    /**
     * What a comparison came to.
     *
     * @param cell the cell
     * @param identicalWeights whether all weights are bit-equal
     * @param identicalPredictions whether all predictions of the validation patients are bit-equal
     * @param largestDifference the largest difference between two predicted probabilities
     */
    public record Verification(
            Cell cell, boolean identicalWeights, boolean identicalPredictions, double largestDifference) {}

    /**
     * Verifies a cell. The models it starts from or is taught by are taken from the folder; the test set stays closed.
     *
     * @param root the result folder
     * @param cohort the patients the study was run on
     * @param cellId id of a finished cell
     * @param listener is told of the progress
     * @return the comparison
     * @throws StudyFileException if the folder holds no study or no such finished cell, or the cohort is another one
     * @throws IOException if the folder cannot be read
     * @throws InterruptedException if the thread was interrupted
     */
    public static Verification verify(Path root, Cohort cohort, String cellId, TrainingListener listener)
            throws IOException, InterruptedException {
        ResultFolder folder = ResultFolder.open(root);
        StudyRecord study = folder.study();
        if (!study.dataFingerprint().equals(CohortFingerprint.of(cohort))) {
            throw new StudyFileException("the cohort is not the one of the study in " + root
                    + ": verify with the same files and image size");
        }
        CellGraph graph = CellGraph.of(study.configuration().cells(), cohort, study.split());
        Cell cell = graph.inOrder().stream()
                .filter(candidate -> candidate.id().equals(cellId) && folder.isDone(candidate))
                .findFirst()
                .orElseThrow(() -> new StudyFileException(root + " has no finished cell '" + cellId + "'"));
        Path scratch = Files.createTempDirectory("spect-verify");
        try {
            Path result = Files.createDirectory(scratch.resolve("result"));
            CellTraining training = new CellTraining(folder, graph, cohort, Map.of(), StudyRunner.CHECKPOINT_INTERVAL);
            CellRecord again = new Workers(1, study.threads())
                    .all(List.<Callable<CellRecord>>of(() -> training.train(cell, scratch, listener, result)))
                    .get(0);
            List<Prediction> stored = folder.validationPredictions(cell);
            List<Prediction> repeated = PredictionCsv.read(result.resolve("validation.csv"));
            return new Verification(
                    cell,
                    again.weights().equals(folder.record(cell).weights()),
                    stored.equals(repeated),
                    largestDifference(stored, repeated));
        } finally {
            ResultFolder.deleteTree(scratch);
        }
    }

    private static double largestDifference(List<Prediction> a, List<Prediction> b) {
        double largest = 0;
        for (int i = 0; i < a.size(); i++) {
            for (VesselTerritory vessel : VesselTerritory.ORDER) {
                largest = Math.max(
                        largest,
                        Math.abs(a.get(i).probability(vessel) - b.get(i).probability(vessel)));
            }
        }
        return largest;
    }
}

package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.io.PredictionCsv;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Trains a finished cell again, with the same number of threads, and compares it with what is stored: with the weights in the
 * model file, not with what the record says of them.
 */
public final class StudyVerifier {
    private StudyVerifier() {}

    /**
     * The result of a comparison.
     *
     * @param cell the cell
     * @param identicalWeights whether all weights are bit-equal to those of the stored model
     * @param identicalPredictions whether all stored predictions are bit-equal: of the validation patients to those of the
     *     repeated training, and of the test patients, where the test set was opened, to those of the stored model
     * @param largestDifference the largest difference between two of these probabilities
     */
    public record Verification(
            Cell cell, boolean identicalWeights, boolean identicalPredictions, double largestDifference) {}

    /**
     * Verifies a cell. The models it starts from or is taught by are taken from the folder; a test set that is closed stays
     * closed.
     *
     * @param root the result folder
     * @param cohort the patients the study was run on
     * @param cellId id of a finished cell
     * @param listener is told of the progress
     * @return the comparison
     * @throws StudyFileException if the folder holds no study or no such finished cell, its record does not fit its model, its
     *     predictions are not those of the study's patients, or the cohort is another one
     * @throws io.github.spectcad.nn.model.ModelFileException if the stored model is damaged
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
        Cell cell = finished(folder, graph, cellId);
        Stored stored = Stored.read(folder, cohort, cell);
        Path scratch = Files.createTempDirectory("spect-verify");
        try {
            Path result = Files.createDirectory(scratch.resolve("result"));
            CellTraining training = new CellTraining(folder, graph, cohort, Map.of(), StudyRunner.CHECKPOINT_INTERVAL);
            CellRecord again = new Workers(1, study.threads())
                    .all(List.<Callable<CellRecord>>of(() -> training.train(cell, scratch, listener, result)))
                    .get(0);
            List<Prediction> repeated = PredictionCsv.read(result.resolve("validation.csv"));
            double difference = Math.max(
                    largestDifference(cell, stored.validation(), repeated),
                    stored.test().isEmpty()
                            ? 0
                            : largestDifference(cell, stored.test().get(), stored.testAgain()));
            return new Verification(cell, again.weights().equals(stored.weights()), difference == 0, difference);
        } finally {
            LocalStore.deleteTree(scratch);
        }
    }

    private static Cell finished(ResultFolder folder, CellGraph graph, String cellId) throws IOException {
        for (Cell cell : graph.inOrder()) {
            if (cell.id().equals(cellId) && folder.isDone(cell)) {
                return cell;
            }
        }
        throw new StudyFileException(folder.store().location() + " has no finished cell '" + cellId + "'");
    }

    /** What a folder holds of a cell, each part checked against the others. */
    private record Stored(
            String weights, List<Prediction> validation, Optional<List<Prediction>> test, List<Prediction> testAgain) {
        static Stored read(ResultFolder folder, Cohort cohort, Cell cell) throws IOException {
            try (TrainedModel model = folder.model(cell).open()) {
                String weights = model.weightsFingerprint();
                if (!weights.equals(folder.record(cell).weights())) {
                    throw new StudyFileException("the model of cell " + cell.id()
                            + " is not the one its record is of: its weights were changed after the training");
                }
                boolean opened = folder.hasTestPredictions(cell);
                return new Stored(
                        weights,
                        folder.validationPredictions(cell),
                        opened ? Optional.of(folder.testPredictions(cell)) : Optional.empty(),
                        opened
                                ? model.classify(
                                        cohort.patients(folder.study().split().test()), MapGate.passed())
                                : List.of());
            }
        }
    }

    private static double largestDifference(Cell cell, List<Prediction> stored, List<Prediction> again)
            throws StudyFileException {
        if (!ids(stored).equals(ids(again))) {
            throw new StudyFileException("the stored predictions of cell " + cell.id()
                    + " are not of the study's patients: rows were added, removed or moved");
        }
        double largest = 0;
        for (int i = 0; i < stored.size(); i++) {
            for (VesselTerritory vessel : VesselTerritory.ORDER) {
                largest = Math.max(
                        largest,
                        Math.abs(
                                stored.get(i).probability(vessel) - again.get(i).probability(vessel)));
            }
        }
        return largest;
    }

    private static List<String> ids(List<Prediction> predictions) {
        return predictions.stream().map(Prediction::patientId).toList();
    }
}

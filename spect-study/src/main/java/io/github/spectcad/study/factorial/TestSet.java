package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The test patients of a study, who are predicted when all cells are finished. */
final class TestSet {
    private TestSet() {}

    /** Lets every cell predict them that has not yet; of several processes one does it and the others wait. */
    static void open(
            StudyExecutor cells,
            ResultFolder folder,
            CellWorker worker,
            CellGraph graph,
            Cohort cohort,
            StudyForecast forecast,
            StudyListener listener)
            throws IOException, InterruptedException {
        Claim claim = StudyLock.await(folder.store(), "test-set");
        try {
            List<Cell> unopened = new ArrayList<>();
            for (Cell cell : graph.inOrder()) {
                if (!folder.hasTestPredictions(cell)) {
                    unopened.add(cell);
                }
            }
            if (!unopened.isEmpty()) {
                folder.logs().opened(folder.study().split().test().size(), unopened.size());
                listener.testSetOpened(unopened.size());
                StudyBaselines.predict(folder, graph, cohort);
                cells.execute(new StudyJob(
                        CellTask.PREDICT_TEST, folder, worker, unopened, graph, forecast, listener, () -> false));
            }
        } finally {
            claim.discard();
        }
    }
}

package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A study whose cells all fail alike stops early. */
class CommonFailureTest {
    private static final String REASON = "java.lang.UnsatisfiedLinkError: no jnind4jcpu in path of executor ";

    private static List<Cell> cells(String... backbones) {
        List<Cell> cells = new ArrayList<>();
        for (String strategy : List.of("task-1", "strategy-1", "strategy-2", "strategy-3", "strategy-4")) {
            for (String backbone : backbones) {
                cells.add(new Cell(backbone, "rest", false, strategy));
            }
        }
        return cells;
    }

    private static void fail(CommonFailure common, List<Cell> cells, int count, String reason) throws IOException {
        for (int i = 0; i < count; i++) {
            common.failed(cells.get(i), reason + i + "\n\tat somewhere");
        }
    }

    @Test
    void theEighthFailureForTheSameReasonStopsTheStudy() throws IOException {
        List<Cell> cells = cells("cnn1", "cnn2");
        CommonFailure common = new CommonFailure(cells);
        fail(common, cells, CommonFailure.CELLS - 1, REASON);
        IOException stopped = assertThrows(IOException.class, () -> common.failed(cells.get(7), REASON + 7));
        assertTrue(stopped.getMessage().contains(REASON + 7), stopped.getMessage());
    }

    @Test
    void aCellThatWasTrainedOrAnotherReasonLetsItGoOn() {
        List<Cell> cells = cells("cnn1", "cnn2");
        CommonFailure trained = new CommonFailure(cells);
        trained.none();
        assertDoesNotThrow(() -> fail(trained, cells, cells.size(), REASON));
        CommonFailure other = new CommonFailure(cells);
        assertDoesNotThrow(() -> {
            other.failed(cells.get(0), "java.lang.OutOfMemoryError");
            fail(other, cells, cells.size(), REASON);
        });
    }

    @Test
    void oneBackboneOfSeveralMayFailAlone() {
        List<Cell> all = cells("cnn1", "cnn2", "broken");
        List<Cell> broken = new ArrayList<>(cells("broken"));
        broken.addAll(cells("broken"));
        assertDoesNotThrow(() -> fail(new CommonFailure(all), broken, broken.size(), REASON));
        assertThrows(IOException.class, () -> fail(new CommonFailure(broken), broken, broken.size(), REASON));
    }
}

package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.explain.AbsoluteGradient;
import io.github.spectcad.nn.explain.MethodCheck;
import io.github.spectcad.nn.explain.SaliencyMethod;
import io.github.spectcad.study.report.StudyExplanations;
import io.github.spectcad.study.report.StudyReport;
import io.github.spectcad.study.table.TableCell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saliency methods are checked on the networks of a study that was really trained. */
class StudyExplanationsTest {
    @Test
    void eachMethodIsCheckedOnceOnTheBestModelOfEachBackboneAndShownByTheReport(@TempDir Path root) throws Exception {
        StudyConfiguration small = SmallStudy.of(List.of("cnn1", "cnn2"), List.of("task-1"), 1);
        StudyConfiguration study = new StudyConfiguration(
                small.name(),
                small.backbones(),
                List.of("stress"),
                small.augmentation(),
                small.strategies(),
                small.protocol(),
                small.seed());
        StudyRunner.of(study, SmallStudy.COHORT, root).run(StudyListener.NONE);
        ResultFolder folder = ResultFolder.open(root);
        List<SaliencyMethod> methods = List.of(new AbsoluteGradient());
        List<String> checked = new ArrayList<>();
        assertEquals(2, StudyExplanations.check(folder, methods, checked::add));
        assertEquals(0, StudyExplanations.check(folder, methods, checked::add), "what is stored is not checked again");
        assertEquals(2, checked.size(), checked::toString);
        for (Cell cell : study.cells()) {
            MethodCheck check = folder.explanations(cell).get(0);
            assertEquals("absolute-gradient", check.method());
            assertEquals(90, check.localisation().patients());
            assertTrue(check.correlation() > -1 && check.correlation() < 1, check::toString);
            assertTrue(check.deletion() > 0 && check.insertion() < 1, check::toString);
        }
        var rows = StudyReport.of(root).tables().get("er-explanations").rows();
        assertEquals(
                study.cells().stream().map(cell -> TableCell.text(cell.title())).toList(),
                rows.stream().map(row -> row.get(0)).toList());
    }

    @Test
    void aStudyWithoutTwoModelsOfATaskIsRefused(@TempDir Path root) throws Exception {
        StudyConfiguration study = SmallStudy.of(List.of("cnn1"), List.of("strategy-1"), 1);
        StudyRunner.of(study, SmallStudy.COHORT, root).run(StudyListener.NONE);
        IOException e = assertThrows(
                IOException.class,
                () -> StudyExplanations.check(ResultFolder.open(root), List.of(new AbsoluteGradient()), what -> {}));
        assertTrue(e.getMessage().contains("run the study to its end"), e.getMessage());
    }
}

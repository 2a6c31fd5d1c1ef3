package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.phantom.PhantomCohort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A study that trains in a second. */
final class SmallStudy {
    static final PhantomCohort PHANTOM = PhantomCohort.of(80, 3);
    private static final int PIXELS = 16;
    static final Cohort COHORT = PHANTOM.cohort(PIXELS);

    private SmallStudy() {}

    static StudyConfiguration of(List<String> backbones, List<String> strategies, int epochs) {
        Protocol paper = Protocol.PAPER;
        Protocol small = new Protocol(
                PIXELS,
                paper.settings().toBuilder().epochs(epochs).batchSize(4).build(),
                paper.rotationDegrees(),
                8,
                paper.l2(),
                paper.dropout(),
                paper.pseudoLabels());
        return new StudyConfiguration("test", backbones, List.of("rest"), List.of(false), strategies, small, 7);
    }

    static Cell cell(String backbone, String strategy) {
        return new Cell(backbone, "rest", false, strategy);
    }

    /** The directory of a finished cell in a local folder. */
    static Path directory(ResultFolder folder, Cell cell) throws IOException {
        return folder.store().localFile("cells/" + folder.name(cell));
    }

    /** Holds that both folders have the same predictions, byte for byte, and nothing of unfinished work. */
    static void assertSameResults(Path unbroken, Path folder) throws IOException {
        ResultFolder first = ResultFolder.open(unbroken);
        ResultFolder second = ResultFolder.open(folder);
        for (Cell cell : first.study().configuration().cells()) {
            for (String file : List.of("validation.csv", "test.csv")) {
                assertArrayEquals(
                        Files.readAllBytes(directory(first, cell).resolve(file)),
                        Files.readAllBytes(directory(second, cell).resolve(file)),
                        file + " of " + cell.id());
            }
            assertEquals(first.record(cell).weights(), second.record(cell).weights(), cell.id());
        }
        assertFalse(Files.exists(folder.resolve("work")), "work is left");
        assertEquals(names(unbroken), names(folder));
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}

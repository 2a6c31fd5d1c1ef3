package io.github.spectcad.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.Protocol;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.factorial.StudyConfiguration;
import io.github.spectcad.study.factorial.StudyListener;
import io.github.spectcad.study.factorial.StudyRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A study of four cells, one of which needs another, that trains in seconds. */
final class TinyStudy {
    private static final int PIXELS = 16;
    private static final PhantomCohort PHANTOM = PhantomCohort.of(80, 3);
    static final Cohort COHORT = PHANTOM.cohort(PIXELS);
    static final StudyConfiguration STUDY = study(List.of("cnn1"), List.of(false));
    private static final StudyConfiguration MANY_CELLS = study(List.of("cnn1", "cnn2"), List.of(false, true));

    private TinyStudy() {}

    private static StudyConfiguration study(List<String> backbones, List<Boolean> augmentation) {
        Protocol paper = Protocol.PAPER;
        Protocol small = new Protocol(
                PIXELS,
                paper.settings().toBuilder().epochs(4).batchSize(4).build(),
                paper.rotationDegrees(),
                8,
                paper.l2(),
                paper.dropout(),
                paper.pseudoLabels());
        return new StudyConfiguration(
                "tiny",
                backbones,
                List.of("rest"),
                augmentation,
                List.of("task-1", "strategy-1", "strategy-4", "strategy-5"),
                small,
                7);
    }

    static StudyRunner.Outcome runLocally(Path folder) throws IOException, InterruptedException {
        return StudyRunner.of(STUDY, COHORT, folder)
                .withHiddenTruth(PHANTOM.hiddenLabels())
                .withWorkers(2)
                .run(StudyListener.NONE);
    }

    /** The study, or one of four times as many cells. */
    static StudyRunner onCluster(HadoopStore store, boolean many) {
        return StudyRunner.of(many ? MANY_CELLS : STUDY, COHORT, store).withHiddenTruth(PHANTOM.hiddenLabels());
    }

    /** Holds that both folders have the same predictions and weights, each cell once, and nothing of unfinished work. */
    static void assertSameResults(Path expected, Path actual) throws IOException {
        ResultFolder first = ResultFolder.open(expected);
        ResultFolder second = ResultFolder.open(actual);
        for (Cell cell : STUDY.cells()) {
            for (String file : List.of("validation.csv", "test.csv")) {
                assertArrayEquals(
                        Files.readAllBytes(expected.resolve("cells")
                                .resolve(first.name(cell))
                                .resolve(file)),
                        Files.readAllBytes(actual.resolve("cells")
                                .resolve(second.name(cell))
                                .resolve(file)),
                        file + " of " + cell.id());
            }
            assertEquals(first.record(cell).weights(), second.record(cell).weights(), cell.id());
            assertEquals(first.record(cell).pseudoLabels(), second.record(cell).pseudoLabels(), cell.id());
        }
        assertEquals(sizes(expected).keySet(), sizes(actual).keySet());
    }

    private static SortedMap<String, Long> sizes(Path folder) throws IOException {
        SortedMap<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                sizes.put(folder.relativize(file).toString(), Files.size(file));
            }
        }
        return sizes;
    }
}

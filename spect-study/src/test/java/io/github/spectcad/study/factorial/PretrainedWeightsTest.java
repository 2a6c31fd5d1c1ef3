package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.CohortSplit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedWeightsTest {
    private static final Cell CELL = new Cell("cnn1", "stress", false, "task-1");

    @TempDir
    private Path folder;

    private static StudyRecord study(List<String> inputs, Map<String, String> pretrained) {
        return new StudyRecord(
                StudyRecord.FORMAT_VERSION,
                new StudyConfiguration(
                        "small", List.of("cnn1"), inputs, List.of(false), List.of("task-1"), Protocol.RECOMMENDED, 1),
                "data",
                pretrained,
                "1.0",
                1,
                new CohortSplit(List.of(), List.of(), List.of(), List.of()),
                List.of());
    }

    private ResultFolder begin(String name, StudyRecord study) throws Exception {
        return StudyBeginning.begin(ResultStore.local(folder.resolve(name)), study);
    }

    @Test
    void cellsOfOtherWeightsHaveOtherNames() throws Exception {
        String random = begin("a", study(List.of("stress"), Map.of())).name(CELL);
        String one = begin("b", study(List.of("stress"), Map.of("cnn1 stress", "1".repeat(64))))
                .name(CELL);
        String other = begin("c", study(List.of("stress"), Map.of("cnn1 stress", "2".repeat(64))))
                .name(CELL);
        assertNotEquals(random, one);
        assertNotEquals(one, other);
    }

    @Test
    void aFolderIsNotContinuedWithOtherWeights() throws Exception {
        begin("a", study(List.of("stress"), Map.of("cnn1 stress", "1".repeat(64))));
        for (Map<String, String> pretrained :
                List.of(Map.of("cnn1 stress", "2".repeat(64)), Map.<String, String>of())) {
            String message = assertThrows(
                            StudyFileException.class, () -> begin("a", study(List.of("stress"), pretrained)))
                    .getMessage();
            assertTrue(message.contains("the pre-trained weights of cnn1 stress are 111111111111 there"), message);
        }
    }

    @Test
    void furtherNetworksMayHaveWeightsOfTheirOwn() throws Exception {
        Map<String, String> pretrained = Map.of("cnn1 stress", "1".repeat(64));
        String before = begin("a", study(List.of("stress"), pretrained)).name(CELL);
        ResultFolder wider = begin(
                "a",
                study(List.of("stress", "rest"), Map.of("cnn1 stress", "1".repeat(64), "cnn1 rest", "2".repeat(64))));
        assertEquals(before, wider.name(CELL));
        assertEquals(
                2, ResultFolder.open(folder.resolve("a")).study().pretrained().size());
    }
}

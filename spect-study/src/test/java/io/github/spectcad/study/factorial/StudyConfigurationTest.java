package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyConfigurationTest {
    private static final Path STUDIES = Path.of("..", "studies");

    @Test
    void paperStudyHasThePapers728CellsAndProtocol() throws IOException {
        StudyConfiguration study = StudyConfiguration.read(STUDIES.resolve("paper.json"));
        assertEquals(728, study.cells().size());
        assertEquals(728, new HashSet<>(study.cells().stream().map(Cell::id).toList()).size());
        assertEquals(Protocol.PAPER, study.protocol());
    }

    @Test
    void quickStudyHasBothSmallBackbonesWithAllInputsAndStrategies() throws IOException {
        StudyConfiguration study = StudyConfiguration.read(STUDIES.resolve("quick.json"));
        assertEquals(2, study.backbones().size());
        assertEquals(4, study.inputs().size());
        assertEquals(7, study.strategies().size());
    }

    @Test
    void configurationSurvivesJson(@TempDir Path folder) throws IOException {
        StudyConfiguration study = StudyConfiguration.read(STUDIES.resolve("quick.json"));
        Path file = Files.writeString(folder.resolve("study.json"), study.toJson());
        assertEquals(study, StudyConfiguration.read(file));
    }

    @Test
    void misspeltFieldIsNamed(@TempDir Path folder) throws IOException {
        String json = Files.readString(STUDIES.resolve("quick.json")).replace("\"epochs\"", "\"epoch\"");
        Path file = Files.writeString(folder.resolve("study.json"), json);
        StudyFileException e = assertThrows(StudyFileException.class, () -> StudyConfiguration.read(file));
        assertTrue(e.getMessage().contains("epoch") && e.getMessage().contains("study.json"), e.getMessage());
    }

    @Test
    void keyChangesWithProtocolSeedDataAndVersion() throws IOException {
        StudyConfiguration quick = StudyConfiguration.read(STUDIES.resolve("quick.json"));
        StudyConfiguration paper = StudyConfiguration.read(STUDIES.resolve("paper.json"));
        Cell cell = quick.cells().get(0);
        String key = quick.key(cell, "data", "", "1.0");
        assertEquals(key, quick.key(cell, "data", "", "1.0"));
        assertNotEquals(key, paper.key(cell, "data", "", "1.0"));
        assertNotEquals(key, quick.key(cell, "other", "", "1.0"));
        assertNotEquals(key, quick.key(cell, "data", "other weights", "1.0"));
        assertNotEquals(key, quick.key(cell, "data", "", "1.1"));
        assertNotEquals(key, quick.key(quick.cells().get(1), "data", "", "1.0"));
    }
}

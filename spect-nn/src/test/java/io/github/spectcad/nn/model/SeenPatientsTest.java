package io.github.spectcad.nn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.spectcad.core.Partition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeenPatientsTest {
    private static final SeenPatients SEEN = SeenPatients.of(List.of("anna", "bert"), List.of("carl"));

    @Test
    void knowsItsPatientsAndNoOthers() {
        assertEquals(Optional.of(Partition.TRAIN), SEEN.partitionOf("anna"));
        assertEquals(Optional.of(Partition.VALIDATION), SEEN.partitionOf("carl"));
        assertEquals(Optional.empty(), SEEN.partitionOf("dora"));
        assertEquals(Optional.empty(), SeenPatients.UNKNOWN.partitionOf("anna"));
    }

    @Test
    void listsNoIdAndDoesNotDependOnTheOrder() {
        assertFalse(SEEN.toString().contains("anna"));
        assertEquals(SEEN, SeenPatients.of(List.of("bert", "anna"), List.of("carl")));
    }

    @Test
    void aModelThatStartedFromAnotherHasSeenItsPatients() {
        SeenPatients both = SEEN.and(SeenPatients.of(List.of("dora"), List.of("anna")));
        assertEquals(Optional.of(Partition.TRAIN), both.partitionOf("dora"));
        assertEquals(Optional.of(Partition.TRAIN), both.partitionOf("anna"));
    }

    @Test
    void refusesWhatIsNoDigest() {
        assertThrows(IllegalArgumentException.class, () -> new SeenPatients(List.of("anna"), List.of()));
    }
}

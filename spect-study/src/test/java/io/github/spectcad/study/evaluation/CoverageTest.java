package io.github.spectcad.study.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.core.Angiography;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.VesselLabels;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final Cohort COHORT = Cohort.of(List.of(
            patient("train", true, Partition.TRAIN),
            patient("test-1", true, Partition.TEST),
            patient("test-2", true, Partition.TEST),
            patient("no-angiography", false, Partition.TEST)));

    private static PatientStudy patient(String id, boolean angiography, Partition partition) {
        return new PatientStudy(
                id,
                Optional.empty(),
                Optional.empty(),
                ClinicalFeatures.UNKNOWN,
                angiography
                        ? Optional.of(Angiography.ofLabels(new VesselLabels(true, false, false)))
                        : Optional.empty(),
                Optional.empty(),
                Optional.of(partition));
    }

    private static Coverage coverage(Optional<Partition> partition, String... predicted) {
        List<Prediction> predictions = Stream.of(predicted)
                .map(id -> new Prediction(id, 0.1, 0.2, 0.3))
                .toList();
        return Coverage.of(predictions, COHORT, Reference.ICA, partition);
    }

    @Test
    void everyPatientWithTheReferenceIsExpected() {
        assertEquals(new Coverage(3, 2, List.of("test-1"), List.of()), coverage(Optional.empty(), "test-2", "train"));
    }

    @Test
    void ofAPartitionItsOwnPatientsAloneAreExpected() {
        Coverage coverage = coverage(Optional.of(Partition.TEST), "test-2", "train", "no-angiography", "stranger");
        assertEquals(new Coverage(2, 4, List.of("test-1"), List.of("train", "no-angiography", "stranger")), coverage);
        assertEquals(1, coverage.measured());
    }

    @Test
    void manyPatientsAreNamedByTheFirstFew() {
        assertEquals("a, b, c, d, e and 2 more", Coverage.named(List.of("a", "b", "c", "d", "e", "f", "g")));
        assertEquals("a", Coverage.named(List.of("a")));
    }
}

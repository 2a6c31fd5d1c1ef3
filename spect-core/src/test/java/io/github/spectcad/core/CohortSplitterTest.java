package io.github.spectcad.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CohortSplitterTest {
    private static final List<String> PATTERNS = List.of("000", "001", "010", "100", "011", "101", "110", "111");

    private static Map<String, Long> patterns(Cohort cohort, List<String> ids) {
        return cohort.patients(ids).stream()
                .collect(Collectors.groupingBy(
                        patient -> Patients.pattern(
                                patient.angiography().orElseThrow().labels()),
                        Collectors.counting()));
    }

    private static String refusal(List<PatientStudy> patients) {
        return assertThrows(IllegalArgumentException.class, () -> CohortSplitter.split(Cohort.of(patients), 1))
                .getMessage();
    }

    @Test
    void thePapersCohortIsSplitAsInThePaper() {
        CohortSplit split = CohortSplitter.split(Patients.paper(), 7);
        assertEquals(141, split.train().size());
        assertEquals(40, split.validation().size());
        assertEquals(100, split.test().size());
        assertEquals(659, split.expertOnly().size());
    }

    @Test
    void eachPartHasEachPatternInProportion() {
        Cohort cohort = Patients.paper();
        CohortSplit split = CohortSplitter.split(cohort, 7);
        for (List<String> part : List.of(split.train(), split.validation(), split.test())) {
            Map<String, Long> counts = patterns(cohort, part);
            for (String pattern : PATTERNS) {
                double expected = Patients.ICA.get(pattern) * part.size() / 281.0;
                assertEquals(expected, counts.getOrDefault(pattern, 0L), 1.3, pattern);
            }
        }
    }

    @Test
    void anotherSeedGivesAnotherSplit() {
        Cohort cohort = Patients.paper();
        assertNotEquals(
                CohortSplitter.split(cohort, 1).test(),
                CohortSplitter.split(cohort, 2).test());
    }

    @Test
    void theOrderOfPatientsDoesNotMatter() {
        List<PatientStudy> shuffled = new ArrayList<>(Patients.paper().patients());
        Collections.shuffle(shuffled, new Random(3));
        CohortSplit a = CohortSplitter.split(Patients.paper(), 5);
        CohortSplit b = CohortSplitter.split(Cohort.of(shuffled), 5);
        assertEquals(Set.copyOf(a.train()), Set.copyOf(b.train()));
        assertEquals(Set.copyOf(a.validation()), Set.copyOf(b.validation()));
        assertEquals(Set.copyOf(a.test()), Set.copyOf(b.test()));
    }

    @Test
    void partitionsOfTheFileAreKept() {
        Cohort cohort = Cohort.of(List.of(
                Patients.patient("a", "000", null, Partition.TEST),
                Patients.patient("b", "000", null, Partition.TRAIN),
                Patients.patient("c", "111", null, Partition.TRAIN),
                Patients.patient("d", "100", null, Partition.VALIDATION),
                Patients.patient("e", null, "100", null),
                Patients.patient("f", null, "100", Partition.TRAIN)));
        assertEquals(
                new CohortSplit(List.of("b", "c"), List.of("d"), List.of("a"), List.of("e", "f")),
                CohortSplitter.split(cohort, 1));
    }

    @Test
    void patientsWithoutPartitionFillThePartsTheFileLeavesEmpty() {
        List<PatientStudy> patients = new ArrayList<>();
        for (int i = 0; i < 181; i++) {
            patients.add(Patients.patient("p" + i, PATTERNS.get(i % 8), null, null));
        }
        patients.add(Patients.patient("t", "000", null, Partition.TEST));
        CohortSplit split = CohortSplitter.split(Cohort.of(patients), 1);
        assertEquals(List.of("t"), split.test());
        assertEquals(141, split.train().size());
        assertEquals(40, split.validation().size());
    }

    @Test
    void aPatientWithoutPartitionAmongAssignedOnesIsRefused() {
        String message = refusal(List.of(
                Patients.patient("a", "000", null, Partition.TEST),
                Patients.patient("b", "000", null, Partition.TRAIN),
                Patients.patient("c", "111", null, Partition.VALIDATION),
                Patients.patient("d", "100", null, null)));
        assertTrue(message.startsWith("patient d has no partition"), message);
    }

    @Test
    void aHeldOutPatientWithoutAngiographyIsRefused() {
        String message = refusal(
                List.of(Patients.patient("a", "000", null, null), Patients.patient("x", null, "000", Partition.TEST)));
        assertTrue(message.startsWith("patient x has partition test but no angiography"), message);
    }

    @Test
    void aCohortWithoutAnyReferenceIsRefused() {
        String message = refusal(List.of(Patients.patient("a", null, null, null)));
        assertTrue(message.contains("no patient of the cohort has angiography or an expert reading"), message);
    }

    @Test
    void tooFewPatientsAreRefusedNamingTheEmptyPart() {
        String message =
                refusal(List.of(Patients.patient("a", "000", null, null), Patients.patient("b", "111", null, null)));
        assertTrue(message.contains("no patient is left for test"), message);
    }

    @Test
    void aPartTheFileLeavesEmptyIsRefused() {
        String message = refusal(List.of(
                Patients.patient("a", "000", null, Partition.TRAIN),
                Patients.patient("b", "111", null, Partition.TEST)));
        assertTrue(message.contains("no patient is left for validation"), message);
    }

    @Test
    void withoutAngiographyTheExpertReadingsAreSplit() {
        Cohort cohort = Cohort.of(IntStream.range(0, 281)
                .mapToObj(i -> Patients.patient("p" + i, null, PATTERNS.get(i % 8), null))
                .toList());
        CohortSplit split = CohortSplitter.split(cohort, 1);
        assertEquals(141, split.train().size());
        assertEquals(40, split.validation().size());
        assertEquals(100, split.test().size());
        assertEquals(List.of(), split.expertOnly());
    }

    @Property(seed = "1", tries = 200)
    void everyPatientLandsInExactlyOnePart(
            @ForAll @IntRange(min = 3, max = 120) int angiography,
            @ForAll @IntRange(min = 0, max = 60) int expertOnly,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<PatientStudy> patients = new ArrayList<>();
        for (int i = 0; i < angiography; i++) {
            patients.add(Patients.patient("i" + i, PATTERNS.get(random.nextInt(8)), null, null));
        }
        for (int i = 0; i < expertOnly; i++) {
            patients.add(Patients.patient("e" + i, null, PATTERNS.get(random.nextInt(8)), null));
        }
        CohortSplit split = CohortSplitter.split(Cohort.of(patients), seed);
        List<String> all = new ArrayList<>(split.train());
        all.addAll(split.validation());
        all.addAll(split.test());
        assertEquals(angiography, all.size());
        all.addAll(split.expertOnly());
        assertEquals(patients.size(), all.size());
        assertEquals(patients.size(), new HashSet<>(all).size());
        assertTrue(!split.train().isEmpty()
                && !split.validation().isEmpty()
                && !split.test().isEmpty());
        assertEquals(angiography * 100 / 281.0, split.test().size(), 1);
        assertEquals(split, CohortSplitter.split(Cohort.of(patients), seed));
    }

    @Property(seed = "1", tries = 200)
    void stratifiedDrawsKeepProportionsWithinOne(
            @ForAll @IntRange(min = 0, max = 200) int total,
            @ForAll @IntRange(min = 0, max = 100) int percent,
            @ForAll long seed) {
        List<String> ids = IntStream.range(0, total).mapToObj(i -> "p" + i).toList();
        int size = total * percent / 100;
        Set<String> drawn = StratifiedSampling.draw(ids, id -> "s" + id.length(), size, seed);
        assertEquals(size, drawn.size());
        assertTrue(ids.containsAll(drawn));
        for (int length = 2; length <= 4; length++) {
            int stratum = length;
            long members = ids.stream().filter(id -> id.length() == stratum).count();
            long chosen = drawn.stream().filter(id -> id.length() == stratum).count();
            assertTrue(Math.abs(chosen - members * (double) size / Math.max(1, total)) < 1);
        }
    }

    @Test
    void moreThanThereAreCannotBeDrawn() {
        assertThrows(IllegalArgumentException.class, () -> StratifiedSampling.draw(List.of("a"), id -> "", 2, 1));
        assertThrows(IllegalArgumentException.class, () -> StratifiedSampling.draw(List.of("a"), id -> "", -1, 1));
    }
}

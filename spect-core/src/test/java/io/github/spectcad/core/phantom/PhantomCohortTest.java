package io.github.spectcad.core.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Angiography;
import io.github.spectcad.core.AngiographyRule;
import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.CohortSplitter;
import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Patients;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.TrainingStrategies;
import io.github.spectcad.core.TrainingStrategy;
import io.github.spectcad.core.VesselTerritory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhantomCohortTest {
    private static final PhantomCohort PAPER = PhantomCohort.paper(1);

    private static Map<String, Integer> patterns(Predicate<PhantomPatient> which, boolean byAngiography) {
        return PAPER.patients().stream()
                .filter(which)
                .collect(Collectors.groupingBy(
                        patient -> Patients.pattern(
                                byAngiography
                                        ? patient.trueAngiography().labels()
                                        : patient.expertReading().labels()),
                        Collectors.summingInt(patient -> 1)));
    }

    private static Predicate<PhantomPatient> in(Partition... parts) {
        return patient -> patient.partition().isPresent()
                && List.of(parts).contains(patient.partition().get());
    }

    @Test
    void thePapersCohortsHaveTheirSizes() {
        assertEquals(940, PAPER.size());
        assertEquals(141, PAPER.patients().stream().filter(in(Partition.TRAIN)).count());
        assertEquals(
                40, PAPER.patients().stream().filter(in(Partition.VALIDATION)).count());
        assertEquals(100, PAPER.patients().stream().filter(in(Partition.TEST)).count());
        assertEquals(659, PAPER.hiddenLabels().size());
    }

    @Test
    void theJointPatternsAreExactlyThoseOfThePaper() {
        assertEquals(
                Map.of("000", 61, "001", 7, "010", 7, "100", 27, "011", 3, "101", 15, "110", 10, "111", 51),
                patterns(in(Partition.TRAIN, Partition.VALIDATION), true));
        assertEquals(
                Map.of("000", 33, "001", 4, "010", 4, "100", 15, "011", 2, "101", 9, "110", 5, "111", 28),
                patterns(in(Partition.TEST), true));
        assertEquals(Patients.ER, patterns(patient -> patient.angiography().isEmpty(), false));
    }

    @Test
    void theVesselCountsAreThoseOfThePapersTable() {
        Map<VesselTerritory, Integer> train =
                Map.of(VesselTerritory.LAD, 103, VesselTerritory.RCA, 71, VesselTerritory.LCX, 76);
        Map<VesselTerritory, Integer> test =
                Map.of(VesselTerritory.LAD, 57, VesselTerritory.RCA, 39, VesselTerritory.LCX, 43);
        Map<VesselTerritory, Integer> read =
                Map.of(VesselTerritory.LAD, 163, VesselTerritory.RCA, 112, VesselTerritory.LCX, 134);
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            Predicate<PhantomPatient> diseased =
                    patient -> patient.trueAngiography().labels().isPositive(vessel);
            assertEquals(
                    train.get(vessel).longValue(),
                    PAPER.patients().stream()
                            .filter(in(Partition.TRAIN, Partition.VALIDATION).and(diseased))
                            .count());
            assertEquals(
                    test.get(vessel).longValue(),
                    PAPER.patients().stream()
                            .filter(in(Partition.TEST).and(diseased))
                            .count());
            assertEquals(
                    read.get(vessel).longValue(),
                    PAPER.patients().stream()
                            .filter(patient -> patient.angiography().isEmpty()
                                    && patient.expertReading().labels().isPositive(vessel))
                            .count());
        }
    }

    @Test
    void validationPatientsAreStratifiedByPattern() {
        Map<String, Integer> all = patterns(in(Partition.TRAIN, Partition.VALIDATION), true);
        Map<String, Integer> validation = patterns(in(Partition.VALIDATION), true);
        all.forEach(
                (pattern, count) -> assertEquals(count * 40 / 181.0, validation.getOrDefault(pattern, 0), 1, pattern));
    }

    @Test
    void theSplitterAndTheStrategiesFindThePapersSizes() {
        Cohort cohort = PAPER.cohort(8);
        CohortSplit split = CohortSplitter.split(cohort, 99);
        assertEquals(
                List.of(141, 40, 100, 659),
                Stream.of(split.train(), split.validation(), split.test(), split.expertOnly())
                        .map(List::size)
                        .toList());
        for (TrainingStrategy strategy : TrainingStrategies.load().providers()) {
            assertTrue(strategy.plan(cohort, split).train().size() >= 141);
        }
        assertEquals(
                655,
                TrainingStrategies.load()
                        .require("strategy-3")
                        .plan(cohort, split)
                        .train()
                        .size());
    }

    @Test
    void patientsWithoutAngiographyKeepTheirTruthHidden() {
        for (PatientStudy study : PAPER.cohort(1).patients()) {
            assertEquals(study.angiography().isEmpty(), PAPER.hiddenLabels().containsKey(study.patientId()));
            assertEquals(study.angiography().isPresent(), study.partition().isPresent());
        }
        double diseased = PAPER.hiddenLabels().values().stream()
                        .filter(labels -> labels.anyVessel())
                        .count()
                / 659.0;
        assertEquals(.47, diseased, .06);
    }

    @Test
    void stenosesGiveTheLabelsAndSomeVesselsAreDiseasedByTheLeftMain() {
        int byLeftMain = 0;
        for (PhantomPatient patient : PAPER.patients()) {
            Angiography truth = patient.trueAngiography();
            assertEquals(truth, Angiography.ofStenoses(truth.stenoses().orElseThrow(), AngiographyRule.STANDARD));
            if (truth.stenoses().orElseThrow().leftMain().orElseThrow() >= 50) {
                byLeftMain++;
                assertTrue(truth.labels().lad() && truth.labels().lcx());
            }
        }
        assertTrue(byLeftMain > 5, "left main cases: " + byLeftMain);
    }

    @Test
    void readersLabelsFollowFromTheirScores() {
        for (PhantomPatient patient : PAPER.patients()) {
            ExpertReading reading = patient.expertReading();
            assertEquals(
                    reading, ExpertReading.ofScores(reading.stressScores().orElseThrow(), TerritoryMap.standard()));
        }
    }

    @Test
    void clinicalFeaturesAreLikeThePapers() {
        List<double[]> features = PAPER.patients().stream()
                .map(patient -> patient.clinical().vector())
                .toList();
        double[] means = new double[4];
        features.forEach(vector -> {
            for (int i = 0; i < 4; i++) {
                means[i] += vector[i] / features.size();
            }
        });
        assertEquals(1.25, means[0], .05);
        assertEquals(59.9, means[1], 1.2);
        assertEquals(82.3, means[2], 1.8);
        assertEquals(169, means[3], 2.5);
        double menInTest = PAPER.patients().stream()
                .filter(in(Partition.TEST))
                .filter(patient -> patient.clinical().sex().equals(Optional.of(Sex.MALE)))
                .count();
        assertEquals(87, menInTest, 12);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 290})
    void mapsAreNormalisedAndZeroOutsideTheDisc(int pixels) {
        for (PerfusionState state : PerfusionState.values()) {
            PolarMap map = PAPER.patients().get(0).map(state, pixels);
            assertEquals(state, map.state());
            assertEquals(pixels, map.pixels());
            assertEquals(1, map.maximum());
            for (int row = 0; row < pixels; row++) {
                for (int column = 0; column < pixels; column++) {
                    boolean inside = map.disc().relativeRadius(column, row) <= 1;
                    assertEquals(inside, map.valueAt(row, column) > 0);
                }
            }
        }
    }

    @Test
    void mapsAreContinuousAcrossTheCentreAndLikeAtEverySize() {
        PolarMap map = PAPER.patients().get(3).map(PerfusionState.REST, 290);
        PolarMap half = PAPER.patients().get(3).map(PerfusionState.REST, 145);
        for (int i = 100; i < 190; i++) {
            assertEquals(map.valueAt(i, 144), map.valueAt(i + 1, 145), .03);
            assertEquals(map.valueAt(i, 2 * 60), half.valueAt(i / 2, 60), .04);
        }
    }

    @Test
    void restAndStressDifferAndAStudyHoldsTheSameMaps() {
        PhantomPatient patient = PAPER.patients().get(5);
        PatientStudy study = patient.study(32);
        assertEquals(patient.map(PerfusionState.REST, 32), study.rest().orElseThrow());
        assertEquals(patient.map(PerfusionState.STRESS, 32), study.stress().orElseThrow());
        assertNotEquals(
                study.rest().orElseThrow().valueAt(10, 10),
                study.stress().orElseThrow().valueAt(10, 10));
    }

    @Test
    void oneSeedGivesOneCohortWithAnyNumberOfThreads() throws Exception {
        ForkJoinPool one = new ForkJoinPool(1);
        try {
            Cohort again = one.submit(() -> PhantomCohort.of(60, 5).cohort(16)).get();
            assertEquals(PhantomCohort.of(60, 5).cohort(16).patients(), again.patients());
            assertNotEquals(PhantomCohort.of(60, 6).cohort(16).patients(), again.patients());
        } finally {
            one.shutdown();
        }
    }

    @Property(seed = "1", tries = 25)
    void everySizeKeepsTheProportionsAndCanBePlanned(@ForAll @IntRange(min = 20, max = 400) int size) {
        PhantomCohort phantom = PhantomCohort.of(size, size);
        assertEquals(size, phantom.size());
        Cohort cohort = phantom.cohort(1);
        CohortSplit split = CohortSplitter.split(cohort, 1);
        assertEquals(size * 141 / 940.0, split.train().size(), 1);
        assertEquals(size * 100 / 940.0, split.test().size(), 1);
        assertEquals(size * 659 / 940.0, split.expertOnly().size(), 1);
        long diseased = cohort.patients(split.test()).stream()
                .filter(patient -> patient.angiography().orElseThrow().labels().anyVessel())
                .count();
        assertTrue(diseased > 0 && diseased < split.test().size());
        for (TrainingStrategy strategy : TrainingStrategies.load().providers()) {
            assertTrue(!strategy.plan(cohort, split).train().isEmpty(), strategy.id());
        }
    }

    @Test
    void aCohortCanHaveAngiographyThroughout() {
        PhantomCohort cohort = PhantomCohort.withAngiographyOnly(281, 3);
        assertEquals(Map.of(), cohort.hiddenLabels());
        CohortSplit split = CohortSplitter.split(cohort.cohort(1), 1);
        assertEquals(141, split.train().size());
        assertEquals(100, split.test().size());
    }

    @Test
    void tooSmallACohortIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PhantomCohort.of(19, 1));
        assertThrows(
                IllegalArgumentException.class, () -> PAPER.patients().get(0).map(PerfusionState.REST, 0));
    }
}

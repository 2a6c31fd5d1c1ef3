package io.github.spectcad.core.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.AhaGeometry;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.SegmentGrid;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SimulatedPatientsTest {
    private static final SimulatedPatients SERIES = SimulatedPatients.of(1);
    private static final int PIXELS = 32;

    private static float[] values(PatientStudy study, PerfusionState state) {
        PolarMap map = study.map(state).orElseThrow();
        float[] values = new float[map.pixels() * map.pixels()];
        map.copyTo(values, 0);
        return values;
    }

    private static List<SimulatedPatient> patients(int number) {
        return LongStream.range(0, number)
                .parallel()
                .mapToObj(i -> SERIES.patient(i, PIXELS))
                .toList();
    }

    @Property(seed = "20261127", tries = 60)
    void mapsLieOnTheInscribedDiscWithMaximumOne(@ForAll long number, @ForAll @IntRange(min = 1, max = 90) int pixels) {
        PatientStudy study = SERIES.patient(number, pixels).study();
        for (PerfusionState state : PerfusionState.values()) {
            PolarMap map = study.map(state).orElseThrow();
            assertEquals(pixels, map.pixels());
            assertEquals(Disc.inscribed(pixels), map.disc());
            float largest = 0;
            for (float value : values(study, state)) {
                largest = Math.max(largest, value);
            }
            assertEquals(1, largest, 1e-6);
        }
        assertTrue(study.clinical().missing().isEmpty());
    }

    @Property(seed = "20261127", tries = 40)
    void aPatientFollowsFromSeedAndNumberWhateverCameBefore(@ForAll long seed, @ForAll long number) {
        SimulatedPatients other = SimulatedPatients.of(seed);
        other.patient(number + 1, PIXELS);
        SimulatedPatient first = other.patient(number, PIXELS);
        SimulatedPatient again = SimulatedPatients.of(seed).patient(number, PIXELS);
        assertEquals(first.scores(), again.scores());
        assertEquals(first.study().clinical(), again.study().clinical());
        for (PerfusionState state : PerfusionState.values()) {
            assertArrayEquals(values(first.study(), state), values(again.study(), state));
        }
    }

    @Test
    void patientsAndSeriesDiffer() {
        Set<Integer> seen = new HashSet<>();
        for (long seed : new long[] {1, 2, Long.MIN_VALUE}) {
            for (long number : new long[] {0, 1, -1, Long.MAX_VALUE}) {
                PatientStudy study =
                        SimulatedPatients.of(seed).patient(number, PIXELS).study();
                seen.add(Arrays.hashCode(values(study, PerfusionState.STRESS)));
            }
        }
        assertEquals(12, seen.size());
    }

    @Test
    void aPatientLooksTheSameAtEverySize() {
        SegmentGrid small = AhaGeometry.STANDARD.grid(32, Disc.inscribed(32));
        SegmentGrid large = AhaGeometry.STANDARD.grid(128, Disc.inscribed(128));
        for (long number = 0; number < 20; number++) {
            PatientStudy coarse = SERIES.patient(number, 32).study();
            PatientStudy fine = SERIES.patient(number, 128).study();
            double[] expected = large.means(fine.stress().orElseThrow());
            double[] means = small.means(coarse.stress().orElseThrow());
            assertArrayEquals(expected, means, 0.05);
            assertEquals(coarse.expertReading(), fine.expertReading());
        }
    }

    @Test
    void theReadingFollowsFromTheStressScores() {
        for (SimulatedPatient patient : patients(50)) {
            assertEquals(
                    Optional.of(ExpertReading.ofScores(patient.scores().stress(), TerritoryMap.standard())),
                    patient.study().expertReading());
        }
    }

    /** 2,000 patients: shares and means lie within 4 standard errors of wide bounds. */
    @Test
    void diseasedVesselsShowMoreDefectsWhichAreMoreSevereUnderStress() {
        List<SimulatedPatient> patients = patients(2000);
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            double[] sum = new double[2];
            int[] count = new int[2];
            for (SimulatedPatient patient : patients) {
                VesselLabels truth = patient.study().angiography().orElseThrow().labels();
                int diseased = truth.isPositive(vessel) ? 1 : 0;
                sum[diseased] += patient.scores().stress().sum(vessel, TerritoryMap.standard());
                count[diseased]++;
            }
            assertTrue(count[1] > 600 && count[1] < 1200, vessel + " diseased in " + count[1] + " of 2000");
            assertTrue(sum[1] / count[1] > 1.5 * sum[0] / count[0], vessel + " scores higher where it is diseased");
        }
        double stress = patients.stream()
                .mapToInt(p -> p.scores().stressScore())
                .average()
                .orElseThrow();
        double rest = patients.stream()
                .mapToInt(p -> p.scores().restScore())
                .average()
                .orElseThrow();
        assertTrue(stress > 2 * rest, "SSS " + stress + ", SRS " + rest);
    }

    @Test
    void clinicsVaryWidelyInNoiseAndInTheBaseOfTheHeart() {
        double[] rims = new double[400];
        double[] roughness = new double[rims.length];
        for (int i = 0; i < rims.length; i++) {
            float[] map = values(SERIES.patient(i, PIXELS).study(), PerfusionState.REST);
            rims[i] = map[16 * PIXELS]; // septal rim
            for (int column = 12; column < 20; column++) {
                int at = 16 * PIXELS + column;
                roughness[i] += Math.abs(map[at - 1] - 2 * map[at] + map[at + 1]) / 8;
            }
        }
        Arrays.sort(rims);
        Arrays.sort(roughness);
        assertTrue(rims[360] - rims[40] > .2, "septal rim " + rims[40] + " to " + rims[360]);
        assertTrue(roughness[360] > 4 * roughness[40], "roughness " + roughness[40] + " to " + roughness[360]);
    }

    @Test
    void noPixelsAreRefused() {
        assertEquals(
                "pixels is 0: must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> SERIES.patient(0, 0))
                        .getMessage());
    }
}

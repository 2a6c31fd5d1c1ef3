package io.github.spectcad.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Angiography;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.Stenoses;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.phantom.PhantomCohort;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CohortCodecTest {
    private static byte[] bytes(Cohort cohort, Map<String, VesselLabels> truth) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new ShippedCohort(cohort, truth));
        }
        return bytes.toByteArray();
    }

    private static ShippedCohort read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (ShippedCohort) in.readObject();
        }
    }

    @Test
    void phantomsArriveAsTheyWere() throws Exception {
        PhantomCohort phantom = PhantomCohort.of(24, 5);
        Cohort cohort = phantom.cohort(24);
        ShippedCohort arrived = read(bytes(cohort, phantom.hiddenLabels()));
        assertEquals(cohort.patients(), arrived.cohort().patients());
        assertEquals(phantom.hiddenLabels(), arrived.hiddenTruth());
    }

    /** Whatever is known or not of a patient; few levels or many. */
    @Property(tries = 100, seed = "17")
    void patientsArriveAsTheyWere(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int pixels) throws Exception {
        java.util.Random random = new java.util.Random(seed);
        PatientStudy patient = new PatientStudy(
                "p" + seed + "ü",
                optional(random, map(random, PerfusionState.REST, pixels)),
                optional(random, map(random, PerfusionState.STRESS, pixels)),
                new ClinicalFeatures(
                        optional(random, Sex.values()[random.nextInt(2)]),
                        number(random, 1, 120),
                        number(random, 1, 400),
                        number(random, 40, 200)),
                optional(random, new Angiography(labels(random), Optional.empty())),
                optional(
                        random,
                        new ExpertReading(
                                labels(random),
                                optional(
                                        random,
                                        SegmentScores.of(random.ints(17, 0, 5).toArray())))),
                optional(random, Partition.values()[random.nextInt(3)]));
        Cohort cohort = Cohort.of(List.of(patient));
        assertEquals(cohort.patients(), read(bytes(cohort, Map.of())).cohort().patients());
    }

    @Test
    void stenosesArriveAsTheyWere() throws Exception {
        Stenoses stenoses = new Stenoses(
                OptionalDouble.empty(), OptionalDouble.of(80), OptionalDouble.of(0), OptionalDouble.of(100.0 / 3));
        Cohort cohort = Cohort.of(List.of(PatientStudy.builder("p")
                .angiography(new Angiography(new VesselLabels(true, false, false), Optional.of(stenoses)))
                .build()));
        assertEquals(cohort.patients(), read(bytes(cohort, Map.of())).cohort().patients());
    }

    @Test
    void mapsOfFewLevelsTakeAByteAPixel() throws Exception {
        int pixels = 100;
        byte[] codes = new byte[pixels * pixels];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) i;
        }
        float[] levels = new float[256];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = i / 7f;
        }
        PolarMap map =
                PolarMap.ofLevels(PerfusionState.REST, pixels, codes, levels, new Disc(49.5, 49.5, 200), "levels");
        Cohort cohort = Cohort.of(List.of(PatientStudy.builder("p").map(map).build()));
        byte[] bytes = bytes(cohort, Map.of());
        assertTrue(bytes.length < 12_000, () -> bytes.length + " bytes");
        assertEquals(cohort.patients(), read(bytes).cohort().patients());
    }

    private static PolarMap map(java.util.Random random, PerfusionState state, int pixels) {
        float[] values = new float[pixels * pixels];
        boolean few = random.nextBoolean();
        for (int i = 0; i < values.length; i++) {
            values[i] = few ? random.nextInt(3) : random.nextFloat();
        }
        return PolarMap.of(state, pixels, values, new Disc(pixels / 2.0, pixels / 2.0, 2 * pixels + 2), "map.png");
    }

    private static VesselLabels labels(java.util.Random random) {
        return new VesselLabels(random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
    }

    private static OptionalDouble number(java.util.Random random, double from, double to) {
        return random.nextBoolean()
                ? OptionalDouble.of(from + random.nextDouble() * (to - from))
                : OptionalDouble.empty();
    }

    private static <T> Optional<T> optional(java.util.Random random, T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }
}

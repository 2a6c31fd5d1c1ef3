package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.Angiography;
import io.github.spectcad.core.AngiographyRule;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.Stenoses;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CohortWriterTest {
    private static final CohortReadOptions ANY_MAPS = CohortReadOptions.DEFAULT.withGate(Pictures.ANY);

    @TempDir
    private Path folder;

    private static PolarMap map(PerfusionState state, int pixels, long seed) {
        Random random = new Random(seed);
        Disc disc = Disc.inscribed(pixels);
        float[] values = new float[pixels * pixels];
        for (int row = 0; row < pixels; row++) {
            for (int column = 0; column < pixels; column++) {
                boolean inside = disc.relativeRadius(column, row) <= 1;
                values[row * pixels + column] = inside ? random.nextFloat() : 0;
            }
        }
        values[pixels / 2 * pixels + pixels / 2] = 1;
        return PolarMap.of(state, pixels, values, disc, "seed " + seed);
    }

    private static PatientStudy patient(String id, long seed) {
        return new PatientStudy(
                id,
                Optional.of(map(PerfusionState.REST, 20, seed)),
                Optional.of(map(PerfusionState.STRESS, 20, seed + 1)),
                ClinicalFeatures.of(Sex.MALE, 61.1234567890123, 80.1, 1e2 / 3 * 5),
                Optional.of(Angiography.ofStenoses(
                        new Stenoses(
                                OptionalDouble.of(50),
                                OptionalDouble.of(10),
                                OptionalDouble.of(70),
                                OptionalDouble.of(0)),
                        AngiographyRule.STANDARD)),
                Optional.of(ExpertReading.ofScores(
                        SegmentScores.of(4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0), TerritoryMap.standard())),
                Optional.of(Partition.VALIDATION));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void whatIsWrittenIsReadUpToHalfAGreyStep(int bits) throws IOException {
        CohortWriter writer = bits == 8 ? CohortWriter.ofEightBits() : CohortWriter.ofSixteenBits();
        Path csv = folder.resolve("new/folder/cohort.csv");
        List<PatientStudy> written = Stream.of("p1", "P1", "../evil", "a b,\"c\"\nd", "\u00e9\u4e2d", "CON")
                .map(id -> patient(id, id.hashCode()))
                .toList();
        writer.write(csv, written.iterator());
        List<PatientStudy> read = CohortCsv.read(csv, ANY_MAPS).cohort().patients();
        assertEquals(written.size(), read.size());
        for (int i = 0; i < read.size(); i++) {
            PatientStudy a = written.get(i);
            PatientStudy b = read.get(i);
            assertEquals(a.patientId(), b.patientId());
            assertEquals(a.clinical(), b.clinical());
            assertEquals(a.angiography(), b.angiography());
            assertEquals(a.expertReading(), b.expertReading());
            assertEquals(a.partition(), b.partition());
            for (PerfusionState state : PerfusionState.values()) {
                float[] expected = new float[400];
                float[] actual = new float[400];
                a.map(state).orElseThrow().copyTo(expected, 0);
                b.map(state).orElseThrow().copyTo(actual, 0);
                assertArrayEquals(expected, actual, 0.5f / ((1 << bits) - 1) + 1e-7f);
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertFalse(files.anyMatch(file -> file.toString().endsWith(".part")));
        }
        // once quantised, writing and reading change nothing
        Path again = folder.resolve("again/cohort.csv");
        writer.write(again, read.iterator());
        assertEquals(read, CohortCsv.read(again, ANY_MAPS).cohort().patients());
        assertEquals(Files.readString(csv), Files.readString(again));
    }

    @Test
    void labelsWithoutFiguresAndPatientsWithoutMapsAreKept() throws IOException {
        PatientStudy bare = new PatientStudy(
                "bare",
                Optional.empty(),
                Optional.empty(),
                ClinicalFeatures.UNKNOWN,
                Optional.of(Angiography.ofLabels(new VesselLabels(false, true, false))),
                Optional.of(ExpertReading.ofLabels(new VesselLabels(true, false, true))),
                Optional.empty());
        Path csv = folder.resolve("cohort.csv");
        CohortWriter.ofEightBits().write(csv, List.of(bare).iterator());
        assertEquals(List.of(bare), CohortCsv.read(csv, ANY_MAPS).cohort().patients());
    }

    private static PatientStudy labelled(Optional<Angiography> angiography, Optional<ExpertReading> reading) {
        return new PatientStudy(
                "p7",
                Optional.empty(),
                Optional.empty(),
                ClinicalFeatures.UNKNOWN,
                angiography,
                reading,
                Optional.empty());
    }

    @Test
    void labelsThatFollowByOtherRulesThanReadingTakesAreRefused() {
        OptionalDouble some = OptionalDouble.of(60);
        OptionalDouble none = OptionalDouble.of(0);
        AngiographyRule strict = new AngiographyRule(50, 50, AngiographyRule.STANDARD.leftMainVessels());
        PatientStudy stenosed = labelled(
                Optional.of(Angiography.ofStenoses(new Stenoses(none, none, some, none), strict)), Optional.empty());
        TerritoryMap dominant = TerritoryMap.standard().with(AhaSegment.BASAL_INFERIOR, VesselTerritory.LCX);
        PatientStudy scored = labelled(
                Optional.empty(),
                Optional.of(ExpertReading.ofScores(
                        SegmentScores.of(0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), dominant)));
        for (PatientStudy patient : List.of(stenosed, scored)) {
            Path csv = folder.resolve("cohort.csv");
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> CohortWriter.ofEightBits()
                                    .write(csv, List.of(patient).iterator()))
                    .getMessage();
            assertTrue(message.contains("of patient 'p7' follows from its figures by another rule"), message);
            assertFalse(Files.exists(csv));
        }
    }

    @Test
    void extraColumnsAreWrittenBack() throws IOException {
        Path csv = folder.resolve("cohort.csv");
        Files.writeString(csv, "patient_id,site,rest_image,note\n1,north,,\"a, b\"\n2,,,x\n");
        CohortFile read = CohortCsv.read(csv, ANY_MAPS);
        Path copy = folder.resolve("copy/cohort.csv");
        CohortWriter.ofEightBits().write(copy, read);
        CohortFile again = CohortCsv.read(copy, ANY_MAPS);
        assertEquals(List.of("site", "note"), again.extraColumns());
        assertEquals(Map.of("site", "north", "note", "a, b"), again.extras("1"));
    }

    @Test
    void aFailureLeavesNoCsv() throws IOException {
        Path csv = folder.resolve("cohort.csv");
        CohortWriter writer = CohortWriter.ofEightBits();
        writer.write(csv, List.of(patient("1", 1)).iterator());
        assertTrue(Files.exists(csv));
        Iterator<PatientStudy> twice = List.of(patient("1", 1), patient("1", 2)).iterator();
        assertTrue(assertThrows(IllegalArgumentException.class, () -> writer.write(csv, twice))
                .getMessage()
                .contains("'1' occurs twice"));
        assertFalse(Files.exists(csv));
        PolarMap small = PolarMap.of(
                PerfusionState.REST,
                4,
                new float[] {0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
                new Disc(1, 1, 1),
                "x");
        PatientStudy odd = new PatientStudy(
                "odd",
                Optional.of(small),
                Optional.empty(),
                ClinicalFeatures.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThrows(
                IllegalArgumentException.class,
                () -> writer.write(csv, List.of(odd).iterator()));
    }
}

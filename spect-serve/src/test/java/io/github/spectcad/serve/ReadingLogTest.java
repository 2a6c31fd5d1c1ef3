package io.github.spectcad.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCondition;
import io.github.spectcad.io.ReadingCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingLogTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("new/readings.csv");
    }

    private static Reading reading(String reader, int patient) {
        return new Reading(
                reader,
                "p" + patient,
                ReadingCondition.WITHOUT,
                new VesselLabels(true, false, true),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Instant.parse("2026-01-31T09:30:00.123Z")));
    }

    private void append(Reading... readings) throws IOException {
        try (ReadingLog log = ReadingLog.open(file)) {
            for (Reading reading : readings) {
                assertEquals(Optional.empty(), log.append(reading));
            }
        }
    }

    private List<Reading> reopened() throws IOException {
        try (ReadingLog log = ReadingLog.open(file)) {
            return log.all();
        }
    }

    @Test
    void keepsReadingsInTheOrderTheyCame() throws IOException {
        append(reading("a", 2), reading("a", 1));
        append(reading("b", 1));
        List<Reading> all = List.of(reading("a", 2), reading("a", 1), reading("b", 1));
        assertEquals(all, reopened());
        assertEquals(all, ReadingCsv.read(file));
    }

    @Test
    void keepsReadingsCsvInAFolder() throws IOException {
        try (ReadingLog log = ReadingLog.open(folder.resolve("study"))) {
            assertEquals(folder.resolve("study/readings.csv").toAbsolutePath(), log.file());
        }
    }

    @Test
    void keepsTheFirstOfTwoReadingsOfOnePatient() throws IOException {
        try (ReadingLog one = ReadingLog.open(file);
                ReadingLog other = ReadingLog.open(file)) {
            one.append(reading("a", 1));
            assertEquals(Optional.of(reading("a", 1)), other.append(reading("a", 1)));
            assertEquals(Optional.empty(), other.append(reading("b", 1)));
            assertEquals(2, one.all().size());
        }
    }

    @Test
    void losesNothingWhereManyAppendAtOnce() throws IOException {
        try (ReadingLog one = ReadingLog.open(file);
                ReadingLog other = ReadingLog.open(file)) {
            long refused = IntStream.range(0, 200)
                    .parallel()
                    .filter(i -> {
                        try {
                            return (i % 2 == 0 ? one : other)
                                    .append(reading("a", i / 2))
                                    .isPresent();
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .count();
            assertEquals(100, refused);
        }
        assertEquals(100, reopened().size());
    }

    @Test
    void setsATornRowAsideAndGoesOn() throws IOException {
        append(reading("a", 1));
        Files.writeString(file, "a,p2,without,1,0,1,,,", StandardOpenOption.APPEND);
        assertEquals(List.of(reading("a", 1)), reopened());
        assertEquals("a,p2,without,1,0,1,,,\n", Files.readString(folder.resolve("new/readings.csv.torn")));
        append(reading("a", 2));
        assertEquals(2, reopened().size());
    }

    @Test
    void endsAWholeRowThatLacksItsLineFeed() throws IOException {
        append(reading("a", 1));
        Files.writeString(file, Files.readString(file).stripTrailing());
        append(reading("a", 2));
        assertEquals(List.of(reading("a", 1), reading("a", 2)), reopened());
    }

    @Test
    void mendsATornHeader() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "reader,patient_id,cond");
        append(reading("a", 1));
        assertEquals(1, reopened().size());
    }

    @Test
    void leavesAFileAloneThatIsNone() throws IOException {
        Path cohort = Files.writeString(folder.resolve("cohort.csv"), "patient_id,rest_image\np1,p1.png\n");
        IOException e = assertThrows(IOException.class, () -> ReadingLog.open(cohort));
        assertTrue(e.getMessage().contains("does not begin with the columns of readings"), e.getMessage());
        assertEquals("patient_id,rest_image\np1,p1.png\n", Files.readString(cohort));
    }
}

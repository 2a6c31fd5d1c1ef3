package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.quantify.Quantification;
import io.github.spectcad.core.quantify.QuantifiedPatient;
import io.github.spectcad.core.quantify.SegmentPerfusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantificationCsvTest {
    @TempDir
    private Path folder;

    private static Quantification map(int score, double extent, double deficit) {
        int[] scores = new int[AhaSegment.ORDER.size()];
        scores[9] = score;
        return new Quantification(
                List.of(new SegmentPerfusion(AhaSegment.MID_INFERIOR, 0.75, 80, 0.0625, 50, 1.5, score)),
                extent,
                deficit,
                SegmentScores.of(scores));
    }

    @Test
    void eachSegmentOfEachMapAndEachPatientHasARow() throws IOException {
        Path out = folder.resolve("new/folder");
        QuantificationCsv.write(
                out,
                List.of(
                        new QuantifiedPatient("a", Optional.of(map(1, 2.5, 0.5)), Optional.of(map(3, 12.5, 6.25))),
                        new QuantifiedPatient("b", Optional.empty(), Optional.of(map(2, 10, 5))),
                        new QuantifiedPatient("c", Optional.of(map(4, 20, 15)), Optional.empty())));
        assertEquals(
                List.of(
                        "patient_id,state,segment,name,mean,percent_of_normal,area_percent,extent_percent,severity,score",
                        "a,rest,10,mid inferior,0.75,80.0,6.25,50.0,1.5,1",
                        "a,stress,10,mid inferior,0.75,80.0,6.25,50.0,1.5,3",
                        "b,stress,10,mid inferior,0.75,80.0,6.25,50.0,1.5,2",
                        "c,rest,10,mid inferior,0.75,80.0,6.25,50.0,1.5,4"),
                Files.readAllLines(out.resolve(QuantificationCsv.SEGMENTS)));
        assertEquals(
                List.of(
                        "patient_id,sss,srs,sds,stress_extent_percent,rest_extent_percent,stress_tpd_percent,rest_tpd_percent",
                        "a,3,1,2,12.5,2.5,6.25,0.5",
                        "b,2,,,10.0,,5.0,",
                        "c,,4,,,20.0,,15.0"),
                Files.readAllLines(out.resolve(QuantificationCsv.PATIENTS)));
    }
}

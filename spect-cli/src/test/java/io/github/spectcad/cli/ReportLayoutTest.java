package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.io.Palette;
import io.github.spectcad.study.figure.HeatMapFigure;
import io.github.spectcad.study.report.HtmlReport;
import io.github.spectcad.study.report.PatientFigures;
import io.github.spectcad.study.table.Table;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How reports look in a real browser, on a desk and on a telephone. */
class ReportLayoutTest {
    private static final String HOSTILE = "<img src=x onerror=document.title='owned'>\"'&amp;" + "x".repeat(400);

    private static String html;

    @BeforeAll
    static void writeAPageOfWideFiguresAndHostileNames() {
        List<String> columns =
                IntStream.range(0, 28).mapToObj(i -> "strategy-" + i).toList();
        HtmlReport report = HtmlReport.titled(HOSTILE).finding(HOSTILE).caution(HOSTILE);
        report.section(HOSTILE)
                .figures(HeatMapFigure.draw(
                        "wide", List.of("a", "b"), columns, Collections.nCopies(2, Collections.nCopies(28, 0.7)), 0, 1))
                .figure(
                        PatientFigures.maps(
                                HOSTILE,
                                patient(),
                                Palette.ofId("pet").orElseThrow(),
                                Optional.empty(),
                                Optional.empty()),
                        HOSTILE)
                .table(Table.ofText(HOSTILE, columns, List.of(Collections.nCopies(28, HOSTILE))))
                .code(HOSTILE);
        html = report.toHtml();
    }

    private static PatientStudy patient() {
        return PatientStudy.builder("p")
                .map(map(PerfusionState.REST))
                .map(map(PerfusionState.STRESS))
                .build();
    }

    private static PolarMap map(PerfusionState state) {
        Disc disc = Disc.inscribed(24);
        float[] values = new float[24 * 24];
        for (int i = 0; i < values.length; i++) {
            values[i] = disc.relativeRadius(i % 24, Math.floorDiv(i, 24)) <= 1 ? 0.5f + i % 24 / 48f : 0;
        }
        return PolarMap.of(state, 24, values, disc, "test");
    }

    @ParameterizedTest
    @ValueSource(ints = {1400, 390})
    void noFigureIsWiderThanThePage(int width, @TempDir Path folder) throws Exception {
        JsonNode layout = Browser.find().layout(folder, html, width);
        assertTrue(layout.get("page").asInt() <= width, () -> "the page needs " + layout.get("page"));
        assertTrue(layout.get("figures").size() >= 6, layout::toString);
        layout.get("figures").forEach(right -> assertTrue(right.asInt() <= width, layout::toString));
        assertEquals(3, layout.get("captions").size(), "of the heat map, the maps and the table");
        layout.get("captions").forEach(right -> assertTrue(right.asInt() <= width, layout::toString));
    }

    @Test
    void hostileNamesStayText() {
        assertFalse(html.contains("<img src=x"));
        assertEquals(3, html.split("<img ", -1).length - 1, "the pictures of the three maps");
    }
}

package io.github.spectcad.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a headless Chromium. */
class PageTest {
    private static final String MODEL_ASKED_FOR =
            "performance.getEntriesByType('resource').some((entry) => entry.name.endsWith('/model'))";

    private static final String SALIENCY_ASKED_FOR =
            "performance.getEntriesByType('resource').some((entry) => entry.name.includes('/saliency/'))";

    @TempDir
    private static Path profile;

    private static Browser browser;

    @TempDir
    private Path folder;

    private ReadingServer server;

    @BeforeAll
    static void startBrowser() throws IOException {
        Optional<Path> program = Browser.program();
        assumeTrue(program.isPresent(), "Chromium is not installed");
        browser = Browser.start(program.get(), profile);
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = start(0);
        browser.clear();
        browser.size(1400, 900);
    }

    private ReadingServer start(int port) throws IOException {
        Path csv = folder.resolve("cohort.csv");
        return ReadingServer.builder(
                        Files.exists(csv) ? csv : SmallCohort.write(folder, 3), folder.resolve("readings"), "reader-1")
                .output(SmallCohort.output())
                .port(port)
                .start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void show(int patient) {
        browser.await("document.querySelector('#identity').textContent === 'p" + patient + "'");
    }

    private void press(String... keys) {
        for (String key : keys) {
            browser.press(key);
        }
    }

    private void confirm() {
        press("Enter");
        browser.await("document.querySelector('#confirm').open");
        press("Enter");
    }

    /** The number of colours in a map, as an expression. */
    private static String coloursOf(String map) {
        return "(() => { const c = document.querySelector('#" + map + "'); const d ="
                + " c.getContext('2d').getImageData(0, 0, c.width, c.height).data; const seen = new Set();"
                + " for (let i = 0; i < d.length; i += 4) seen.add((d[i] << 16) | (d[i + 1] << 8) |"
                + " d[i + 2]); return seen.size; })()";
    }

    private List<Reading> recorded() throws IOException {
        return ReadingCsv.read(folder.resolve("readings/readings.csv"));
    }

    private boolean is(String condition) {
        return browser.value(condition).asBoolean();
    }

    @Test
    void aReaderReadsByTheKeyboardWithoutAndThenWithTheModel() throws IOException {
        browser.open(server.uri());
        show(1);
        press("3", "2", "ArrowDown", "4", "ArrowLeft", "ArrowLeft", "1", "l", "r", "r", "Enter");
        browser.await("document.querySelector('#status').textContent.includes('each vessel')");
        press("c", "c");
        assertFalse(is(MODEL_ASKED_FOR), "the page asked for the model's output before the first reading");
        confirm();
        browser.await("!document.querySelector('#model').hidden");
        assertTrue(is("document.querySelector('#probabilities').innerText.includes('0.80')"));
        assertFalse(is(SALIENCY_ASKED_FOR), "the saliency is shown when the reader wants it");
        press("r", "m");
        browser.await(SALIENCY_ASKED_FOR + " && document.querySelector('#maps').getAttribute('aria-busy') === 'false'");
        assertTrue(is(coloursOf("stress") + " > " + coloursOf("rest")), "the saliency lies over the stress map");
        confirm();
        browser.await("document.querySelector('#record').textContent.startsWith('Recorded')");

        List<Reading> readings = recorded();
        assertEquals(2, readings.size());
        assertEquals(new VesselLabels(true, false, false), readings.get(0).diseased());
        assertEquals(new VesselLabels(true, true, false), readings.get(1).diseased());
        SegmentScores stress = readings.get(0).stress().orElseThrow();
        assertEquals(List.of(3, 2, 0), stress.scores().subList(0, 3));
        SegmentScores rest = readings.get(0).rest().orElseThrow();
        assertEquals(List.of(0, 1, 4, 0), rest.scores().subList(0, 4), rest.toString());

        press("n");
        show(2);
        assertTrue(is("document.querySelector('#model').hidden"), "the model of the patient before is gone");
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void mapsAreDrawnAndFitEveryWidth() {
        browser.open(server.uri());
        show(1);
        for (int width : new int[] {390, 800, 1400}) {
            browser.size(width, 900);
            browser.await("innerWidth === " + width);
            browser.await(
                    "document.querySelector('#stress').width === Math.round(document.querySelector('#stress').clientWidth)");
            assertTrue(is("document.documentElement.scrollWidth <= innerWidth"), "wider than " + width);
            for (String map : List.of("stress", "rest", "difference")) {
                int colours = browser.value(coloursOf(map)).asInt();
                assertTrue(colours > 50, map + " has " + colours + " colours");
            }
        }
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void aTouchChoosesTheSegmentUnderItAlsoWhereTheViewIsTurned() {
        browser.open(server.uri());
        show(1);
        String touch = "(() => { const c = document.querySelector('#rest'), b = c.getBoundingClientRect();"
                + " c.dispatchEvent(new MouseEvent('click', { clientX: b.left + b.width / 2, clientY: b.top + 0.13 * b.height }));"
                + " return document.querySelector('#segment').textContent; })()";
        assertEquals("1 basal anterior, rest", browser.value(touch).asText());
        for (int i = 0; i < 18; i++) {
            press(","); // 90 degrees counter-clockwise: the lateral wall is up
        }
        assertEquals(
                "90°",
                browser.value("document.querySelector('#degrees').textContent").asText());
        String wall = browser.value(touch).asText();
        assertTrue(wall.contains("lateral"), wall);
    }

    @Test
    void aReadingUnderWaySurvivesAReloadAndARestartOfTheServer() throws IOException {
        browser.open(server.uri());
        show(1);
        press("4", "l", "r", "c");
        int port = server.uri().getPort();
        server.close();
        confirm();
        browser.await("document.querySelector('#status').textContent.includes('cannot be reached')");
        server = start(port);
        confirm();
        browser.await("!document.querySelector('#model').hidden");
        assertEquals(4, recorded().get(0).stress().orElseThrow().scores().get(0));
        press("2");
        browser.open(server.uri());
        show(1);
        browser.await("document.querySelector('#sums').innerText.includes('2')");
        assertEquals(1, recorded().size());
    }

    @Test
    void whatAPatientIsCalledIsTextAndNeverMarkup() throws IOException {
        Path csv = folder.resolve("cohort.csv");
        Files.writeString(csv, Files.readString(csv).replaceFirst("\np3,", "\n<img src=x onerror=alert(1)>,"));
        server.close();
        server = start(0);
        browser.open(server.uri());
        show(1);
        press("n");
        show(2);
        press("n");
        browser.await("document.querySelector('#identity').textContent.startsWith('<img')");
        assertEquals(0, browser.value("document.querySelectorAll('img').length").asInt());
        assertEquals(List.of(), browser.complaints());
    }
}

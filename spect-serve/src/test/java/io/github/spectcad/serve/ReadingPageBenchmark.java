package io.github.spectcad.serve;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a reader waits at the page of a server that runs with a model, drawing included: from the key or the touch to the
 * frame that shows what was asked for, in a headless Chromium. Reads patients. Started by
 * {@code spect-benchmarks/serve-patients.sh}.
 */
class ReadingPageBenchmark {
    private static final int SHOWN = 40;
    private static final int READ = 8;
    private static final long LOOKING_MILLISECONDS = 1_000;
    private static final long READING_MILLISECONDS = 10_000;
    private static final String IDENTITY = "document.querySelector('#identity').textContent";

    @Test
    @EnabledIfSystemProperty(
            named = "spect.benchmark.page",
            matches = "http.*",
            disabledReason = "run spect-benchmarks/serve-patients.sh")
    void tellsHowLongAReaderWaits(@TempDir Path profile) throws IOException, InterruptedException {
        URI page = URI.create(System.getProperty("spect.benchmark.page"));
        try (Browser browser = Browser.start(Browser.program().orElseThrow(), profile)) {
            browser.size(1400, 900);
            browser.open(page);
            browser.await(IDENTITY + " !== ''");
            int patients = browser.value("document.querySelectorAll('#patient option').length")
                    .asInt();
            System.out.println(
                    "| what the reader waits for | times | least, ms | median, ms | slowest, ms |\n|---|---|---|---|---|");
            tell("the next patient, at once", next(browser, Math.min(SHOWN, patients - 1), 0));
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < patients; i++) {
                order.add(i);
            }
            Collections.shuffle(order, new Random(1));
            tell("any patient, at once", chosen(browser, order.subList(0, Math.min(SHOWN, patients))));
            chosen(browser, List.of(0));
            tell("the next patient, after 1 s", next(browser, Math.min(SHOWN, patients) / 2, LOOKING_MILLISECONDS));
            List<Integer> last = order.subList(Math.max(0, patients - 2 * READ), patients);
            read(browser, "at once", last.subList(0, last.size() / 2), 0);
            read(browser, "after 10 s of reading", last.subList(last.size() / 2, last.size()), READING_MILLISECONDS);
        }
    }

    private static List<Double> next(Browser browser, int times, long milliseconds) throws InterruptedException {
        List<Double> waited = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Thread.sleep(milliseconds);
            waited.add(shown(browser, "document.querySelector('#next').click()"));
        }
        return waited;
    }

    private static List<Double> chosen(Browser browser, List<Integer> patients) {
        List<Double> milliseconds = new ArrayList<>();
        for (int patient : patients) {
            if (patient
                    != browser.value("Number(document.querySelector('#patient').value)")
                            .asInt()) {
                milliseconds.add(shown(browser, choose(patient)));
            }
        }
        return milliseconds;
    }

    private static String choose(int patient) {
        return "(() => { const list = document.querySelector('#patient'); list.value = " + patient
                + "; list.dispatchEvent(new Event('change')); })()";
    }

    private static double shown(Browser browser, String action) {
        String before = browser.value("JSON.stringify(" + IDENTITY + ")").asText();
        return waited(browser, action, IDENTITY + " !== " + before);
    }

    private static void read(Browser browser, String when, List<Integer> patients, long milliseconds)
            throws InterruptedException {
        List<Double> probabilities = new ArrayList<>();
        List<Double> saliency = new ArrayList<>();
        for (int patient : patients) {
            if (patient
                    != browser.value("Number(document.querySelector('#patient').value)")
                            .asInt()) {
                shown(browser, choose(patient));
            }
            Thread.sleep(milliseconds);
            browser.value("document.querySelectorAll('#decisions button.normal').forEach((b) => b.click());"
                    + " document.querySelector('#record').click()");
            probabilities.add(waited(
                    browser,
                    "document.querySelector('#confirm button[value=record]').click()",
                    "!document.querySelector('#model').hidden"));
            saliency.add(waited(
                    browser,
                    "document.querySelector('#saliency').value = '0';"
                            + " document.querySelector('#saliency').dispatchEvent(new Event('change'))",
                    "document.querySelector('#maps').getAttribute('aria-busy') === 'false'"));
        }
        tell("the reading recorded and the model's probabilities shown, " + when, probabilities);
        tell("the saliency of a vessel, right after them, " + when, saliency);
    }

    /** From an action to the frame in which a condition holds. */
    private static double waited(Browser browser, String action, String condition) {
        return browser.value("new Promise((done) => { const start = performance.now(); " + action
                        + "; const look = () => { if (" + condition
                        + ") requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));"
                        + " else setTimeout(look, 1); }; look(); })")
                .asDouble();
    }

    private static void tell(String what, List<Double> milliseconds) {
        List<Double> sorted = milliseconds.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.0f | %.0f | %.0f |%n",
                what,
                sorted.size(),
                sorted.get(0),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() - 1));
    }
}

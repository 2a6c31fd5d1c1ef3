package io.github.spectcad.serve;

import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a physician waits in Chromium, drawing included: for a patient who was not fetched ahead, and, after a reading is
 * recorded, for the model's probabilities and saliency.
 */
class ServePatientsBenchmark {
    private static final int PATIENTS = 100;
    private static final int READINGS = 20;

    /** Far from the patient before, so that none was fetched ahead. */
    private static final int STRIDE = 7;

    private static final String DRAWN = "await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));";

    @Test
    @EnabledIfSystemProperty(
            named = "spect.benchmark",
            matches = "true",
            disabledReason = "run with -Dspect.benchmark=true -Dspect.cohort=FILE -Dspect.model=MODEL")
    void patientsAndTheModelsOutput(@TempDir Path folder) throws Exception {
        Path model = Path.of(System.getProperty("spect.model"));
        try (TrainedModel trained = ModelFile.load(model);
                ReadingServer server = ReadingServer.builder(
                                Path.of(System.getProperty("spect.cohort")), folder.resolve("readings"), "benchmark")
                        .model(trained, model)
                        .start();
                Browser browser = Browser.start(Browser.program().orElseThrow(), folder.resolve("profile"))) {
            browser.size(1400, 900);
            browser.open(server.uri());
            browser.await("document.querySelector('#identity').textContent !== ''");
            int all = browser.value("document.querySelector('#patient').options.length")
                    .asInt();
            List<Double> shown = new ArrayList<>();
            List<Double> explained = new ArrayList<>();
            for (int i = 1; i <= Math.min(PATIENTS, all - 1); i++) {
                shown.add(show(browser, i * STRIDE % all));
                if (i <= READINGS) {
                    explained.add(record(browser));
                }
            }
            print("a patient", shown);
            print("probabilities and saliency after a reading", explained);
        }
    }

    private static double show(Browser browser, int index) {
        return browser.value("(async () => { const list = document.querySelector('#patient'); list.value = " + index + ";"
                        + " const identity = document.querySelector('#identity'), begin = performance.now();"
                        + " const shown = new Promise((done) => new MutationObserver(done).observe(identity,"
                        + " { childList: true, characterData: true, subtree: true }));"
                        + " list.dispatchEvent(new Event('change')); await shown; " + DRAWN
                        + " return performance.now() - begin; })()")
                .asDouble();
    }

    private static double record(Browser browser) {
        return browser.value("(async () => { document.querySelectorAll('#decisions .normal').forEach((b) => b.click());"
                        + " document.querySelector('#record').click(); const model = document.querySelector('#model');"
                        + " const begin = performance.now();"
                        + " const shown = new Promise((done) => new MutationObserver(() => model.hidden || done())"
                        + ".observe(model, { attributes: true }));"
                        + " document.querySelector('#confirm button[value=record]').click(); await shown; " + DRAWN
                        + " return performance.now() - begin; })()")
                .asDouble();
    }

    private static void print(String what, List<Double> milliseconds) {
        double first = milliseconds.get(0);
        List<Double> sorted = new ArrayList<>(milliseconds);
        Collections.sort(sorted);
        System.out.printf(
                "%s: first %.0f ms, median %.0f ms, slowest %.0f ms of %d%n",
                what, first, sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1), sorted.size());
    }
}

package io.github.spectcad.study.report;

import io.github.spectcad.study.factorial.StudyConfiguration;
import io.github.spectcad.study.factorial.SyntheticStudy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The time of the whole report of the paper's 728 models for 100 patients with 1,000 bootstraps, on made-up predictions:
 * {@code ./mvnw -pl spect-study -am test -Dtest=StudyReportBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * -Dspect.benchmark=true}.
 */
class StudyReportBenchmark {
    @Test
    @EnabledIfSystemProperty(
            named = "spect.benchmark",
            matches = "true",
            disabledReason = "run with -Dspect.benchmark=true")
    void reportOfThePapersStudy(@TempDir Path root) throws Exception {
        SyntheticStudy.write(root, StudyConfiguration.read(Path.of("..", "studies", "paper.json")), 40, 100);
        for (int run = 1; run <= 3; run++) {
            long start = System.nanoTime();
            StudyReport.of(root).write(root.resolve("report"));
            System.out.printf("report %d of 728 models: %.2f s%n", run, (System.nanoTime() - start) / 1e9);
        }
    }
}

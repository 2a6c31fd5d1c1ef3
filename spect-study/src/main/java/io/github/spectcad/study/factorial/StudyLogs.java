package io.github.spectcad.study.factorial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The logs of a study: lines with their time, oldest first. For one writer at a time. */
final class StudyLogs {
    private static final String OPENINGS = "test-set-openings.log";
    private static final String CHANGES = "changes.log";

    private final ResultStore store;

    StudyLogs(ResultStore store) {
        this.store = store;
    }

    void opened(int patients, int cells) throws IOException {
        append(OPENINGS, "test set of " + patients + " patients opened for " + cells + " cells");
    }

    void changed(String what) throws IOException {
        append(CHANGES, what);
    }

    List<String> openings() throws IOException {
        return lines(OPENINGS);
    }

    List<String> changes() throws IOException {
        return lines(CHANGES);
    }

    private void append(String log, String line) throws IOException {
        String before = text(log);
        String added = before + Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line + "\n";
        store.write(log, out -> out.write(added.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> lines(String log) throws IOException {
        return text(log).lines().toList();
    }

    private String text(String log) throws IOException {
        return store.read(log)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }
}

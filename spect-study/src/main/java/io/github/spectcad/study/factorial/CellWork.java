package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.io.PredictionCsv;
import io.github.spectcad.nn.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The work on one cell in a {@link ResultStore}: who has it, how far it is, how it ended. What changes files is for the holder
 * of the claim, except where a failure is recorded or forgotten.
 */
final class CellWork {
    static final String FAILURES = "failed";
    static final String FAILURE_SUFFIX = ".txt";

    private final ResultStore store;
    private final String name;

    CellWork(ResultStore store, String name) {
        this.store = store;
        this.name = name;
    }

    private String failureFile() {
        return FAILURES + "/" + name + FAILURE_SUFFIX;
    }

    private String progressFile() {
        return "work/" + name + "/" + ResultStore.PROGRESS_FILE;
    }

    private String published() {
        return ResultFolder.CELLS + "/" + name;
    }

    /** Why it failed; empty if it did not. */
    Optional<String> failure() throws IOException {
        return store.read(failureFile()).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    void recordFailure(String error) throws IOException {
        store.write(failureFile(), out -> out.write(error.getBytes(StandardCharsets.UTF_8)));
    }

    void forgetFailure() throws IOException {
        store.delete(failureFile());
    }

    /** Whether somebody who is alive trains the cell now. */
    boolean isClaimed() throws IOException {
        return store.isClaimed(name);
    }

    /** Claims the cell for the calling thread, if nobody else has it. */
    Optional<Claim> claim() throws IOException {
        return store.claim(name);
    }

    /** Removes what a process left that was killed just after it had finished the cell. */
    void clearAfterKill() throws IOException {
        if (!store.exists("work/" + name)) {
            return;
        }
        Optional<Claim> claim = claim();
        if (claim.isPresent()) {
            store.clearWorkspace(name);
            claim.get().discard();
        }
    }

    /** The directory to train in. */
    Path directory() throws IOException {
        return store.workspace(name);
    }

    /** Lets others see how far the cell is. */
    void saveProgress(StudyStatus.Running progress) throws IOException {
        byte[] json = Json.write(progress);
        store.write(progressFile(), out -> out.write(json));
    }

    /** Lets others go on from where the work is. */
    void save() throws IOException {
        store.saveWorkspace(name);
    }

    /** How far the cell is; empty before the first step, or where it was just finished. */
    Optional<StudyStatus.Running> progress() throws IOException {
        return store.exists(progressFile())
                ? Optional.of(ResultFolder.read(store, progressFile(), StudyStatus.Running.class))
                : Optional.empty();
    }

    /** What goes into the directory of a finished cell. */
    @FunctionalInterface
    interface Content {
        void writeTo(Path directory) throws IOException;
    }

    /** Writes the finished cell beside the work on it, then publishes it whole. */
    void finish(Content content) throws IOException {
        Path unfinished = directory().resolve("result");
        LocalStore.deleteTree(unfinished);
        Files.createDirectories(unfinished);
        content.writeTo(unfinished);
        store.publish(unfinished, published());
        store.clearWorkspace(name);
    }

    void storeTestPredictions(List<Prediction> predictions) throws IOException {
        Path csv = directory().resolve(ResultFolder.TEST_PREDICTIONS);
        PredictionCsv.write(csv, predictions);
        byte[] content = Files.readAllBytes(csv);
        store.write(published() + "/" + ResultFolder.TEST_PREDICTIONS, out -> out.write(content));
        store.clearWorkspace(name);
    }
}

package io.github.spectcad.study.factorial;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.baseline.Baseline;
import io.github.spectcad.io.PredictionCsv;
import io.github.spectcad.nn.explain.MethodCheck;
import io.github.spectcad.nn.model.Json;
import io.github.spectcad.study.training.ModelSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The results of one study, in a {@link ResultStore}.
 *
 * <pre>
 * study.json                 configuration, split, validation and test patients, fingerprint of the data
 * cells/ID-KEY/              one finished cell: model.zip, validation.csv, log.csv, cell.json and, once the test set was
 *                            opened, test.csv; appears complete or not at all
 * failed/ID-KEY.txt          why a cell failed
 * work/ID-KEY/               a cell under way: claim (locked by the process that trains it), checkpoint, progress.json
 * baselines/                 predictions of the baselines for the test patients
 * explanations/ID-KEY.json   what was measured of a model's explanations
 * test-set-openings.log      when the test set was opened, and for how many cells
 * changes.log                when the study was extended or reduced, and how
 * </pre>
 *
 * <p>KEY identifies what decides the result of a cell (cell, protocol, seed, data, version of the library), so a study may be
 * given other levels or another name and keeps what is done.
 */
public final class ResultFolder {
    static final String STUDY = "study.json";
    static final String CELLS = "cells";
    static final String TEST_PREDICTIONS = "test.csv";

    private final ResultStore store;
    private final StudyRecord study;
    private final StudyLogs logs;
    private final Map<Cell, String> names = new ConcurrentHashMap<>();

    ResultFolder(ResultStore store, StudyRecord study) {
        this.store = store;
        this.study = study;
        this.logs = new StudyLogs(store);
    }

    /**
     * Opens the folder of a study for reading.
     *
     * @param root the folder
     * @return the results
     * @throws StudyFileException if the folder holds no study
     * @throws IOException if the folder cannot be read
     */
    public static ResultFolder open(Path root) throws IOException {
        return open(ResultStore.local(root));
    }

    /**
     * Opens the results of a study for reading.
     *
     * @param store where they are
     * @return the results
     * @throws StudyFileException if there is no study
     * @throws IOException if the store cannot be read
     */
    public static ResultFolder open(ResultStore store) throws IOException {
        return new ResultFolder(store, read(store, STUDY, StudyRecord.class));
    }

    static <T> T read(ResultStore store, String name, Class<T> type) throws IOException {
        String file = store.location() + "/" + name;
        byte[] json = store.read(name)
                .orElseThrow(() -> new StudyFileException(
                        file + " does not exist: this is no folder of a study, or the cell" + " is not finished"));
        try {
            return Json.read(json, type);
        } catch (JsonProcessingException e) {
            throw new StudyFileException(file + " is damaged, or of another version of the library", e);
        }
    }

    /** {@return the study} */
    public StudyRecord study() {
        return study;
    }

    /** {@return where the results are} */
    public ResultStore store() {
        return store;
    }

    StudyLogs logs() {
        return logs;
    }

    String key(Cell cell) {
        String pretrained = study.pretrained().getOrDefault(cell.network(), "");
        return study.configuration().key(cell, study.dataFingerprint(), pretrained, study.library());
    }

    /**
     * The name of a cell in this store, also of its workspace.
     *
     * @param cell the cell
     * @return its id and the beginning of its key
     */
    public String name(Cell cell) {
        return names.computeIfAbsent(
                cell, unnamed -> unnamed.id() + "-" + key(unnamed).substring(0, 12));
    }

    private String file(Cell cell, String file) {
        return CELLS + "/" + name(cell) + "/" + file;
    }

    /** The cells of which something is stored; asked once for many. */
    Set<String> finishedNames() throws IOException {
        return store.list(CELLS);
    }

    /** The cells that failed when they were last tried; asked once for many. */
    Set<String> failedNames() throws IOException {
        return store.list(CellWork.FAILURES).stream()
                .filter(file -> file.endsWith(CellWork.FAILURE_SUFFIX))
                .map(file -> file.substring(0, file.length() - CellWork.FAILURE_SUFFIX.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether a cell is finished.
     *
     * @param cell the cell
     * @return whether its results are there
     * @throws IOException if the store does not answer
     */
    public boolean isDone(Cell cell) throws IOException {
        return store.exists(file(cell, ResultStore.COMMIT_FILE));
    }

    /**
     * Why a cell failed.
     *
     * @param cell the cell
     * @return the error; empty if it did not fail
     * @throws IOException if the record cannot be read
     */
    public Optional<String> failed(Cell cell) throws IOException {
        return work(cell).failure();
    }

    /** What is under way with a cell. */
    CellWork work(Cell cell) {
        return new CellWork(store, name(cell));
    }

    /**
     * The model of a finished cell.
     *
     * @param cell the cell
     * @return where it is opened from
     */
    public ModelSource model(Cell cell) {
        return () -> ModelSource.file(store.localFile(file(cell, "model.zip"))).open();
    }

    /**
     * The result of the training of a finished cell.
     *
     * @param cell the cell
     * @return its record
     * @throws IOException if it is not finished or cannot be read
     */
    public CellRecord record(Cell cell) throws IOException {
        return read(store, file(cell, ResultStore.COMMIT_FILE), CellRecord.class);
    }

    /**
     * The predictions of a finished cell for the validation patients with angiography.
     *
     * @param cell the cell
     * @return the predictions
     * @throws IOException if it is not finished or cannot be read
     */
    public List<Prediction> validationPredictions(Cell cell) throws IOException {
        return PredictionCsv.read(store.localFile(file(cell, "validation.csv")));
    }

    /**
     * Whether the test set was opened for a cell.
     *
     * @param cell the cell
     * @return whether its test predictions are stored
     * @throws IOException if the store does not answer
     */
    public boolean hasTestPredictions(Cell cell) throws IOException {
        return store.exists(file(cell, TEST_PREDICTIONS));
    }

    /**
     * The predictions of a cell for the test patients.
     *
     * @param cell the cell
     * @return the predictions
     * @throws IOException if there are none or they cannot be read
     */
    public List<Prediction> testPredictions(Cell cell) throws IOException {
        return PredictionCsv.read(store.localFile(file(cell, TEST_PREDICTIONS)));
    }

    /**
     * Predictions of a baseline for the test patients.
     *
     * @param baseline the baseline
     * @param strategy id of the strategy whose training patients and labels it was fitted to
     * @return the predictions; empty where the test set is unopened, or the baseline could not be fitted
     * @throws IOException if they cannot be read
     */
    public Optional<List<Prediction>> baselinePredictions(Baseline baseline, String strategy) throws IOException {
        String file = baselineFile(baseline, strategy);
        return store.exists(file) ? Optional.of(PredictionCsv.read(store.localFile(file))) : Optional.empty();
    }

    /** A plugin's strategy has a colon in its id, which is no name for a file everywhere. */
    static String baselineFile(Baseline baseline, String strategy) {
        return "baselines/" + strategy.replace(':', '_') + "-" + baseline.id() + ".csv";
    }

    /**
     * What was measured of the explanations of a cell's model.
     *
     * @param cell the cell
     * @return figures of each method that was checked, none twice; empty where none was
     * @throws IOException if they cannot be read
     */
    public List<MethodCheck> explanations(Cell cell) throws IOException {
        String file = explanationsFile(cell);
        return store.exists(file) ? List.of(read(store, file, MethodCheck[].class)) : List.of();
    }

    /**
     * Stores what was measured of the explanations of a cell's model, in place of what is stored.
     *
     * @param cell the cell
     * @param checks figures of each method
     * @throws IOException if they cannot be written
     */
    public void storeExplanations(Cell cell, List<MethodCheck> checks) throws IOException {
        store.write(explanationsFile(cell), out -> out.write(Json.write(checks)));
    }

    private String explanationsFile(Cell cell) {
        return "explanations/" + name(cell) + ".json";
    }

    /**
     * When the test set was opened.
     *
     * @return the lines of the log, oldest first; empty if it was not opened
     * @throws IOException if the log cannot be read
     */
    public List<String> testSetOpenings() throws IOException {
        return logs.openings();
    }

    /**
     * When the study was extended or reduced.
     *
     * @return the lines of the log, oldest first; empty if it was not
     * @throws IOException if the log cannot be read
     */
    public List<String> changes() throws IOException {
        return logs.changes();
    }
}

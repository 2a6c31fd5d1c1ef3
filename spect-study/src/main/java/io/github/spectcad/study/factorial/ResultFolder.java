package io.github.spectcad.study.factorial;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.core.baseline.Baseline;
import io.github.spectcad.io.PredictionCsv;
import io.github.spectcad.nn.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The folder that holds the results of one study.
 *
 * <pre>
 * study.json                 configuration, split, validation and test patients, fingerprint of the data
 * cells/ID-KEY/              one finished cell: model.zip, validation.csv, log.csv, cell.json and, once the test set was
 *                            opened, test.csv; appears complete or not at all
 * failed/ID-KEY.txt          why a cell failed
 * work/ID-KEY/               a cell under way: claim (locked by the process that trains it), checkpoint, progress.json
 * test-set-openings.log      when the test set was opened, and for how many cells
 * </pre>
 *
 * <p>Several processes may fill the folder. A claim is a lock of the operating system, which ends with its process, however
 * that ends; its file is removed with it, or by the next run. The folder work is gone when the study is finished.
 */
public final class ResultFolder {
    private static final String STUDY = "study.json";
    private static final String CLAIM = "claim";
    private static final String OPENINGS = "test-set-openings.log";
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Set<Path> CLAIMED_HERE = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final StudyRecord study;
    private final Map<Cell, String> keys = new ConcurrentHashMap<>();

    private ResultFolder(Path root, StudyRecord study) {
        this.root = root;
        this.study = study;
    }

    /**
     * Opens the folder of a study, or begins it. Where it exists, its number of threads stays.
     *
     * @param root the folder; made if it does not exist
     * @param study the study
     * @return the folder
     * @throws StudyFileException if the folder holds another study, or results of other data or another version
     * @throws IOException if the folder cannot be read or written
     */
    static ResultFolder begin(Path root, StudyRecord study) throws IOException, InterruptedException {
        Claim claim = waitForClaim(root.resolve("work").resolve("study"));
        try {
            Path file = root.resolve(STUDY);
            if (!Files.exists(file)) {
                AtomicFile.write(file, out -> out.write(Json.write(study)));
            }
            StudyRecord stored = open(root).study();
            if (!stored.equals(study.withThreads(stored.threads()))) {
                throw new StudyFileException(root + " holds the results of another study, other data or another version"
                        + " of the library: choose another folder");
            }
            return new ResultFolder(root, stored);
        } finally {
            claim.discard();
        }
    }

    private static Claim waitForClaim(Path directory) throws IOException, InterruptedException {
        Optional<Claim> claim = claim(directory);
        while (claim.isEmpty()) {
            Thread.sleep(POLL.toMillis()); // another process begins the folder
            claim = claim(directory);
        }
        return claim.get();
    }

    /**
     * Opens the folder of a study for reading.
     *
     * @param root the folder
     * @return the folder
     * @throws StudyFileException if the folder holds no study
     * @throws IOException if the folder cannot be read
     */
    public static ResultFolder open(Path root) throws IOException {
        return new ResultFolder(root, read(root.resolve(STUDY), StudyRecord.class));
    }

    static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            return Json.read(Files.readAllBytes(file), type);
        } catch (JsonProcessingException e) {
            throw new StudyFileException(file + " is damaged: " + e.getOriginalMessage(), e);
        } catch (NoSuchFileException e) {
            throw new StudyFileException(file + " does not exist: this is no folder of a study", e);
        }
    }

    /** {@return the study} */
    public StudyRecord study() {
        return study;
    }

    /** {@return the folder} */
    public Path root() {
        return root;
    }

    private String name(Cell cell) {
        return cell.id() + "-" + key(cell).substring(0, 12);
    }

    String key(Cell cell) {
        return keys.computeIfAbsent(cell, c -> study.configuration().key(c, study.dataFingerprint(), study.library()));
    }

    /**
     * The directory of a finished cell.
     *
     * @param cell the cell
     * @return the directory, which exists where the cell is finished
     */
    public Path directory(Cell cell) {
        return root.resolve("cells").resolve(name(cell));
    }

    Path workDirectory(Cell cell) {
        return root.resolve("work").resolve(name(cell));
    }

    private Path failure(Cell cell) {
        return root.resolve("failed").resolve(name(cell) + ".txt");
    }

    Path model(Cell cell) {
        return directory(cell).resolve("model.zip");
    }

    /**
     * Whether a cell is finished.
     *
     * @param cell the cell
     * @return whether its directory is there
     */
    public boolean isDone(Cell cell) {
        return Files.isDirectory(directory(cell));
    }

    /**
     * Why a cell failed.
     *
     * @param cell the cell
     * @return the error; empty if it did not fail
     * @throws IOException if the record cannot be read
     */
    public Optional<String> failed(Cell cell) throws IOException {
        try {
            return Optional.of(Files.readString(failure(cell)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void recordFailure(Cell cell, String error) throws IOException {
        Files.createDirectories(failure(cell).getParent());
        AtomicFile.write(failure(cell), out -> out.write(error.getBytes(StandardCharsets.UTF_8)));
    }

    void forgetFailure(Cell cell) throws IOException {
        Files.deleteIfExists(failure(cell));
    }

    /** {@return whether a living process trains the cell now} */
    boolean isClaimed(Cell cell) throws IOException {
        Path directory = workDirectory(cell).toAbsolutePath();
        if (!CLAIMED_HERE.add(directory)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(directory.resolve(CLAIM), StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (OverlappingFileLockException e) {
            return true;
        } finally {
            CLAIMED_HERE.remove(directory);
        }
    }

    /** Claims a cell for the calling thread, if nobody else has it. */
    Optional<Claim> claim(Cell cell) throws IOException {
        return claim(workDirectory(cell));
    }

    /** Claims the right to open the test set, as soon as nobody else has it. */
    Claim claimTestSet() throws IOException, InterruptedException {
        return waitForClaim(root.resolve("work").resolve("test-set"));
    }

    private static Optional<Claim> claim(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        if (!CLAIMED_HERE.add(absolute)) {
            return Optional.empty();
        }
        Claim claim = null;
        try {
            claim = lock(absolute);
        } finally {
            if (claim == null) {
                CLAIMED_HERE.remove(absolute);
            }
        }
        return Optional.ofNullable(claim);
    }

    private static Claim lock(Path directory) throws IOException {
        Path file = directory.resolve(CLAIM);
        FileChannel channel;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return null; // another process has just removed the directory
        }
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null; // another class loader of this process has it
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? null : new Claim(directory, channel);
    }

    /** The right to work on something, until released or until the process ends. */
    static final class Claim {
        private final Path directory;
        private final FileChannel channel;

        private Claim(Path directory, FileChannel channel) {
            this.directory = directory;
            this.channel = channel;
        }

        /** Lets others go on. */
        void release() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the claim of " + directory + " could not be released", e);
            } finally {
                CLAIMED_HERE.remove(directory);
            }
        }

        /**
         * Removes the claim where nothing is left to do. Another process may lock the removed file after that, while a third
         * makes a new one: both will see that there is nothing to do.
         */
        void discard() throws IOException {
            Files.deleteIfExists(directory.resolve(CLAIM));
            release();
            deleteIfEmpty(directory);
            deleteIfEmpty(directory.getParent());
        }

        private static void deleteIfEmpty(Path directory) throws IOException {
            try {
                Files.deleteIfExists(directory);
            } catch (DirectoryNotEmptyException e) {
                return; // it is still in use
            }
        }
    }

    /** Removes what a process left that was killed just after it had finished a cell. */
    void clearAfterKill(Cell cell) throws IOException {
        if (Files.exists(workDirectory(cell))) {
            Optional<Claim> claim = claim(cell);
            if (claim.isPresent()) {
                clearWork(cell);
                claim.get().discard();
            }
        }
    }

    private void clearWork(Cell cell) throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(workDirectory(cell))) {
            left = files.filter(path -> !path.endsWith(CLAIM)).toList();
        }
        for (Path path : left) {
            deleteTree(path);
        }
    }

    /** Writes a finished cell beside its place, then moves it there; for the holder of its claim. */
    void finish(Cell cell, Content content) throws IOException {
        Path unfinished = workDirectory(cell).resolve("result");
        deleteTree(unfinished);
        Files.createDirectories(unfinished);
        content.writeTo(unfinished);
        Files.createDirectories(directory(cell).getParent());
        Files.move(unfinished, directory(cell), StandardCopyOption.ATOMIC_MOVE);
        clearWork(cell);
    }

    /** What goes into the directory of a cell. */
    @FunctionalInterface
    interface Content {
        void writeTo(Path directory) throws IOException;
    }

    static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> tree = Files.walk(directory)) {
            paths = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }

    /**
     * What the training of a finished cell came to.
     *
     * @param cell the cell
     * @return its record
     * @throws IOException if it is not finished or cannot be read
     */
    public CellRecord record(Cell cell) throws IOException {
        return read(directory(cell).resolve("cell.json"), CellRecord.class);
    }

    /**
     * The predictions of a finished cell for the validation patients with angiography.
     *
     * @param cell the cell
     * @return the predictions
     * @throws IOException if it is not finished or cannot be read
     */
    public List<Prediction> validationPredictions(Cell cell) throws IOException {
        return PredictionCsv.read(directory(cell).resolve("validation.csv"));
    }

    /**
     * Whether the test set was opened for a cell.
     *
     * @param cell the cell
     * @return whether its test predictions are stored
     */
    public boolean hasTestPredictions(Cell cell) {
        return Files.exists(directory(cell).resolve("test.csv"));
    }

    /**
     * The predictions of a cell for the test patients.
     *
     * @param cell the cell
     * @return the predictions
     * @throws IOException if there are none or they cannot be read
     */
    public List<Prediction> testPredictions(Cell cell) throws IOException {
        return PredictionCsv.read(directory(cell).resolve("test.csv"));
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
        Path file = baselineFile(baseline, strategy);
        return Files.exists(file) ? Optional.of(PredictionCsv.read(file)) : Optional.empty();
    }

    void storeBaseline(Baseline baseline, String strategy, List<Prediction> predictions) throws IOException {
        PredictionCsv.write(baselineFile(baseline, strategy), predictions);
    }

    /** A plugin's strategy has a colon in its id, which is no name for a file everywhere. */
    private Path baselineFile(Baseline baseline, String strategy) {
        return root.resolve("baselines").resolve(strategy.replace(':', '_') + "-" + baseline.id() + ".csv");
    }

    void storeTestPredictions(Cell cell, List<Prediction> predictions) throws IOException {
        PredictionCsv.write(directory(cell).resolve("test.csv"), predictions);
    }

    void logOpening(String line) throws IOException {
        Files.writeString(root.resolve(OPENINGS), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * When the test set was opened.
     *
     * @return the lines of the log, oldest first; empty if it was not opened
     * @throws IOException if the log cannot be read
     */
    public List<String> testSetOpenings() throws IOException {
        Path log = root.resolve(OPENINGS);
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }
}

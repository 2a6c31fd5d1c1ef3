package io.github.spectcad.study.factorial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far a study is, read from its folder by any process at any time.
 *
 * @param name name of the study
 * @param total how many cells the study lists; cells that were added because others need them are not counted
 * @param done how many of them are finished
 * @param failed errors of failed cells by id, first line only
 * @param running cells that a living process trains now
 * @param trainingSeconds time spent on the finished cells
 * @param testSetOpenings when the test set was opened
 * @param changes when the study was extended or reduced, and how
 * @param notLooking finished cells whose network does not look at the maps, by id, with the figures
 */
public record StudyStatus(
        String name,
        int total,
        int done,
        Map<String, String> failed,
        List<Running> running,
        double trainingSeconds,
        List<String> testSetOpenings,
        List<String> changes,
        Map<String, String> notLooking) {
    /**
     * A cell under way.
     *
     * @param cell the cell
     * @param epoch the last epoch done
     * @param ofNext how much of the next epoch is done, in [0, 1)
     * @param epochs maximum number of epochs
     * @param started when its training was begun or resumed (ISO 8601)
     * @param updated when this was noted (ISO 8601)
     */
    public record Running(Cell cell, int epoch, double ofNext, int epochs, String started, String updated) {
        /** {@return how much of the maximum number of epochs is done, in [0, 1]} */
        public double fraction() {
            return (epoch + ofNext) / epochs;
        }
    }

    /**
     * Reads the status.
     *
     * @param root the result folder
     * @return the status
     * @throws StudyFileException if the folder holds no study
     * @throws IOException if it cannot be read
     */
    public static StudyStatus read(Path root) throws IOException {
        return read(ResultStore.local(root));
    }

    /**
     * Reads the status of results that may be elsewhere.
     *
     * @param store where they are
     * @return the status
     * @throws StudyFileException if there is no study
     * @throws IOException if it cannot be read
     */
    public static StudyStatus read(ResultStore store) throws IOException {
        ResultFolder folder = ResultFolder.open(store);
        Set<String> finished = folder.finishedNames();
        List<Cell> cells = folder.study().configuration().cells();
        Map<String, String> failed = new LinkedHashMap<>();
        Map<String, String> notLooking = new LinkedHashMap<>();
        List<Running> running = new ArrayList<>();
        double seconds = 0;
        int done = 0;
        for (Cell cell : cells) {
            if (finished.contains(folder.name(cell))) {
                done++;
                CellRecord record = folder.record(cell);
                seconds += record.seconds();
                if (!record.imageUse().looksAtImage()) {
                    notLooking.put(cell.id(), record.imageUse().describe());
                }
            } else if (folder.work(cell).isClaimed()) {
                running.add(progress(folder, cell));
            } else {
                folder.failed(cell)
                        .ifPresent(
                                e -> failed.put(cell.id(), e.lines().findFirst().orElse("")));
            }
        }
        return new StudyStatus(
                folder.study().configuration().name(),
                cells.size(),
                done,
                failed,
                running,
                seconds,
                folder.testSetOpenings(),
                folder.changes(),
                notLooking);
    }

    private static Running progress(ResultFolder folder, Cell cell) throws IOException {
        int epochs = folder.study().configuration().protocol().settings().mostEpochs();
        return folder.work(cell)
                .progress()
                .orElse(new Running(cell, 0, 0, epochs, "", "")); // before the first step, or just finished
    }
}

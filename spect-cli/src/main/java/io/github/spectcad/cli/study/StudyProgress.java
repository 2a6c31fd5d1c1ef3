package io.github.spectcad.cli.study;

import io.github.spectcad.cli.Progress;
import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.StudyForecast;
import io.github.spectcad.study.factorial.StudyListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows the progress of a study: a line per event, and a bar that moves with the epochs of the cells under way. */
final class StudyProgress implements StudyListener {
    private final Progress progress;
    private final Map<Cell, Double> underWay = new HashMap<>();
    private int settled;
    private int total;

    StudyProgress(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void waiting(String why) {
        progress.note(why);
    }

    @Override
    public void forecast(StudyForecast forecast) {
        total = forecast.seconds().size();
        progress.note(
                total + " cells to train, " + forecast.workers() + " at a time, at most " + text(forecast.total()));
        failures(forecast).forEach((network, error) -> progress.note("cannot be trained: " + network + ": " + error));
    }

    /** Why networks cannot be trained, by backbone and input. */
    static Map<String, String> failures(StudyForecast forecast) {
        Map<String, String> failures = new LinkedHashMap<>();
        forecast.failures().forEach((cell, error) -> failures.put(cell.backbone() + " " + cell.input(), error));
        return failures;
    }

    @Override
    public void started(Cell cell) {
        underWay.put(cell, 0.0);
        progress.note("training " + cell.id());
    }

    @Override
    public void epochDone(Cell cell, int epoch, int epochs) {
        underWay.put(cell, (double) epoch / epochs);
        double done = settled
                + underWay.values().stream().mapToDouble(Double::doubleValue).sum();
        progress.update(done / Math.max(1, total), cell.id() + ": epoch " + epoch + " of at most " + epochs);
    }

    @Override
    public void finished(Cell cell, int done, int of, Duration remaining) {
        settle(cell);
        progress.note(done + " of " + of + " cells done, about " + text(remaining) + " left: " + cell.id());
    }

    @Override
    public void failed(Cell cell, String error) {
        settle(cell);
        progress.note("failed: " + cell.id() + ": " + error);
    }

    private void settle(Cell cell) {
        underWay.remove(cell);
        settled++;
    }

    @Override
    public void testSetOpened(int cells) {
        progress.note("the test set is opened for " + cells + " cells");
    }

    static String text(Duration time) {
        return time.toDays() > 2
                ? time.toDays() + " days"
                : time.toHours() > 0
                        ? time.toHours() + " h " + time.toMinutesPart() + " min"
                        : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
}

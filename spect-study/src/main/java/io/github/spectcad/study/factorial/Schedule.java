package io.github.spectcad.study.factorial;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Which cell is next: of those whose needed cells are done, the one that begins the longest chain of work, by forecast, and of
 * equal ones the first of the study. Cells that somebody else has taken come last.
 *
 * <p>Safe for concurrent use; each operation takes time logarithmic in the number of cells, {@link #failed} also linear in the
 * number of cells that fail.
 *
 * @since 0.1.0
 */
public final class Schedule {
    private record Entry(Cell cell, boolean taken, double seconds, int position) {}

    /** How many needed cells are not done; of cells that have not failed. */
    private final Map<Cell, Integer> missing = new HashMap<>();

    private final Map<Cell, List<Cell>> dependents = new HashMap<>();
    private final Map<Cell, Entry> entries = new HashMap<>();
    private final Set<Cell> running = new HashSet<>();
    private final PriorityQueue<Entry> ready = new PriorityQueue<>(Comparator.comparing(Entry::taken)
            .thenComparing(Entry::seconds, Comparator.reverseOrder())
            .thenComparing(Entry::position));
    private int unsettled;

    /**
     * A schedule.
     *
     * @param cells the cells to be worked on, each after those it needs
     * @param needs the cells that a cell needs; those not in {@code cells} are done
     * @param seconds forecast of a cell; NaN counts as zero
     */
    public Schedule(Collection<Cell> cells, Function<Cell, List<Cell>> needs, ToDoubleFunction<Cell> seconds) {
        Map<Cell, List<Cell>> open = new LinkedHashMap<>();
        for (Cell cell : cells) {
            List<Cell> needed =
                    needs.apply(cell).stream().filter(open::containsKey).toList();
            open.put(cell, needed);
            needed.forEach(other ->
                    dependents.computeIfAbsent(other, c -> new ArrayList<>()).add(cell));
        }
        List<Cell> order = List.copyOf(open.keySet());
        Map<Cell, Double> chains = new HashMap<>();
        for (int i = order.size() - 1; i >= 0; i--) {
            Cell cell = order.get(i);
            double after = dependents.getOrDefault(cell, List.of()).stream()
                    .mapToDouble(chains::get)
                    .max()
                    .orElse(0);
            double own = seconds.applyAsDouble(cell);
            chains.put(cell, after + (own > 0 ? own : 0));
            entries.put(cell, new Entry(cell, false, chains.get(cell), i));
            missing.put(cell, open.get(cell).size());
        }
        unsettled = order.size();
        order.stream().filter(cell -> missing.get(cell) == 0).map(entries::get).forEach(ready::add);
    }

    /**
     * Takes the next cell, waiting for one to become ready.
     *
     * @param patience how long to wait at most
     * @return the cell, now running; empty where none is ready
     * @throws InterruptedException if the thread was interrupted
     */
    public synchronized Optional<Cell> next(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (ready.isEmpty() && unsettled > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
        return next();
    }

    /**
     * Takes the next cell, if one is ready now.
     *
     * @return the cell, now running; empty where none is ready
     */
    public synchronized Optional<Cell> next() {
        Optional<Cell> cell = Optional.ofNullable(ready.poll()).map(Entry::cell);
        cell.ifPresent(running::add);
        return cell;
    }

    /**
     * Gives back a running cell that was not finished here: it was stopped, its machine is lost, or somebody else has it.
     *
     * @param cell the cell
     * @param taken whether somebody else works on it, so that it is tried again after all others
     */
    public synchronized void putBack(Cell cell, boolean taken) {
        requireRunning(cell);
        Entry entry = entries.get(cell);
        ready.add(new Entry(cell, taken, entry.seconds(), entry.position()));
        notifyAll();
    }

    /**
     * Settles a running cell that is done.
     *
     * @param cell the cell
     */
    public synchronized void done(Cell cell) {
        requireRunning(cell);
        unsettled--;
        for (Cell dependent : dependents.getOrDefault(cell, List.of())) {
            Integer left = missing.computeIfPresent(dependent, (same, count) -> count - 1);
            if (left != null && left == 0) {
                ready.add(entries.get(dependent));
            }
        }
        notifyAll();
    }

    /**
     * Settles a running cell that failed, and all cells that need it, directly or not.
     *
     * @param cell the cell
     * @return the cells that fail with it, each with one it needs that failed
     */
    public synchronized Map<Cell, Cell> failed(Cell cell) {
        requireRunning(cell);
        unsettled--;
        Map<Cell, Cell> failed = new LinkedHashMap<>();
        Deque<Cell> causes = new ArrayDeque<>(List.of(cell));
        while (!causes.isEmpty()) {
            Cell cause = causes.remove();
            for (Cell dependent : dependents.getOrDefault(cause, List.of())) {
                if (missing.remove(dependent) != null) { // else it has failed before
                    unsettled--;
                    failed.put(dependent, cause);
                    causes.add(dependent);
                }
            }
        }
        notifyAll();
        return failed;
    }

    private void requireRunning(Cell cell) {
        if (!running.remove(cell)) {
            throw new IllegalArgumentException("cell " + cell.id() + " is not running");
        }
    }

    /** {@return whether every cell is done or has failed} */
    public synchronized boolean isFinished() {
        return unsettled == 0;
    }

    /** {@return how many cells are neither done nor failed} */
    public synchronized int unsettled() {
        return unsettled;
    }
}

package io.github.spectcad.stats;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Runs independent tasks, whose results must not depend on who runs them. */
final class Parallel {

    private Parallel() {}

    /**
     * Runs tasks 0 to tasks - 1.
     *
     * @param tasks number of tasks
     * @param threads at most this many run at a time
     * @param task the work of one task
     */
    static void run(int tasks, int threads, IntConsumer task) {
        int workers = Math.min(tasks, threads);
        if (workers <= 1) {
            for (int i = 0; i < tasks; i++) {
                task.accept(i);
            }
            return;
        }
        IntStream.range(0, workers).parallel().forEach(worker -> {
            for (int i = worker; i < tasks; i += workers) {
                task.accept(i);
            }
        });
    }

    /** The number of threads worth starting for some work: one for each millisecond, as many as there are processors. */
    static int threadsFor(double nanoseconds) {
        return (int) Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), nanoseconds / 1e6));
    }
}

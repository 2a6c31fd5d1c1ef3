package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelTest {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    @ParameterizedTest
    @CsvSource({"0, 4", "1, 4", "7, 0", "7, 1", "7, 2", "7, 3", "7, 100", "1000, 4"})
    void everyTaskIsRunOnce(int tasks, int threads) {
        AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
        Parallel.run(tasks, threads, runs::incrementAndGet);
        int[] counts = new int[tasks];
        int[] once = new int[tasks];
        for (int i = 0; i < tasks; i++) {
            counts[i] = runs.get(i);
            once[i] = 1;
        }
        assertArrayEquals(once, counts);
    }

    @ParameterizedTest
    @CsvSource({"5, 1", "1, 5"})
    void oneWorkerIsTheCallerAndTakesTheTasksInOrder(int tasks, int threads) {
        Thread caller = Thread.currentThread();
        List<Integer> order = new ArrayList<>();
        Parallel.run(tasks, threads, i -> {
            assertSame(caller, Thread.currentThread());
            order.add(i);
        });
        assertEquals(List.of(0, 1, 2, 3, 4).subList(0, tasks), order);
    }

    @Test
    void aThreadIsStartedForEachMillisecondOfWorkAndNoMoreThanThereAreProcessors() {
        assertEquals(1, Parallel.threadsFor(0));
        assertEquals(1, Parallel.threadsFor(1.9e6));
        assertEquals(Math.min(2, PROCESSORS), Parallel.threadsFor(2.1e6));
        assertEquals(PROCESSORS, Parallel.threadsFor(1e12));
    }
}

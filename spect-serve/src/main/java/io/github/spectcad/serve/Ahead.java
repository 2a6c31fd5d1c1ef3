package io.github.spectcad.serve;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Results that are computed before they are asked for. Whoever asks for one that the background has not begun computes it
 * at once instead of waiting behind others. Keeps the results used last. Safe for concurrent use.
 *
 * @param <K> what a result is for
 * @param <V> the result
 */
final class Ahead<K, V> {
    private final Work<K, V> work;
    private final Executor background;
    private final Map<K, FutureTask<V>> recent;

    /** How a result is computed. */
    interface Work<K, V> {
        V of(K key) throws Exception;
    }

    /**
     * None yet.
     *
     * @param kept how many results are kept
     * @param background computes what was begun, in that order
     * @param work computes a result
     */
    Ahead(int kept, Executor background, Work<K, V> work) {
        this.background = background;
        this.work = work;
        this.recent = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, FutureTask<V>> eldest) {
                return size() > kept;
            }
        };
    }

    private FutureTask<V> task(K key) {
        synchronized (recent) {
            return recent.computeIfAbsent(key, k -> new FutureTask<>(() -> work.of(k)));
        }
    }

    /** Lets the background compute a result, unless the readers have long gone on by then. */
    void begin(K key) {
        FutureTask<V> task = task(key);
        if (!task.isDone()) {
            background.execute(() -> {
                if (isKept(key, task)) {
                    task.run();
                }
            });
        }
    }

    private boolean isKept(K key, FutureTask<V> task) {
        synchronized (recent) {
            return recent.get(key) == task;
        }
    }

    /**
     * A result.
     *
     * @throws ExecutionException with the cause if it cannot be computed; the next call tries anew, for what is wrong may be
     *     mended meanwhile
     * @throws InterruptedException if the thread is interrupted while another computes the result
     */
    V get(K key) throws ExecutionException, InterruptedException {
        FutureTask<V> task = task(key);
        try {
            task.run(); // does nothing where it is done or under way
            return task.get();
        } catch (ExecutionException e) {
            synchronized (recent) {
                recent.remove(key, task);
            }
            throw e;
        }
    }
}

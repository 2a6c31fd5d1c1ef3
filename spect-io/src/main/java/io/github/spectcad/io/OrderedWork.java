package io.github.spectcad.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does one task for each item on all available cores, with at most one item a core under way.
 *
 * <p>Items are taken one after another, so the iterator need not be safe for concurrent use. After a failure no further
 * item is taken; of several failures the one of the earliest item is thrown, which makes the result independent of timing.
 */
final class OrderedWork<T, R> {
    /** What is done for each item. */
    interface Task<T, R> {
        R apply(T item) throws IOException;
    }

    private final Iterator<? extends T> items;
    private final Task<T, R> task;
    private final TreeMap<Integer, R> results = new TreeMap<>();
    private int count;
    private int failedItem = Integer.MAX_VALUE;
    private Throwable failure;

    private OrderedWork(Iterator<? extends T> items, Task<T, R> task) {
        this.items = items;
        this.task = task;
    }

    /**
     * Does the work.
     *
     * @param items the items
     * @param task what is done for each
     * @return the results in the order of the items
     * @throws IOException the failure of the earliest item that failed
     * @throws InterruptedIOException if the calling thread is interrupted
     */
    static <T, R> List<R> map(Iterator<? extends T> items, Task<T, R> task) throws IOException {
        OrderedWork<T, R> work = new OrderedWork<>(items, task);
        int cores = Runtime.getRuntime().availableProcessors();
        ExecutorService threads = Executors.newFixedThreadPool(cores);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < cores; i++) {
                workers.add(threads.submit(work::takeAll));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while working on files");
            interrupted.initCause(e);
            throw interrupted;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker failed outside its task", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return work.resultsOrFailure();
    }

    private void takeAll() {
        for (Taken<T> taken = take(); taken != null; taken = take()) {
            try {
                put(taken.index(), task.apply(taken.item()));
            } catch (IOException | RuntimeException | Error e) {
                fail(taken.index(), e);
            }
        }
    }

    /** The next item, or null if there is none or the work has failed or is interrupted. */
    private synchronized Taken<T> take() {
        try {
            boolean more = failure == null && !Thread.currentThread().isInterrupted() && items.hasNext();
            return more ? new Taken<>(count++, items.next()) : null;
        } catch (RuntimeException | Error e) {
            fail(count, e);
            return null;
        }
    }

    private synchronized void put(int index, R result) {
        results.put(index, result);
    }

    private synchronized void fail(int index, Throwable e) {
        if (index < failedItem) {
            failedItem = index;
            failure = e;
        }
    }

    private synchronized List<R> resultsOrFailure() throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return List.copyOf(results.values());
    }

    /** An item and its place in the order. */
    private record Taken<T>(int index, T item) {}
}

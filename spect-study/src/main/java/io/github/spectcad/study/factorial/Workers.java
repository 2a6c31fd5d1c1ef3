package io.github.spectcad.study.factorial;

import io.github.spectcad.nn.NnBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * How a study shares the cores: some workers, each with its own number of threads of the native library.
 *
 * @param count how many workers
 * @param threads threads of each one
 */
record Workers(int count, int threads) {
    /** Work that may fail on reading or writing. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Threads of each cell: one, unless there are to be fewer workers than cores. */
    static int threadsOfCell(OptionalInt workers) {
        return workers.isPresent() ? Math.max(1, NnBackend.require().threads() / workers.getAsInt()) : 1;
    }

    /** As many workers as wanted, else as many as there are cores for. */
    static Workers sharing(OptionalInt workers, int threads) {
        return new Workers(workers.orElse(Math.max(1, NnBackend.require().threads() / threads)), threads);
    }

    /** Lets every worker do the same work, which shares itself out, and waits for all. */
    void run(Work work) throws IOException, InterruptedException {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(() -> {
                work.run();
                return null;
            });
        }
        all(tasks);
    }

    /**
     * Does all tasks, at most as many at a time as there are workers. Where one fails, the others are interrupted, and none is at
     * work any more when this ends.
     */
    <T> List<T> all(List<Callable<T>> tasks) throws IOException, InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(
                count,
                body -> new Thread(() -> {
                    NnBackend.useThreads(threads);
                    body.run();
                }));
        try {
            CompletionService<T> service = new ExecutorCompletionService<>(executor);
            List<Future<T>> futures = tasks.stream().map(service::submit).toList();
            for (int i = 0; i < futures.size(); i++) {
                service.take().get(); // the first that fails, whichever it is
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("a worker of the study ended unexpectedly", e.getCause());
        } finally {
            executor.shutdownNow();
            awaitEnd(executor);
        }
    }

    private static void awaitEnd(ExecutorService executor) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true; // they have been interrupted too and end soon
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

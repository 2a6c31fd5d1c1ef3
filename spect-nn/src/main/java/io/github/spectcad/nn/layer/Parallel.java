package io.github.spectcad.nn.layer;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Runs loops in Java on as many threads as native operations use. Tasks are given out one by one, so the caller never
 * waits for a helper that has not started. Tasks must be independent; what they compute must not depend on the thread.
 */
public final class Parallel {
    private static final int THREADS = nativeThreads();
    private static final ForkJoinPool HELPERS = THREADS > 1 ? new ForkJoinPool(THREADS - 1) : null;
    private static final ThreadLocal<Integer> CALLER = ThreadLocal.withInitial(() -> THREADS);

    private Parallel() {}

    /** {@return threads of a native operation: {@code OMP_NUM_THREADS}, where it is set} */
    public static int nativeThreads() {
        Object threads = Nd4j.getExecutioner().getEnvironmentInformation().get(Nd4jEnvironment.OMP_THREADS_KEY);
        return threads instanceof Number number ? Math.max(1, number.intValue()) : 1;
    }

    /** {@return threads of the native operations that the calling thread starts} */
    public static int threads() {
        return CALLER.get();
    }

    /**
     * Sets the threads of the native operations and loops that the calling thread starts from now on. What other threads
     * start is not touched.
     *
     * @param threads how many threads, at least 1
     */
    public static void useThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("number of threads is " + threads + ": must be at least 1");
        }
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads); // OpenMP keeps it for each thread
        CALLER.set(threads);
    }

    /**
     * Runs a body once for each index and returns when all are done.
     *
     * @param tasks number of indices, from 0
     * @param body called with each index
     */
    public static void run(int tasks, IntConsumer body) {
        int threads = Math.min(Math.min(threads(), THREADS), tasks);
        if (threads < 2) {
            for (int i = 0; i < tasks; i++) {
                body.accept(i);
            }
            return;
        }
        Loop loop = new Loop(tasks, body);
        for (int i = 1; i < threads; i++) {
            HELPERS.execute(loop);
        }
        loop.run();
        loop.await();
    }

    private static final class Loop implements Runnable {
        private final int tasks;
        private final IntConsumer body;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Loop(int tasks, IntConsumer body) {
            this.tasks = tasks;
            this.body = body;
        }

        @Override
        public void run() {
            for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
                try {
                    body.accept(i);
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    done.incrementAndGet();
                }
            }
        }

        void await() {
            while (done.get() < tasks) {
                Thread.onSpinWait();
            }
            Throwable thrown = failure.get();
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown instanceof RuntimeException exception) {
                throw exception;
            }
        }
    }
}

package io.github.spectcad.nn.kernel;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Runs loops in Java on as many threads as native operations use. Tasks are given out one by one, so the caller never
 * waits for a helper that has not started. Tasks must be independent; what they compute must not depend on the thread.
 */
public final class Parallel {
    private static final int THREADS = nativeThreads();
    private static final NativeOps NATIVE = NativeOpsHolder.getInstance().getDeviceNativeOps();
    private static final Queue<Loop> LOOPS = new ConcurrentLinkedQueue<>();
    private static final AtomicReferenceArray<Helper> HELPERS = new AtomicReferenceArray<>(THREADS - 1);
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
        NATIVE.setOmpNumThreads(threads); // OpenMP keeps it for each thread
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
            LOOPS.add(loop);
        }
        for (int i = 0; i < threads - 1; i++) {
            wake(i);
        }
        loop.run();
        loop.await();
    }

    private static void wake(int index) {
        Helper helper = HELPERS.get(index);
        if (helper != null) {
            helper.wake();
        } else {
            Helper fresh = new Helper(index);
            if (HELPERS.compareAndSet(index, null, fresh)) {
                fresh.start();
            }
        }
    }

    /**
     * As {@link #run}, for bodies that run native operations: each uses one thread, so that the threads of this class are
     * the only ones at work.
     *
     * @param tasks number of indices, from 0
     * @param body called with each index
     */
    public static void runNative(int tasks, IntConsumer body) {
        int threads = threads();
        if (threads == 1) {
            run(tasks, body);
            return;
        }
        NATIVE.setOmpNumThreads(1);
        try {
            run(tasks, body);
        } finally {
            NATIVE.setOmpNumThreads(threads);
        }
    }

    /**
     * Takes part in loops; looks for the next one for a while before it goes to sleep, for that is what costs most. Ends
     * after seconds without one, so that an application's class loader can be unloaded.
     */
    private static final class Helper extends Thread {
        private static final long PATIENCE_NANOSECONDS = 100_000;
        private static final long LIFE_NANOSECONDS = 5_000_000_000L;

        private final int index;
        private final AtomicBoolean asleep = new AtomicBoolean();

        Helper(int index) {
            super("spect-parallel-" + (index + 1));
            this.index = index;
            setDaemon(true);
            setContextClassLoader(Parallel.class.getClassLoader()); // not that of whoever comes first
        }

        void wake() {
            if (asleep.compareAndSet(true, false)) {
                LockSupport.unpark(this);
            }
        }

        /** Gives up its place, unless work has come meanwhile that it can still take. */
        private boolean ends() {
            HELPERS.set(index, null);
            return LOOPS.isEmpty() || !HELPERS.compareAndSet(index, null, this);
        }

        @Override
        public void run() {
            NATIVE.setOmpNumThreads(1);
            long idleSince = System.nanoTime();
            while (true) {
                Loop loop = LOOPS.poll();
                if (loop != null) {
                    loop.run();
                    idleSince = System.nanoTime();
                } else if (System.nanoTime() - idleSince < PATIENCE_NANOSECONDS) {
                    Thread.onSpinWait();
                } else {
                    asleep.set(true);
                    if (LOOPS.isEmpty()) {
                        LockSupport.parkNanos(this, LIFE_NANOSECONDS);
                    }
                    boolean woken = !asleep.getAndSet(false);
                    if (!woken && LOOPS.isEmpty() && ends()) {
                        return;
                    }
                    idleSince = System.nanoTime();
                }
            }
        }
    }

    private static final class Loop {
        private final int tasks;
        private final IntConsumer body;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Loop(int tasks, IntConsumer body) {
            this.tasks = tasks;
            this.body = body;
        }

        void run() {
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

package io.github.spectcad.nn.layer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
    private static final Helper[] HELPERS = new Helper[THREADS - 1];

    static {
        for (int i = 0; i < HELPERS.length; i++) {
            HELPERS[i] = new Helper(i);
            HELPERS[i].start();
        }
    }

    private Parallel() {}

    /** {@return threads of a native operation: {@code OMP_NUM_THREADS}, where it is set} */
    public static int nativeThreads() {
        Object threads = Nd4j.getExecutioner().getEnvironmentInformation().get(Nd4jEnvironment.OMP_THREADS_KEY);
        return threads instanceof Number number ? Math.max(1, number.intValue()) : 1;
    }

    /**
     * Runs a body once for each index and returns when all are done.
     *
     * @param tasks number of indices, from 0
     * @param body called with each index
     */
    public static void run(int tasks, IntConsumer body) {
        if (THREADS == 1 || tasks < 2) {
            for (int i = 0; i < tasks; i++) {
                body.accept(i);
            }
            return;
        }
        Loop loop = new Loop(tasks, body);
        int helpers = Math.min(THREADS, tasks) - 1;
        for (int i = 0; i < helpers; i++) {
            LOOPS.add(loop);
        }
        for (int i = 0; i < helpers; i++) {
            HELPERS[i].wake();
        }
        loop.run();
        loop.await();
    }

    /**
     * As {@link #run}, for bodies that run native operations: each uses one thread, so that the threads of this class are
     * the only ones at work.
     *
     * @param tasks number of indices, from 0
     * @param body called with each index
     */
    public static void runNative(int tasks, IntConsumer body) {
        if (THREADS == 1) {
            run(tasks, body);
            return;
        }
        NATIVE.setOmpNumThreads(1); // of the calling thread alone
        try {
            run(tasks, body);
        } finally {
            NATIVE.setOmpNumThreads(THREADS);
        }
    }

    /** Takes part in loops; looks for the next one for a while before it goes to sleep, for that is what costs most. */
    private static final class Helper extends Thread {
        private static final long PATIENCE_NANOSECONDS = 100_000;

        private final AtomicBoolean asleep = new AtomicBoolean();

        Helper(int index) {
            super("spect-parallel-" + (index + 1));
            setDaemon(true);
        }

        void wake() {
            if (asleep.compareAndSet(true, false)) {
                LockSupport.unpark(this);
            }
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
                        LockSupport.park(this);
                    }
                    asleep.set(false);
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

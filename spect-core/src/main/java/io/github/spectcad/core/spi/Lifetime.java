package io.github.spectcad.core.spi;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * The life of something that holds memory outside the Java heap and may be closed by one thread while others use it:
 * after {@link #close} no use begins, uses under way end normally, and the last of them releases the memory, once.
 *
 * <p>Safe for concurrent use. Closing never waits, so it may be called from within a use.
 *
 * @since 0.1.0
 */
public final class Lifetime {
    private final String what;
    private final Runnable release;
    private long holders = 1; // who has not closed it yet, and every use under way
    private boolean closed;

    /**
     * Begins.
     *
     * @param what the thing, in words for the message of a use that comes too late, for example {@code model}
     * @param release frees the memory; called once, by whichever thread comes last
     */
    public Lifetime(String what, Runnable release) {
        this.what = Objects.requireNonNull(what, "what");
        this.release = Objects.requireNonNull(release, "release");
    }

    /**
     * Uses the thing.
     *
     * @param body what to do with it
     * @param <T> kind of the result
     * @return the body's result
     * @throws IllegalStateException if it is closed
     */
    public <T> T use(Supplier<T> body) {
        begin();
        try {
            return body.get();
        } finally {
            end();
        }
    }

    /**
     * Uses the thing without a result.
     *
     * @param body what to do with it
     * @throws IllegalStateException if it is closed
     */
    public void run(Runnable body) {
        use(() -> {
            body.run();
            return null;
        });
    }

    /**
     * Begins a use, which must be ended by {@link #end}.
     *
     * @throws IllegalStateException if it is closed
     */
    public synchronized void begin() {
        if (closed) {
            throw new IllegalStateException("the " + what + " is closed");
        }
        holders++;
    }

    /** Ends a use that {@link #begin} began; releases the memory where it is closed and this was the last use. */
    public void end() {
        boolean last;
        synchronized (this) {
            last = --holders == 0;
        }
        if (last) {
            release.run();
        }
    }

    /** Lets no further use begin, and releases the memory as soon as none is under way. Does nothing the second time. */
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        end();
    }
}

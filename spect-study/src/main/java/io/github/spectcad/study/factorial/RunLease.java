package io.github.spectcad.study.factorial;

import io.github.spectcad.nn.model.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The right of one run to work on a study whose cells are not claimed one by one, as those of a cluster: two such runs would
 * train every cell twice. It is a file of the results that its run renews; who finds one watches whether it is renewed, so the
 * clocks of machines do not matter. Of two runs that begin at the same time the last to write has it, and the other one
 * finds that out when it renews, and stops.
 */
final class RunLease implements AutoCloseable {
    private static final String FILE = "run.json";

    /**
     * How often a lease is renewed, and how long one is watched that is not.
     *
     * @param renewal time between two renewals
     * @param patience after so long without a renewal its run counts as ended
     */
    record Times(Duration renewal, Duration patience) {
        static final Times USUAL = new Times(Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    /**
     * The content of the file.
     *
     * @param id of the run
     * @param holder who runs it, for people
     * @param since when it began (ISO 8601)
     * @param renewals how often it was renewed
     */
    record Held(String id, String holder, String since, long renewals) {
        private Held renewed() {
            return new Held(id, holder, since, renewals + 1);
        }
    }

    private final ResultStore store;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(body -> {
        Thread thread = new Thread(body, "spect-run-lease");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> renewals;
    private Held own;
    private volatile Optional<Held> successor = Optional.empty();

    private RunLease(ResultStore store, Held own, Times times) {
        this.store = store;
        this.own = own;
        long period = times.renewal().toMillis();
        renewals = clock.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
    }

    /**
     * Takes the lease of a study.
     *
     * @param store its results
     * @param times how often it is renewed
     * @param listener hears that the lease of another run is watched
     * @return the lease, which is renewed until it is closed
     * @throws StudyFileException if another run has it, saying which
     * @throws IOException if the store cannot be read or written
     * @throws InterruptedException if the thread was interrupted
     */
    static RunLease take(ResultStore store, Times times, StudyListener listener)
            throws IOException, InterruptedException {
        requireFree(store, times, listener);
        Set<String> claimed = store.claimedByOthers();
        if (!claimed.isEmpty()) {
            throw new StudyFileException(
                    store.location() + " is being worked on by a run that trains its cells itself ("
                            + claimed.iterator().next() + "): wait for its end, or stop it");
        }
        Held own = new Held(
                UUID.randomUUID().toString(),
                holder(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                0);
        write(store, own);
        return new RunLease(store, own, times);
    }

    /** Holds that no other run has the lease; watches one that is there until it is renewed, or was not for long. */
    static void requireFree(ResultStore store, Times times, StudyListener listener)
            throws IOException, InterruptedException {
        Optional<Held> there = read(store);
        if (there.isEmpty()) {
            return;
        }
        listener.waiting("watching whether the run of " + there.get().holder() + " is still at work, for "
                + times.patience().toSeconds() + " s");
        long end = System.nanoTime() + times.patience().toNanos();
        while (System.nanoTime() < end) {
            Thread.sleep(Math.max(1, times.renewal().toMillis() / 2));
            Optional<Held> now = read(store);
            if (now.isEmpty()) {
                return;
            }
            if (!now.equals(there)) {
                throw new StudyFileException(store.location() + " is being worked on by the run of "
                        + now.get().holder() + " since " + now.get().since()
                        + ": wait for its end, or stop it; a run that was killed is passed over");
            }
        }
    }

    private static String holder() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "an unnamed machine";
        }
        return System.getProperty("user.name") + " on " + host + " (process "
                + ProcessHandle.current().pid() + ")";
    }

    private static Optional<Held> read(ResultStore store) throws IOException {
        Optional<byte[]> json = store.read(FILE);
        return json.isEmpty() ? Optional.empty() : Optional.of(Json.read(json.get(), Held.class));
    }

    private static void write(ResultStore store, Held own) throws IOException {
        byte[] json = Json.write(own);
        store.write(FILE, out -> out.write(json));
    }

    private synchronized void renew() {
        try {
            Optional<Held> there = read(store);
            if (there.isPresent() && !there.get().id().equals(own.id())) {
                successor = there;
            } else if (successor.isEmpty()) {
                own = own.renewed();
                write(store, own);
            }
        } catch (IOException | RuntimeException e) {
            return; // the store does not answer now: whoever took the lease meanwhile is seen next time
        }
    }

    /** {@return whether another run has taken the lease, after this one was not heard of for long} */
    boolean isLost() {
        return successor.isPresent();
    }

    /**
     * Ends a run that has lost the lease.
     *
     * @throws StudyFileException if it was lost, saying who has it
     */
    void requireHeld() throws StudyFileException {
        if (successor.isPresent()) {
            throw new StudyFileException(store.location() + " was taken over by the run of "
                    + successor.get().holder() + ", which works on the same cells: this run has stopped");
        }
    }

    /** Gives the lease back, unless another run has it. */
    @Override
    public void close() throws IOException {
        renewals.cancel(false);
        clock.shutdown();
        synchronized (this) {
            Optional<Held> there = read(store);
            if (there.isPresent() && there.get().id().equals(own.id())) {
                store.delete(FILE);
            }
        }
    }
}

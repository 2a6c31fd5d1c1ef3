package io.github.spectcad.study.factorial;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Waits for what one process at a time may do with a study as a whole. */
final class StudyLock {
    private static final Duration POLL = Duration.ofMillis(50);

    private StudyLock() {}

    /** Claims work as soon as nobody else has it. */
    static Claim await(ResultStore store, String work) throws IOException, InterruptedException {
        Optional<Claim> claim = store.claim(work);
        while (claim.isEmpty()) {
            Thread.sleep(POLL.toMillis()); // another process is at it
            claim = store.claim(work);
        }
        return claim.get();
    }
}

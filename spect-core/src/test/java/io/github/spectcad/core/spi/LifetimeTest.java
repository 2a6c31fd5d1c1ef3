package io.github.spectcad.core.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LifetimeTest {
    private final AtomicInteger released = new AtomicInteger();
    private final Lifetime lifetime = new Lifetime("model", released::incrementAndGet);

    @Test
    void closingReleasesOnce() {
        assertEquals(7, lifetime.use(() -> 7));
        assertEquals(0, released.get());
        lifetime.close();
        lifetime.close();
        assertEquals(1, released.get());
    }

    @Test
    void aUseWithoutResultIsRunWhileItIsOpen() {
        AtomicInteger runs = new AtomicInteger();
        lifetime.run(runs::incrementAndGet);
        assertEquals(1, runs.get());
        lifetime.close();
        assertThrows(IllegalStateException.class, () -> lifetime.run(runs::incrementAndGet));
        assertEquals(1, runs.get());
    }

    @Test
    void aUseUnderWayEndsBeforeTheRelease() {
        int during = lifetime.use(() -> {
            lifetime.close();
            return released.get();
        });
        assertEquals(0, during);
        assertEquals(1, released.get());
    }

    @Test
    void aUseThatFailsEnds() {
        assertThrows(
                ArithmeticException.class,
                () -> lifetime.use(() -> {
                    throw new ArithmeticException();
                }));
        lifetime.close();
        assertEquals(1, released.get());
    }

    @Test
    void aUseAfterClosingIsRefused() {
        lifetime.close();
        String message =
                assertThrows(IllegalStateException.class, lifetime::begin).getMessage();
        assertEquals("the model is closed", message);
        assertEquals(1, released.get());
    }

    @Test
    void manyThreadsNeverUseWhatIsReleased() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 200; round++) {
                AtomicBoolean alive = new AtomicBoolean(true);
                AtomicInteger releases = new AtomicInteger();
                Lifetime shared = new Lifetime("thing", () -> {
                    alive.set(false);
                    releases.incrementAndGet();
                });
                CountDownLatch start = new CountDownLatch(4);
                List<Future<Boolean>> results = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    boolean closes = i == 3;
                    results.add(pool.submit(() -> {
                        start.countDown();
                        start.await();
                        boolean sound = true;
                        try {
                            for (int k = 0; k < 50; k++) {
                                sound &= shared.use(alive::get);
                            }
                        } catch (IllegalStateException closed) {
                            return sound;
                        }
                        if (closes) {
                            shared.close();
                        }
                        return sound;
                    }));
                }
                for (Future<Boolean> result : results) {
                    assertEquals(true, result.get());
                }
                assertEquals(1, releases.get());
            }
        } finally {
            pool.shutdown();
        }
    }
}

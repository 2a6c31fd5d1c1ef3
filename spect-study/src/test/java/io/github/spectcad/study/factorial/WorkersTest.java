package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkersTest {
    @Test
    @Timeout(60)
    void errorOfOneWorkerEndsTheOthersWhicheverItIs() {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        List<Callable<String>> tasks = List.of(
                () -> {
                    started.countDown();
                    try {
                        new CountDownLatch(1).await(); // for ever
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                    }
                    return "";
                },
                () -> {
                    started.await();
                    throw new IOException("disk full");
                });
        IOException e = assertThrows(IOException.class, () -> new Workers(2, 1).all(tasks));
        assertEquals("disk full", e.getMessage());
        assertTrue(interrupted.get());
    }
}

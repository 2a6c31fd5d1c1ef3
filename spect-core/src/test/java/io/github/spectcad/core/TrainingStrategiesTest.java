package io.github.spectcad.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.spi.ProviderNotFoundException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TrainingStrategiesTest {
    private static final List<String> BUILT_IN =
            List.of("strategy-1", "strategy-2", "strategy-3", "strategy-4", "strategy-5", "strategy-6", "task-1");

    @Test
    void theSevenStrategiesOfThePaperAreFound() {
        assertEquals(BUILT_IN, TrainingStrategies.load().ids());
        assertEquals(
                BUILT_IN, TrainingStrategies.load(getClass().getClassLoader()).ids());
    }

    @Test
    void theyAreFoundWhereTheContextClassLoaderSeesNone() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertEquals(BUILT_IN, TrainingStrategies.load().ids());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aMissingStrategyIsToldWithTheKnownOnes() {
        ProviderNotFoundException e = assertThrows(
                ProviderNotFoundException.class, () -> TrainingStrategies.load().require("strategy-7"));
        assertEquals("training strategy", e.kind());
        assertEquals(BUILT_IN, e.known());
        assertEquals("strategy-1", e.nearest().orElseThrow());
    }

    @Test
    void titlesBeginWithTheirIds() {
        TrainingStrategies.load().providers().forEach(strategy -> {
            String id = strategy.id().replace('-', ' ');
            assertTrue(strategy.title().toLowerCase(Locale.ROOT).startsWith(id + ": "), strategy.title());
        });
    }
}

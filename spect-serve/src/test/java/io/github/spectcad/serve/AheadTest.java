package io.github.spectcad.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class AheadTest {
    private final List<Integer> computed = new ArrayList<>();
    private final Queue<Runnable> begun = new ArrayDeque<>();
    private final Ahead<Integer, String> results = new Ahead<>(3, begun::add, this::compute);

    private void workInTheBackground() {
        while (!begun.isEmpty()) {
            begun.remove().run();
        }
    }

    private String compute(int key) {
        computed.add(key);
        return "result " + key;
    }

    @Test
    void whatWasBegunIsThereWhenItIsAskedFor() throws Exception {
        results.begin(7);
        workInTheBackground();
        assertEquals(List.of(7), computed);
        assertEquals("result 7", results.get(7));
        assertEquals(List.of(7), computed, "computed once");
    }

    @Test
    void whoAsksDoesNotWaitBehindWhatTheBackgroundHasNotBegun() throws Exception {
        results.begin(1);
        results.begin(2);
        assertEquals("result 2", results.get(2));
        assertEquals(List.of(2), computed);
        workInTheBackground();
        assertEquals(List.of(2, 1), computed);
    }

    @Test
    void nothingIsComputedForReadersWhoAreFarAhead() throws Exception {
        for (int key = 1; key <= 5; key++) {
            results.begin(key);
        }
        workInTheBackground();
        assertEquals(List.of(3, 4, 5), computed);
        assertEquals("result 1", results.get(1), "who comes back is served");
    }

    @Test
    void aFailureIsToldAndTriedAnewByTheNextCall() throws Exception {
        List<Integer> tried = new ArrayList<>();
        Ahead<Integer, String> fragile = new Ahead<>(3, begun::add, key -> {
            tried.add(key);
            if (tried.size() == 1) {
                throw new IOException("not there yet");
            }
            return "there";
        });
        fragile.begin(1);
        workInTheBackground();
        ExecutionException failure = assertThrows(ExecutionException.class, () -> fragile.get(1));
        assertEquals("not there yet", failure.getCause().getMessage());
        assertEquals("there", fragile.get(1));
    }
}

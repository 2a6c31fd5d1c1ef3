package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Cell TASK = SmallStudy.cell("cnn1", "task-1");
    private static final Cell TAUGHT = SmallStudy.cell("cnn1", "strategy-6");
    private static final Cell TRANSFERRED = SmallStudy.cell("cnn1", "strategy-4");
    private static final Cell ALONE = SmallStudy.cell("cnn1", "strategy-1");
    private static final Map<Cell, List<Cell>> NEEDS =
            Map.of(TASK, List.of(), TRANSFERRED, List.of(TASK), TAUGHT, List.of(TRANSFERRED), ALONE, List.of());

    private static Schedule schedule(double alone) {
        return new Schedule(
                List.of(TASK, ALONE, TRANSFERRED, TAUGHT), NEEDS::get, cell -> cell.equals(ALONE) ? alone : 10);
    }

    private static Optional<Cell> next(Schedule schedule) throws InterruptedException {
        return schedule.next(Duration.ZERO);
    }

    @Test
    void longestChainOfWorkBeginsFirst() throws InterruptedException {
        assertEquals(Optional.of(TASK), next(schedule(29)));
        assertEquals(Optional.of(ALONE), next(schedule(31)));
        assertEquals(Optional.of(TASK), next(schedule(Double.NaN)));
    }

    @Test
    void cellIsReadyWhenWhatItNeedsIsDone() throws InterruptedException {
        Schedule schedule = schedule(1);
        assertEquals(Optional.of(TASK), next(schedule));
        assertEquals(Optional.of(ALONE), next(schedule));
        assertEquals(Optional.empty(), next(schedule));
        schedule.done(TASK);
        assertEquals(Optional.of(TRANSFERRED), next(schedule));
        schedule.done(TRANSFERRED);
        schedule.done(ALONE);
        assertFalse(schedule.isFinished());
        assertEquals(Optional.of(TAUGHT), next(schedule));
        schedule.done(TAUGHT);
        assertTrue(schedule.isFinished());
    }

    @Test
    void cellsFailWithWhatTheyNeed() throws InterruptedException {
        Schedule schedule = schedule(1);
        next(schedule);
        assertEquals(Map.of(TRANSFERRED, TASK, TAUGHT, TRANSFERRED), schedule.failed(TASK));
        assertEquals(Optional.of(ALONE), next(schedule));
        schedule.done(ALONE);
        assertTrue(schedule.isFinished());
    }

    @Test
    void cellThatSomebodyElseHasIsTriedLast() throws InterruptedException {
        Schedule schedule = schedule(1);
        next(schedule);
        schedule.putBack(TASK, true);
        assertEquals(Optional.of(ALONE), next(schedule));
        assertEquals(Optional.of(TASK), next(schedule));
        schedule.putBack(TASK, false);
        assertEquals(Optional.of(TASK), next(schedule));
    }

    @Test
    void cellThatIsNotRunningCannotBeSettled() {
        assertThrows(IllegalArgumentException.class, () -> schedule(1).done(TASK));
        assertThrows(IllegalArgumentException.class, () -> schedule(1).failed(TASK));
        assertThrows(IllegalArgumentException.class, () -> schedule(1).putBack(TASK, false));
    }

    /** Whatever fails or is put back: each cell is settled once, and none begins before what it needs. */
    @Property(tries = 200, seed = "10")
    void everyCellIsSettledOnceAfterWhatItNeeds(@ForAll long seed) throws InterruptedException {
        Random random = new Random(seed);
        List<Cell> cells = new ArrayList<>();
        List<List<Cell>> needs = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(30); i++) {
            List<Cell> needed = new ArrayList<>();
            for (Cell before : cells) {
                if (random.nextInt(5) == 0) {
                    needed.add(before);
                }
            }
            cells.add(SmallStudy.cell("backbone" + i, "task-1"));
            needs.add(needed);
        }
        Schedule schedule = new Schedule(cells, cell -> needs.get(cells.indexOf(cell)), cell -> random.nextInt(9));
        Set<Cell> done = new HashSet<>();
        Set<Cell> failed = new HashSet<>();
        List<Cell> running = new ArrayList<>();
        while (!schedule.isFinished()) {
            next(schedule).ifPresent(running::add);
            Cell cell = running.remove(random.nextInt(running.size()));
            assertTrue(done.containsAll(needs.get(cells.indexOf(cell))), cell.id());
            switch (random.nextInt(4)) {
                case 0 -> {
                    assertTrue(failed.add(cell));
                    schedule.failed(cell).keySet().forEach(other -> assertTrue(failed.add(other)));
                }
                case 1 -> schedule.putBack(cell, random.nextBoolean());
                default -> assertTrue(done.add(cell));
            }
            if (done.contains(cell)) {
                schedule.done(cell);
            }
        }
        done.retainAll(failed);
        assertEquals(Set.of(), done);
        assertEquals(0, schedule.unsettled());
    }
}

package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyForecastTest {
    private static final Cell TEACHER = SmallStudy.cell("cnn1", "task-1");
    private static final Cell TAUGHT = SmallStudy.cell("cnn1", "strategy-4");
    private static final Cell ALONE = SmallStudy.cell("cnn1", "strategy-1");

    private static StudyForecast forecast(double teacher, double taught, double alone, int workers) {
        Map<Cell, Double> seconds = new LinkedHashMap<>();
        seconds.put(TEACHER, teacher);
        seconds.put(TAUGHT, taught);
        seconds.put(ALONE, alone);
        return new StudyForecast(seconds, Map.of(), workers, Map.of(TAUGHT, List.of(TEACHER)));
    }

    @Test
    void cellsWaitForThoseTheyNeed() {
        assertEquals(Duration.ofSeconds(30), forecast(10, 20, 5, 2).total());
        assertEquals(Duration.ofSeconds(35), forecast(10, 20, 5, 1).total());
        assertEquals(Duration.ofSeconds(30), forecast(10, 20, 5, 1).on(100));
    }

    @Test
    void cellsThatAreFewerThanWorkersTakeNoLessThanTheLongest() {
        assertEquals(Duration.ofSeconds(40), forecast(1, 1, 40, 2).total());
    }

    @Test
    void cellsWhoseNetworkCannotBeTriedTakeNoTime() {
        StudyForecast forecast = forecast(10, 20, Double.NaN, 1);
        assertEquals(Duration.ofSeconds(30), forecast.total());
        assertEquals(30, forecast.work());
    }

    @Test
    void theLongestChainIsThatOfCellsThatWaitForOneAnother() {
        assertEquals(List.of(TEACHER, TAUGHT), forecast(10, 20, 25, 1).longestChain());
        assertEquals(List.of(ALONE), forecast(10, 20, 35, 1).longestChain());
        assertEquals(List.of(TEACHER), forecast(10, Double.NaN, 5, 1).longestChain());
    }

    @Test
    void noMachineIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> forecast(1, 1, 1, 1).on(0));
    }
}

package org.example.consumer.modular;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.TrainingStrategies;
import io.github.spectcad.io.PolarMapReader;
import io.github.spectcad.stats.DeLongTest;
import java.io.IOException;
import java.nio.file.Path;

/** Uses core, io and stats from the module path: {@code Main rest.png}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        int[] labels = {0, 0, 0, 1, 1, 1};
        double[] first = {.1, .2, .6, .7, .5, .9};
        double[] second = {.3, .1, .5, .2, .4, .6};
        var map = PolarMapReader.resizedTo(32).read(Path.of(args[0]), PerfusionState.REST);
        System.out.println("modules: " + Main.class.getModule().getName() + ", map of " + map.pixels() + " pixels, "
                + TrainingStrategies.load().ids().size() + " strategies, p = "
                + DeLongTest.withDefaults().test(labels, first, second).pValue());
    }
}

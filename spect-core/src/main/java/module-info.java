import io.github.spectcad.core.TrainingStrategy;
import io.github.spectcad.core.strategy.Strategy1;
import io.github.spectcad.core.strategy.Strategy2;
import io.github.spectcad.core.strategy.Strategy3;
import io.github.spectcad.core.strategy.Strategy4;
import io.github.spectcad.core.strategy.Strategy5;
import io.github.spectcad.core.strategy.Strategy6;
import io.github.spectcad.core.strategy.Task1;

/** Polar maps, patients, cohorts, training strategies and the phantom. */
module io.github.spectcad.core {
    exports io.github.spectcad.core;
    exports io.github.spectcad.core.baseline;
    exports io.github.spectcad.core.file;
    exports io.github.spectcad.core.phantom;
    exports io.github.spectcad.core.quality;
    exports io.github.spectcad.core.quantify;
    exports io.github.spectcad.core.spi;

    uses TrainingStrategy;

    provides TrainingStrategy with
            Task1,
            Strategy1,
            Strategy2,
            Strategy3,
            Strategy4,
            Strategy5,
            Strategy6;
}

package io.github.spectcad.testkit;

import io.github.spectcad.core.TrainingStrategies;
import io.github.spectcad.core.TrainingStrategy;
import org.junit.jupiter.api.Nested;

/** The built-in strategies keep the contract. */
class BuiltInStrategiesTest {
    @Nested
    class Task1 extends Contract {
        Task1() {
            super("task-1");
        }
    }

    @Nested
    class Strategy1 extends Contract {
        Strategy1() {
            super("strategy-1");
        }
    }

    @Nested
    class Strategy2 extends Contract {
        Strategy2() {
            super("strategy-2");
        }
    }

    @Nested
    class Strategy3 extends Contract {
        Strategy3() {
            super("strategy-3");
        }
    }

    @Nested
    class Strategy4 extends Contract {
        Strategy4() {
            super("strategy-4");
        }
    }

    @Nested
    class Strategy5 extends Contract {
        Strategy5() {
            super("strategy-5");
        }
    }

    @Nested
    class Strategy6 extends Contract {
        Strategy6() {
            super("strategy-6");
        }
    }

    private abstract static class Contract extends TrainingStrategyContract {
        private final String id;

        Contract(String id) {
            this.id = id;
        }

        @Override
        protected TrainingStrategy strategy() {
            return TrainingStrategies.load().require(id);
        }
    }
}

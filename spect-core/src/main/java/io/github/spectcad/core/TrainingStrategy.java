package io.github.spectcad.core;

import io.github.spectcad.core.spi.SpectProvider;

/**
 * A way to combine patients and labels into a training: declares a plan and trains nothing. Found by
 * {@link java.util.ServiceLoader}; implementations have a public constructor without arguments and hold no state.
 */
public interface TrainingStrategy extends SpectProvider {
    /** {@return the id, for example {@code strategy-1}; a third party's carries {@code vendor:}; never changes meaning} */
    @Override
    String id();

    /** {@return one line for people} */
    String title();

    /**
     * Declares the training.
     *
     * @param cohort the patients; only their ids and ground truth may be looked at
     * @param split the parts; the test part must not be used
     * @return the plan, the same for the same arguments
     * @throws IllegalArgumentException if the cohort lacks what the strategy needs, saying what
     */
    TrainingPlan plan(Cohort cohort, CohortSplit split);
}

package io.github.spectcad.nn.train;

/** Is told of the progress of a training, and can end it. Called on the thread that trains. */
public interface TrainingListener {
    /** Listens to nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * The training begins, or is resumed. Of a model of several networks, each of them begins.
     *
     * @param epochs maximum number of epochs, of all networks together
     */
    default void begun(int epochs) {}

    /**
     * A step was done.
     *
     * @param epoch number of the epoch, from 1
     * @param step number of the step in its epoch, from 1
     * @param steps steps an epoch
     * @param loss loss of this step
     */
    default void stepDone(int epoch, int step, int steps, double loss) {}

    /**
     * An epoch was done and validated; a checkpoint, if one is due, is already written.
     *
     * @param record what it came to
     */
    default void epochDone(EpochRecord record) {}

    /**
     * Asked after each step.
     *
     * @return whether training shall end now with a {@link TrainingCancelledException}
     */
    default boolean isCancelled() {
        return false;
    }
}

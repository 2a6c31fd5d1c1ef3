package io.github.spectcad.study.factorial;

import java.time.Duration;

/** Is told of the progress of a study. Called by the threads that train, one call at a time. */
public interface StudyListener {
    /** Listens to nothing. */
    StudyListener NONE = new StudyListener() {};

    /**
     * The run waits before it starts.
     *
     * @param why what for, as one line
     */
    default void waiting(String why) {}

    /**
     * The time of the whole grid was forecast, before it starts.
     *
     * @param forecast the forecast
     */
    default void forecast(StudyForecast forecast) {}

    /**
     * A cell was begun, or resumed.
     *
     * @param cell the cell
     */
    default void started(Cell cell) {}

    /**
     * An epoch of a cell was done.
     *
     * @param cell the cell
     * @param epoch its number, from 1
     * @param epochs the most epochs
     */
    default void epochDone(Cell cell, int epoch, int epochs) {}

    /**
     * A cell was finished.
     *
     * @param cell the cell
     * @param done how many cells are finished or failed
     * @param total how many cells there are
     * @param remaining estimate of the time to the end; zero where there is no forecast
     */
    default void finished(Cell cell, int done, int total, Duration remaining) {}

    /**
     * A cell failed; the rest goes on.
     *
     * @param cell the cell
     * @param error why
     */
    default void failed(Cell cell, String error) {}

    /**
     * The test set is opened.
     *
     * @param cells for how many cells
     */
    default void testSetOpened(int cells) {}
}

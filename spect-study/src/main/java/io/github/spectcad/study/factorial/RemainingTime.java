package io.github.spectcad.study.factorial;

import java.time.Duration;

/** The time to the end of a run: that of the cells that are left, at the pace of those that are settled. */
final class RemainingTime {
    private final long begin = System.nanoTime();
    private final double total;
    private final int workers;
    private double settled;

    /** Of a run whose cells were forecast to take so many seconds one after the other, and that works on several at a time. */
    RemainingTime(double total, int workers) {
        this.total = total;
        this.workers = workers;
    }

    /** A cell is done or has failed that was forecast to take so long. */
    synchronized void settled(double seconds) {
        settled += seconds;
    }

    /** Where no settled cell was forecast, at the forecast pace. */
    synchronized Duration now() {
        double pace = settled > 0 ? (System.nanoTime() - begin) / 1e9 / settled : 1.0 / workers;
        return Duration.ofMillis(Math.round(1000 * pace * Math.max(0, total - settled)));
    }
}

/** Statistics of diagnostic studies. */
@SuppressWarnings("requires-automatic") // Commons Math 3 has no module name of its own
module io.github.spectcad.stats {
    requires commons.math3;
    requires org.apache.commons.statistics.distribution;

    exports io.github.spectcad.stats;
}

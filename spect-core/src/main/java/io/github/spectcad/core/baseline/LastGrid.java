package io.github.spectcad.core.baseline;

import io.github.spectcad.core.AhaGeometry;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.SegmentGrid;

/** The segments of maps; remembers those of the last map, which the next one usually shares. Safe for concurrent use. */
final class LastGrid {
    private volatile SegmentGrid last;

    SegmentGrid of(PolarMap map) {
        SegmentGrid grid = last;
        if (grid == null || grid.pixels() != map.pixels() || !grid.disc().equals(map.disc())) {
            grid = AhaGeometry.STANDARD.grid(map.pixels(), map.disc());
            last = grid;
        }
        return grid;
    }

    double[] means(PolarMap map) {
        return of(map).means(map);
    }
}

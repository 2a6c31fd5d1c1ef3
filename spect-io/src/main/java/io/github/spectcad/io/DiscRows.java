package io.github.spectcad.io;

import io.github.spectcad.core.Disc;

/** Which columns of each row of a square picture lie inside a disc: those with a relative radius of at most 1. */
final class DiscRows {
    private final int[] start;
    private final int[] end;

    DiscRows(Disc disc, int side) {
        start = new int[side];
        end = new int[side];
        for (int row = 0; row < side; row++) {
            double dy = row - disc.centreY();
            double half = Math.sqrt(Math.max(0, disc.radius() * disc.radius() - dy * dy));
            // a column more than needed on both sides, then back to what the disc itself says
            int from = Math.max(0, (int) Math.ceil(disc.centreX() - half) - 1);
            int to = Math.min(side, (int) Math.floor(disc.centreX() + half) + 2);
            while (from < to && disc.relativeRadius(from, row) > 1) {
                from++;
            }
            while (to > from && disc.relativeRadius(to - 1, row) > 1) {
                to--;
            }
            start[row] = from;
            end[row] = to;
        }
    }

    int start(int row) {
        return start[row];
    }

    int end(int row) {
        return end[row];
    }
}

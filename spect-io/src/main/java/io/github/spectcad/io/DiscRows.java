package io.github.spectcad.io;

/**
 * Which columns of each row of a square picture lie inside its inscribed disc, as {@link
 * io.github.spectcad.core.Disc#inscribed} says it, in whole numbers: pixel centres never lie on the circle itself.
 */
final class DiscRows {
    private final int side;
    private final int[] start;

    DiscRows(int side) {
        this.side = side;
        start = new int[side];
        long squaredDiameter = (long) side * side;
        int column = side / 2;
        for (int row = 0; row < side; row++) {
            // twice the distances from the centre
            long dy = 2L * row - (side - 1);
            while (column > 0 && isInside(column - 1, dy, squaredDiameter)) {
                column--;
            }
            while (column < side / 2 && !isInside(column, dy, squaredDiameter)) {
                column++;
            }
            start[row] = column;
        }
    }

    private boolean isInside(int column, long dy, long squaredDiameter) {
        long dx = 2L * column - (side - 1);
        return dx * dx + dy * dy <= squaredDiameter;
    }

    /** {@return the first column of a row inside} */
    int start(int row) {
        return start[row];
    }

    /** {@return the first column of a row beyond the disc} */
    int end(int row) {
        return side - start[row];
    }
}

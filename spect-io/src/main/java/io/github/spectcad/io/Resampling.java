package io.github.spectcad.io;

/**
 * Changes the size of a polar map: area average downwards, bilinear upwards, on pixel centres.
 *
 * <p>Only pixels inside the disc of the source count, with their weights brought to sum 1, so that the background does not
 * darken the rim. The same size gives the same values.
 */
final class Resampling {
    private Resampling() {}

    static float[] resize(float[] source, int from, int to) {
        if (from == to) {
            return source;
        }
        DiscRows inside = new DiscRows(from);
        DiscRows wanted = new DiscRows(to);
        Axis axis = from > to ? Axis.area(from, to) : Axis.bilinear(from, to);
        float[] target = new float[to * to];
        for (int row = 0; row < to; row++) {
            for (int column = wanted.start(row); column < wanted.end(row); column++) {
                target[row * to + column] = weightedMean(source, from, inside, axis, row, column);
            }
        }
        return target;
    }

    private static float weightedMean(float[] source, int side, DiscRows inside, Axis axis, int row, int column) {
        double sum = 0;
        double weight = 0;
        double[] rowWeights = axis.weights[row];
        double[] columnWeights = axis.weights[column];
        for (int i = 0; i < rowWeights.length; i++) {
            int y = axis.first[row] + i;
            int left = axis.first[column];
            int end = Math.min(left + columnWeights.length, inside.end(y));
            for (int x = Math.max(left, inside.start(y)); x < end; x++) {
                double w = rowWeights[i] * columnWeights[x - left];
                sum += w * source[y * side + x];
                weight += w;
            }
        }
        return weight > 0 ? (float) (sum / weight) : 0;
    }

    /** For each target index the first source index and the weights from there. */
    private static final class Axis {
        private final int[] first;
        private final double[][] weights;

        private Axis(int targets) {
            first = new int[targets];
            weights = new double[targets][];
        }

        static Axis area(int from, int to) {
            Axis axis = new Axis(to);
            for (int i = 0; i < to; i++) {
                double start = (double) i * from / to;
                double end = (double) (i + 1) * from / to;
                int first = (int) Math.floor(start);
                int last = Math.min(from, (int) Math.ceil(end));
                axis.first[i] = first;
                axis.weights[i] = new double[last - first];
                for (int s = first; s < last; s++) {
                    axis.weights[i][s - first] = Math.max(0, Math.min(end, s + 1) - Math.max(start, s));
                }
            }
            return axis;
        }

        static Axis bilinear(int from, int to) {
            Axis axis = new Axis(to);
            for (int i = 0; i < to; i++) {
                double centre = Math.max(0, Math.min(from - 1, (i + 0.5) * from / to - 0.5));
                int first = (int) Math.floor(centre);
                double fraction = centre - first;
                axis.first[i] = first;
                axis.weights[i] = first + 1 < from ? new double[] {1 - fraction, fraction} : new double[] {1};
            }
            return axis;
        }
    }
}

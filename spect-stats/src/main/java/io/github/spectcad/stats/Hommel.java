package io.github.spectcad.stats;

import java.util.Arrays;

/**
 * Hommel's adjusted p-values in O(n log n).
 *
 * <p>With p(1) &lt;= ... &lt;= p(n) and a(k) = min over j = 1..k of k p(n-k+j) / j, Simes' p-value of the k largest, the adjusted
 * value of p is the maximum over k of min(k p, a(k)). Each a(k) is k times the slope of the tangent from (n - k, 0) to the
 * lower convex hull of the points (i, p(i)), i &gt; n - k.
 */
final class Hommel {

    private Hommel() {}

    /** Adjusts ascending p-values for n comparisons; the missing ones count as 1. */
    static double[] adjust(double[] sorted, int n) {
        double[] p = Arrays.copyOf(sorted, n);
        Arrays.fill(p, sorted.length, n, 1);
        double[] ceiling = simes(p);
        for (int k = n - 1; k >= 1; k--) {
            ceiling[k] = Math.max(ceiling[k], ceiling[k + 1]);
        }
        double[] adjusted = new double[sorted.length];
        for (int i = 0; i < adjusted.length; i++) {
            int low = 1; // k p <= ceiling[k] holds for k = 1 and, once false, stays false
            int high = n;
            while (low < high) {
                int k = (low + high + 1) >>> 1;
                if (k * p[i] <= ceiling[k]) {
                    low = k;
                } else {
                    high = k - 1;
                }
            }
            double value = low * p[i];
            adjusted[i] = low == n ? value : Math.max(value, ceiling[low + 1]);
        }
        return adjusted;
    }

    /** a(k) at index k, 1 to n. */
    private static double[] simes(double[] p) {
        int n = p.length;
        double[] simes = new double[n + 1];
        int[] hull = new int[n]; // 0-based points, the leftmost on top
        int size = 0;
        for (int k = 1; k <= n; k++) {
            int left = n - k;
            while (size >= 2 && !turnsUp(p, left, hull[size - 1], hull[size - 2])) {
                size--;
            }
            hull[size++] = left;
            int low = 0;
            int high = size - 1;
            while (low < high) { // the slopes fall and then rise from left (top) to right (bottom)
                int middle = (low + high) >>> 1;
                if (slope(p, left, hull[middle]) < slope(p, left, hull[middle + 1])) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            int j = hull[low];
            simes[k] = k * p[j] / (j - left + 1);
        }
        return simes;
    }

    /** The slope from (left, 0), which in 1-based terms is one step left of the leftmost point. */
    private static double slope(double[] p, int left, int j) {
        return p[j] / (j - left + 1);
    }

    private static boolean turnsUp(double[] p, int a, int b, int c) {
        return (p[b] - p[a]) * (c - b) < (p[c] - p[b]) * (b - a);
    }
}

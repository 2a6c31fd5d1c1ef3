package io.github.spectcad.stats;

import java.util.ArrayList;
import java.util.List;

/** Scores as ordered categories: runs without a change of the label, merged to a largest number. */
final class BinormalCategories {

    private BinormalCategories() {}

    /** Counts of healthy and diseased subjects in each category, lowest scores first. */
    static int[][] of(int[] labels, double[] scores, int most) {
        RocCurve curve = RocCurve.of(labels, scores);
        List<int[]> runs = new ArrayList<>();
        for (int i = 0; i + 1 < curve.size(); i++) {
            ConfusionMatrix here = curve.point(i).counts();
            ConfusionMatrix next = curve.point(i + 1).counts();
            int healthy = (int) (here.falsePositives() - next.falsePositives());
            int diseased = (int) (here.truePositives() - next.truePositives());
            int[] last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && ((healthy == 0 && last[0] == 0) || (diseased == 0 && last[1] == 0))) {
                last[0] += healthy;
                last[1] += diseased;
            } else {
                runs.add(new int[] {healthy, diseased});
            }
        }
        return (runs.size() <= most ? runs : merged(runs, labels.length, most)).toArray(int[][]::new);
    }

    private static List<int[]> merged(List<int[]> runs, int subjects, int most) {
        List<int[]> merged = new ArrayList<>();
        long before = 0;
        int slot = -1;
        for (int[] run : runs) {
            int own = (int) (before * most / subjects);
            if (own != slot) {
                merged.add(new int[2]);
                slot = own;
            }
            int[] last = merged.get(merged.size() - 1);
            last[0] += run[0];
            last[1] += run[1];
            before += run[0] + run[1];
        }
        return merged;
    }
}

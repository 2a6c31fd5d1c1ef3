package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.core.quality.TrainingMaps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often maps are wrongly told from those of a training, and how often damaged ones are. */
final class TrainingMapsRatesTest {
    private static final Map<String, UnaryOperator<PolarMap>> DAMAGES = new LinkedHashMap<>();

    /** The value of a map between its pixels, 0 outside. */
    private static double at(PolarMap map, double row, double column) {
        int top = (int) Math.floor(row);
        int left = (int) Math.floor(column);
        if (top < 0 || left < 0 || top + 1 >= map.pixels() || left + 1 >= map.pixels()) {
            return 0;
        }
        double down = row - top;
        double right = column - left;
        return (1 - down) * ((1 - right) * map.valueAt(top, left) + right * map.valueAt(top, left + 1))
                + down * ((1 - right) * map.valueAt(top + 1, left) + right * map.valueAt(top + 1, left + 1));
    }

    private interface Pixel {
        double at(PolarMap map, int row, int column);
    }

    /** A map with other pixels in its disc, its maximum 1 again as after reading. */
    private static PolarMap changed(PolarMap map, Pixel pixel) {
        int side = map.pixels();
        float[] values = new float[side * side];
        float largest = Float.MIN_NORMAL;
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                if (map.disc().relativeRadius(column, row) <= 1) {
                    float value = (float) Math.max(0, pixel.at(map, row, column));
                    values[row * side + column] = value;
                    largest = Math.max(largest, value);
                }
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= largest;
        }
        return PolarMap.of(map.state(), side, values, Disc.inscribed(side), "damaged");
    }

    private static UnaryOperator<PolarMap> levels(DoubleUnaryOperator curve) {
        return map -> changed(map, (m, row, column) -> curve.applyAsDouble(m.valueAt(row, column)));
    }

    private static UnaryOperator<PolarMap> zoomed(double factor, double right) {
        return map -> changed(map, (m, row, column) -> {
            double centre = (m.pixels() - 1) / 2.0;
            return at(m, (row - centre) / factor + centre, (column - centre) / factor + centre + right * m.pixels());
        });
    }

    /** Blurred by a binomial filter several times: a standard deviation of the root of half their number. */
    private static UnaryOperator<PolarMap> blurred(int times) {
        return map -> {
            PolarMap blurred = map;
            for (int i = 0; i < times; i++) {
                blurred = changed(blurred, (m, row, column) -> {
                    double sum = 0;
                    double weights = 0;
                    for (int r = Math.max(0, row - 1); r <= Math.min(m.pixels() - 1, row + 1); r++) {
                        for (int c = Math.max(0, column - 1); c <= Math.min(m.pixels() - 1, column + 1); c++) {
                            double weight = (r == row ? 2 : 1) * (c == column ? 2 : 1);
                            sum += weight * m.valueAt(r, c);
                            weights += weight;
                        }
                    }
                    return sum / weights;
                });
            }
            return blurred;
        };
    }

    /** The brightness of a palette's colours, which a reader that takes them for grey would see. */
    private static UnaryOperator<PolarMap> brightness(String palette) {
        Palette colours = Palette.ofId(palette).orElseThrow();
        return levels(value -> {
            int rgb = colours.rgb((int) Math.round(255 * value));
            return (0.299 * ((rgb >> 16) & 255) + 0.587 * ((rgb >> 8) & 255) + 0.114 * (rgb & 255)) / 255;
        });
    }

    static {
        DAMAGES.put("turned by 90 degrees", map -> map.rotated(90));
        DAMAGES.put("turned by 180 degrees", map -> map.rotated(180));
        DAMAGES.put("turned by 270 degrees", map -> map.rotated(270));
        DAMAGES.put("inverted", levels(value -> 1 - value));
        DAMAGES.put("inset by a tenth", zoomed(0.9, 0));
        DAMAGES.put("cropped by a tenth", zoomed(1.1, 0));
        DAMAGES.put("cropped by a fifth", zoomed(1.25, 0));
        DAMAGES.put("shifted by a twelfth", zoomed(1, 1 / 12.0));
        DAMAGES.put("brightness of jet", brightness("jet"));
        DAMAGES.put("brightness of hot iron", brightness("hot-iron"));
        DAMAGES.put("brightness of rainbow", brightness("rainbow"));
        DAMAGES.put("blurred", blurred(4));
        DAMAGES.put("blurred more", blurred(12));
        DAMAGES.put("root of the levels", levels(Math::sqrt));
        DAMAGES.put("square of the levels", levels(value -> value * value));
        DAMAGES.put("eight steps", levels(value -> Math.floor(8 * value) / 8));
    }

    private record Rates(double falseAlarms, Map<String, Double> found) {
        double meanFound() {
            return found.values().stream().mapToDouble(rate -> rate).average().orElseThrow();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "false alarms %.3f, found %.3f on average: %s", falseAlarms, meanFound(), found);
        }
    }

    private static PatientStudy damaged(PatientStudy patient, UnaryOperator<PolarMap> damage) {
        PatientStudy.Builder builder = PatientStudy.builder(patient.patientId());
        patient.rest().map(damage).ifPresent(builder::map);
        patient.stress().map(damage).ifPresent(builder::map);
        return builder.build();
    }

    private static Rates rates(List<PatientStudy> training, List<PatientStudy> others, Set<PerfusionState> states) {
        TrainingMaps maps = TrainingMaps.fit(training, states);
        Map<String, Double> found = new LinkedHashMap<>();
        DAMAGES.forEach((name, damage) -> found.put(
                name, share(others.stream().map(p -> damaged(p, damage)).toList(), maps)));
        return new Rates(share(others, maps), found);
    }

    private static double share(List<PatientStudy> patients, TrainingMaps maps) {
        return patients.stream().filter(p -> maps.distance(p) > 1).count() / (double) patients.size();
    }

    private static List<PatientStudy> shuffled(List<PatientStudy> patients, long seed) {
        List<PatientStudy> shuffled = new ArrayList<>(patients);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    @Test
    void findsDamagedPhantomsAndLetsGoodOnesPass() {
        List<PatientStudy> patients =
                shuffled(PhantomCohort.of(300, 5).cohort(64).patients(), 1);
        Rates rates = rates(
                patients.subList(0, 200),
                patients.subList(200, 300),
                Set.of(PerfusionState.REST, PerfusionState.STRESS));
        System.out.println(rates);
        assertTrue(rates.meanFound() >= 0.95, rates.toString());
        assertTrue(rates.falseAlarms() <= 0.08, rates.toString()); // 8 of 100: beyond chance at 2 %
    }

    @Test
    @Tag("slow")
    void measuresTheRatesOverManyDivisions() throws Exception {
        String cohort = System.getProperty("cohort");
        int pixels = Integer.getInteger("pixels", 64);
        List<PatientStudy> patients = cohort == null
                ? PhantomCohort.of(800, 3).cohort(pixels).patients()
                : CohortCsv.read(Path.of(cohort), CohortReadOptions.DEFAULT.withPixels(pixels))
                        .cohort()
                        .patients();
        assumeTrue(patients.size() >= 800, "the cohort has fewer than 800 patients");
        for (Set<PerfusionState> states : List.of(
                Set.of(PerfusionState.REST),
                Set.of(PerfusionState.STRESS),
                Set.of(PerfusionState.REST, PerfusionState.STRESS))) {
            for (int training : new int[] {141, 600}) {
                double falseAlarms = 0;
                double found = 0;
                Map<String, Double> last = Map.of();
                for (long seed = 1; seed <= 3; seed++) {
                    List<PatientStudy> all = shuffled(patients, seed);
                    Rates rates = rates(all.subList(0, training), all.subList(600, 800), states);
                    falseAlarms += rates.falseAlarms() / 3;
                    found += rates.meanFound() / 3;
                    last = rates.found();
                }
                System.out.printf(
                        Locale.ROOT,
                        "%s, %d training patients: false alarms %.3f, found %.3f; last division %s%n",
                        states,
                        training,
                        falseAlarms,
                        found,
                        last);
                assertTrue(cohort != null || pixels < 64 || found >= 0.95, states + " " + training + " " + found);
            }
        }
    }
}

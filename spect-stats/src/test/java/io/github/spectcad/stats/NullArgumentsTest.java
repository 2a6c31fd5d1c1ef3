package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every public static method, and every method of a test, refuses a null for every argument by its name. */
class NullArgumentsTest {

    private static final int[] LABELS = IntStream.range(0, 24).map(i -> i % 2).toArray();
    private static final double[] VALUES =
            IntStream.range(0, 24).mapToDouble(i -> (1 + (i * 7) % 23) / 25.0).toArray();

    private static final List<Class<?>> TYPES = List.of(
            Auc.class,
            AucSampleSize.class,
            AveragedRocCurve.class,
            BestModelBootstrap.class,
            BinormalRoc.class,
            BlandAltman.class,
            Bootstrap.class,
            BootstrapDistribution.class,
            CalibrationBelt.class,
            CalibrationIndex.class,
            CalibrationSlope.class,
            ClusteredProportion.class,
            ConfusionMatrix.class,
            DecisionCurve.class,
            DeLongCovariance.class,
            DorfmanBerbaumMetz.MeanSquares.class,
            HodgesLehmann.class,
            Influence.class,
            IntraclassCorrelation.class,
            MultiRaterAgreement.class,
            PairedProportions.class,
            PrecisionRecallCurve.class,
            ProbabilityScore.class,
            ProportionSampleSize.class,
            ReaderComponents.class,
            ReaderSampleSize.class,
            ReaderStudy.class,
            Recalibration.class,
            Reclassification.class,
            ReliabilityCurve.class,
            ResamplingPlan.class,
            RocCurve.class,
            Statistic.class);

    /** Tests, whose instance methods refuse nulls too. */
    private static final List<Object> TESTS = List.of(
            DeLongTest.withDefaults(),
            DorfmanBerbaumMetz.withDefaults(),
            HomogeneityTest.withDefaults(),
            KruskalWallisTest.withDefaults(),
            McNemarTest.withDefaults(),
            ObuchowskiRockette.withDefaults(),
            PairwiseDeLongTest.withDefaults(),
            PairwiseWilcoxonTest.withDefaults(),
            PredictiveValueTest.withDefaults(),
            ProportionSampleSize.against(0.8, 0.7),
            SpiegelhalterTest.withDefaults(),
            VenkatramanTest.withDefaults(),
            WilcoxonRankSumTest.withDefaults(),
            WilcoxonSignedRankTest.withDefaults());

    private static Object valid(Class<?> type) {
        if (type == int[].class) {
            return LABELS;
        }
        if (type == double[].class) {
            return VALUES;
        }
        if (type == double[][].class) {
            return new double[][] {VALUES, VALUES};
        }
        if (type == double[][][].class) {
            return new double[][][] {{VALUES, VALUES}, {VALUES, VALUES}};
        }
        if (type == int[][].class) {
            return new int[][] {{1, 0}, {0, 1}};
        }
        if (type == int.class) {
            return 24;
        }
        if (type == long.class) {
            return 1L;
        }
        if (type == double.class) {
            return 0.9;
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type == ResamplingPlan.class) {
            return ResamplingPlan.ordinary(24, 3, 1);
        }
        if (type == BootstrapDistribution.class) {
            return BootstrapDistribution.of(0, new double[] {1, 2, 3});
        }
        if (type == Statistic.class) {
            return (Statistic) indices -> indices.length;
        }
        if (type == ReaderStudy.class) {
            return ReaderStudy.of(ReaderMeasure.AUC, LABELS, (double[][][]) valid(double[][][].class));
        }
        if (type == ReaderComponents.class) {
            return ReaderComponents.of((ReaderStudy) valid(ReaderStudy.class), ReaderCovariance.DELONG);
        }
        if (type == long[].class) {
            return new long[] {1, 2};
        }
        if (type == Collection.class) {
            return List.of(VALUES, VALUES);
        }
        if (type == Auc.class) {
            return new Auc(0.8, 0.01, 12, 12);
        }
        if (type == WilcoxonRankSumTest.class) {
            return WilcoxonRankSumTest.withDefaults();
        }
        if (type == AucSampleSize.ScoreCorrelation.class) {
            return new AucSampleSize.ScoreCorrelation(0, 0);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return null;
    }

    @Test
    void aNullIsRefusedByTheNameOfItsArgument() throws IllegalAccessException {
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (Class<?> type : TYPES) {
            tried += tryAll(null, type, wrong);
        }
        for (Object test : TESTS) {
            tried += tryAll(test, test.getClass(), wrong);
        }
        assertEquals(List.of(), wrong);
        assertTrue(tried > 130, "only " + tried);
    }

    /** Tries all static methods, or all methods of an object, and gives the number of nulls that were passed. */
    private static int tryAll(Object target, Class<?> type, List<String> wrong) throws IllegalAccessException {
        int tried = 0;
        for (Method method : type.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())
                    && Modifier.isStatic(method.getModifiers()) == (target == null)) {
                Class<?>[] types = method.getParameterTypes();
                for (int at = 0; at < types.length; at++) {
                    if (!types[at].isPrimitive()) {
                        Object[] arguments = Arrays.stream(types)
                                .map(NullArgumentsTest::valid)
                                .toArray();
                        arguments[at] = null;
                        tried++;
                        String problem = call(target, method, arguments);
                        if (!problem.isEmpty()) {
                            wrong.add(
                                    type.getSimpleName() + "." + method.getName() + " argument " + at + ": " + problem);
                        }
                    }
                }
            }
        }
        return tried;
    }

    private static String call(Object target, Method method, Object[] arguments) throws IllegalAccessException {
        try {
            method.invoke(target, arguments);
            return "accepted";
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            boolean named = cause instanceof NullPointerException
                    && cause.getMessage() != null
                    && cause.getMessage().matches("[a-zA-Z]+(\\[\\d+])?");
            return named ? "" : String.valueOf(cause);
        }
    }
}

package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.DorfmanBerbaumMetz;
import io.github.spectcad.stats.ObuchowskiRockette;
import io.github.spectcad.stats.ReaderAnalysis;
import io.github.spectcad.stats.ReaderComponents;
import io.github.spectcad.stats.ReaderCovariance;
import io.github.spectcad.stats.ReaderPopulation;
import io.github.spectcad.stats.ReaderStudy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats mrmc}. */
@Command(
        name = "mrmc",
        description = "Multi-reader multi-case analysis of a table with one row for each reading.",
        mixinStandardHelpOptions = true)
final class MrmcCommand extends StatsSubcommand {

    private enum Method {
        OR,
        DBM
    }

    @Mixin
    private ReaderTable readings;

    @Mixin
    private Confidence confidence;

    @Mixin
    private Margin margin;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "or",
            description =
                    "or (Obuchowski and Rockette) or dbm (Dorfman, Berbaum and Metz) (default: ${DEFAULT-VALUE}).")
    private Method method;

    @Option(
            names = "--population",
            paramLabel = "NAME",
            defaultValue = "random-readers-and-cases",
            converter = EnumConverter.OfPopulation.class,
            description = "random-readers-and-cases, fixed-readers or fixed-cases: what conclusions are about"
                    + " (default: ${DEFAULT-VALUE}).")
    private ReaderPopulation population;

    @Option(
            names = "--covariance",
            paramLabel = "NAME",
            defaultValue = "delong",
            description = "delong or jackknife, for --method or (default: ${DEFAULT-VALUE}).")
    private ReaderCovariance covariance;

    @Override
    Map<String, Object> result() throws IOException {
        ReaderTable.Named named = readings.read();
        ReaderStudy study = named.study();
        double level = confidence.level();
        ReaderAnalysis analysis = method == Method.DBM
                ? DorfmanBerbaumMetz.withDefaults()
                        .with(population)
                        .withConfidence(level)
                        .test(study)
                : ObuchowskiRockette.withDefaults()
                        .with(population)
                        .with(covariance)
                        .withConfidence(level)
                        .test(study);
        Map<String, Object> json = map();
        json.put("tests", named.tests());
        json.put("readers", named.readers());
        json.put("cases", study.cases());
        double[][] values = new double[study.tests()][study.readers()];
        for (int t = 0; t < values.length; t++) {
            for (int r = 0; r < values[t].length; r++) {
                values[t][r] = study.value(t, r);
            }
        }
        json.put("values", values);
        json.put("statistic", analysis.statistic());
        json.put("df", analysis.degreesOfFreedom());
        json.put("df_error", analysis.errorDegreesOfFreedom());
        json.put("p_value", analysis.pValue());
        json.put("means", means(analysis, named.tests()));
        json.put("differences", differences(analysis, named.tests()));
        json.put("components", method == Method.DBM ? meanSquares(study) : components(study, covariance));
        json.put(
                "method",
                method == Method.DBM
                        ? "Dorfman, Berbaum and Metz 1992 with Hillis 2007 degrees of freedom"
                        : "Obuchowski and Rockette 1995 with Hillis 2007 degrees of freedom, " + name(covariance)
                                + " covariances");
        json.put("measure", name(study.measure()));
        json.put("population", name(population));
        json.put(
                "convention",
                "first minus second test; a reading that is not in the table was not made; p-values two-sided,"
                        + " one-sided against a margin");
        return json;
    }

    private static List<Map<String, Object>> means(ReaderAnalysis analysis, List<String> tests) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (ReaderAnalysis.Mean mean : analysis.means()) {
            Map<String, Object> json = map();
            json.put("test", tests.get(mean.test()));
            json.put("estimate", mean.estimate());
            json.put("standard_error", mean.standardError());
            json.put("df", mean.degreesOfFreedom());
            putInterval(json, mean.interval());
            list.add(json);
        }
        return list;
    }

    private List<Map<String, Object>> differences(ReaderAnalysis analysis, List<String> tests) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (ReaderAnalysis.Difference difference : analysis.differences()) {
            Map<String, Object> json = map();
            json.put("first", tests.get(difference.first()));
            json.put("second", tests.get(difference.second()));
            json.put("estimate", difference.estimate());
            json.put("standard_error", difference.standardError());
            json.put("df", difference.degreesOfFreedom());
            json.put("statistic", difference.statistic());
            json.put("p_value", difference.pValue());
            putInterval(json, difference.interval());
            margin.put(json, difference.estimate(), difference.standardError(), difference.degreesOfFreedom());
            list.add(json);
        }
        return list;
    }

    static Map<String, Object> components(ReaderStudy study, ReaderCovariance covariance) {
        ReaderComponents c = ReaderComponents.of(study, covariance);
        Map<String, Object> json = map();
        json.put("ms_t", c.testMeanSquare());
        json.put("ms_r", c.readerMeanSquare());
        json.put("ms_tr", c.interactionMeanSquare());
        json.put("var_r", c.readerVariance());
        json.put("var_tr", c.interactionVariance());
        json.put("var_error", c.variance());
        json.put("cov1", c.cov1());
        json.put("cov2", c.cov2());
        json.put("cov3", c.cov3());
        return json;
    }

    private static Map<String, Object> meanSquares(ReaderStudy study) {
        DorfmanBerbaumMetz.MeanSquares ms = DorfmanBerbaumMetz.MeanSquares.of(study);
        Map<String, Object> json = map();
        json.put("ms_t", ms.test());
        json.put("ms_r", ms.reader());
        json.put("ms_c", ms.cases());
        json.put("ms_tr", ms.testReader());
        json.put("ms_tc", ms.testCase());
        json.put("ms_rc", ms.readerCase());
        json.put("ms_trc", ms.residual());
        return json;
    }
}

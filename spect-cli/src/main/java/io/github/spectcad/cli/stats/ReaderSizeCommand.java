package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.ReaderComponents;
import io.github.spectcad.stats.ReaderCovariance;
import io.github.spectcad.stats.ReaderPopulation;
import io.github.spectcad.stats.ReaderSampleSize;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats sample-size readers}. */
@Command(
        name = "readers",
        description =
                "A multi-reader study of two tests, from the table of a pilot study (see mrmc): the cases for a power, or the"
                        + " power of given cases.",
        mixinStandardHelpOptions = true)
final class ReaderSizeCommand extends StatsSubcommand {

    @Mixin
    private ReaderTable pilot;

    @Mixin
    private Design design;

    @Option(names = "--readers", required = true, paramLabel = "N", description = "Number of readers.")
    private int readers;

    @Option(
            names = "--effect",
            required = true,
            paramLabel = "D",
            description = "Difference of the means of two tests to be found.")
    private double effect;

    @Option(names = "--cases", paramLabel = "N", description = "Number of cases, to get the power instead.")
    private Integer cases;

    @Option(
            names = "--population",
            paramLabel = "NAME",
            defaultValue = "random-readers-and-cases",
            converter = EnumConverter.OfPopulation.class,
            description = "random-readers-and-cases, fixed-readers or fixed-cases (default: ${DEFAULT-VALUE}).")
    private ReaderPopulation population;

    @Option(
            names = "--covariance",
            paramLabel = "NAME",
            defaultValue = "jackknife",
            description = "delong or jackknife (default: ${DEFAULT-VALUE}).")
    private ReaderCovariance covariance;

    @Override
    Map<String, Object> result() throws IOException {
        ReaderComponents components = ReaderComponents.of(pilot.read().study(), covariance);
        ReaderSampleSize size =
                ReaderSampleSize.of(components, effect).with(population).withSignificance(design.significance());
        int needed = cases == null ? size.cases(readers, design.power()) : cases;
        Map<String, Object> json = map();
        json.put("readers", readers);
        json.put("cases", needed);
        json.put("power", size.power(readers, needed));
        json.put("method", "Hillis, Obuchowski and Berbaum 2011, " + name(covariance) + " covariances of the pilot");
        json.put("population", name(population));
        json.put("convention", "two tests, two-sided; the mix of diseased and healthy cases is that of the pilot");
        return json;
    }
}

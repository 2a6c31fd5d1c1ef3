package io.github.spectcad.cli.stats;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spect stats}. */
@Command(
        name = "stats",
        header = "Compute statistics from a CSV file.",
        description =
                "Compute statistics from a CSV file and print one JSON object (17 significant digits; NaN becomes null, infinity"
                        + " 1e999).",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            AucCommand.class,
            AveragedRocCommand.class,
            BestModelCommand.class,
            BinormalCommand.class,
            BlandAltmanCommand.class,
            BootstrapCommand.class,
            CalibrationCommand.class,
            ConfusionCommand.class,
            DecisionCurveCommand.class,
            DeLongCommand.class,
            HomogeneityCommand.class,
            IccCommand.class,
            KappaCommand.class,
            KruskalWallisCommand.class,
            McNemarCommand.class,
            MrmcCommand.class,
            PairwiseDeLongCommand.class,
            PairwiseWilcoxonCommand.class,
            PartialAucCommand.class,
            PrecisionRecallCommand.class,
            RecalibrationCommand.class,
            ReclassificationCommand.class,
            RocCommand.class,
            SampleSizeCommand.class,
            SensitivityAtCommand.class,
            SignedRankCommand.class,
            SpecificityAtCommand.class,
            UnpairedProportionsCommand.class,
            VenkatramanCommand.class,
            WilcoxonCommand.class
        })
public final class StatsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command of stats is missing");
    }
}

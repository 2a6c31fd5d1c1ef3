package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.Auc;
import io.github.spectcad.stats.ProportionInterval;
import io.github.spectcad.stats.ReaderPopulation;
import io.github.spectcad.stats.Recalibration;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the names of an enum with hyphens in place of underscores, in any case. */
abstract class EnumConverter<E extends Enum<E>> implements ITypeConverter<E> {

    private final E[] constants;

    private EnumConverter(E[] constants) {
        this.constants = constants;
    }

    @Override
    public E convert(String name) {
        for (E constant : constants) {
            if (StatsSubcommand.name(constant).equalsIgnoreCase(name)) {
                return constant;
            }
        }
        String names = Arrays.stream(constants).map(StatsSubcommand::name).collect(Collectors.joining(", "));
        throw new TypeConversionException("expected one of " + names + ", got '" + name + "'");
    }

    static final class OfInterval extends EnumConverter<Auc.IntervalMethod> {
        OfInterval() {
            super(Auc.IntervalMethod.values());
        }
    }

    static final class OfProportionInterval extends EnumConverter<ProportionInterval> {
        OfProportionInterval() {
            super(ProportionInterval.values());
        }
    }

    static final class OfPopulation extends EnumConverter<ReaderPopulation> {
        OfPopulation() {
            super(ReaderPopulation.values());
        }
    }

    static final class OfBinning extends EnumConverter<CalibrationCommand.Binning> {
        OfBinning() {
            super(CalibrationCommand.Binning.values());
        }
    }

    static final class OfCriterion extends EnumConverter<RocCommand.Criterion> {
        OfCriterion() {
            super(RocCommand.Criterion.values());
        }
    }

    static final class OfRecalibration extends EnumConverter<Recalibration.Method> {
        OfRecalibration() {
            super(Recalibration.Method.values());
        }
    }
}

package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.PValueAdjustment;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the names of R's {@code p.adjust}, in any case. */
final class AdjustmentConverter implements ITypeConverter<PValueAdjustment> {

    @Override
    public PValueAdjustment convert(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "none" -> PValueAdjustment.NONE;
            case "bonferroni" -> PValueAdjustment.BONFERRONI;
            case "holm" -> PValueAdjustment.HOLM;
            case "hochberg" -> PValueAdjustment.HOCHBERG;
            case "hommel" -> PValueAdjustment.HOMMEL;
            case "bh", "fdr" -> PValueAdjustment.BENJAMINI_HOCHBERG;
            case "by" -> PValueAdjustment.BENJAMINI_YEKUTIELI;
            default ->
                throw new TypeConversionException(
                        "expected one of none, bonferroni, holm, hochberg, hommel, BH, BY, got '" + name + "'");
        };
    }
}

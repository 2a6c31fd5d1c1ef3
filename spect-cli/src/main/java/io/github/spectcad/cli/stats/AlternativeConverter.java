package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.Alternative;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the names {@code two-sided}, {@code less} and {@code greater}. */
final class AlternativeConverter implements ITypeConverter<Alternative> {

    @Override
    public Alternative convert(String name) {
        return switch (name) {
            case "two-sided", "two.sided" -> Alternative.TWO_SIDED;
            case "less" -> Alternative.LESS;
            case "greater" -> Alternative.GREATER;
            default ->
                throw new TypeConversionException("expected one of two-sided, less, greater, got '" + name + "'");
        };
    }
}

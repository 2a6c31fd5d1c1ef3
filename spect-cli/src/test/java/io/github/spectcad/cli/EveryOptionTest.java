package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.stats.Alternative;
import io.github.spectcad.stats.PValueAdjustment;
import java.awt.Rectangle;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every option of every command takes a value of its type, and speaks the words of the others. */
class EveryOptionTest {
    private static final Map<Class<?>, String> SAMPLES = Map.ofEntries(
            Map.entry(Path.class, "some/file"),
            Map.entry(String.class, "text"),
            Map.entry(int.class, "7"),
            Map.entry(Integer.class, "7"),
            Map.entry(long.class, "-7"),
            Map.entry(Long.class, "-7"),
            Map.entry(double.class, "0.25"),
            Map.entry(Double.class, "0.25"),
            Map.entry(boolean.class, "true"),
            Map.entry(Rectangle.class, "1,2,3,4"),
            Map.entry(Alternative.class, "two-sided"),
            Map.entry(PValueAdjustment.class, "holm"));

    private static final Set<String> FILES = Set.of("MODEL", "FILE", "DIR", "PATH");

    private static CommandLine commandLine() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return SpectCommand.commandLine(nowhere, nowhere);
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().distinct().flatMap(EveryOptionTest::commands));
    }

    private static Stream<DynamicTest> eachOption(java.util.function.BiConsumer<CommandSpec, OptionSpec> check) {
        return commands(commandLine())
                .map(CommandLine::getCommandSpec)
                .flatMap(spec -> spec.options().stream()
                        .map(option -> DynamicTest.dynamicTest(
                                spec.qualifiedName() + " " + option.longestName(), () -> check.accept(spec, option))));
    }

    @TestFactory
    Stream<DynamicTest> takesEveryValueOfItsType() {
        return eachOption((spec, option) -> {
            for (String sample : samples(option)) {
                List<String> line = new ArrayList<>(path(spec));
                spec.options().stream()
                        .filter(other -> other.required() && !other.equals(option))
                        .forEach(other -> add(line, other, samples(other).get(0)));
                spec.positionalParameters().forEach(p -> line.add("some/file"));
                add(line, option, sample);
                assertDoesNotThrow(() -> commandLine().parseArgs(line.toArray(String[]::new)), line::toString);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> isDescribedInASentence() {
        return eachOption((spec, option) -> {
            String text = String.join(" ", option.description());
            assertTrue(text.matches("(?s)\\S.*[.)]"), () -> "a sentence is missing: '" + text + "'");
            assertFalse(text.contains("${"), text);
        });
    }

    @TestFactory
    Stream<DynamicTest> namesFilesByOneWordEach() {
        return eachOption((spec, option) -> {
            if (type(option) == Path.class) {
                assertTrue(FILES.contains(option.paramLabel()), option::paramLabel);
            }
        });
    }

    /** The words of a command without the name of the program. */
    private static List<String> path(CommandSpec spec) {
        List<String> words = new ArrayList<>(Arrays.asList(spec.qualifiedName().split(" ")));
        words.remove(0);
        return words;
    }

    private static void add(List<String> line, OptionSpec option, String value) {
        line.add(option.longestName());
        if (option.arity().max() > 0) {
            line.add(value);
        }
    }

    private static Class<?> type(ArgSpec argument) {
        Class<?>[] inner = argument.auxiliaryTypes();
        return inner[inner.length - 1];
    }

    private static List<String> samples(ArgSpec argument) {
        Class<?> type = type(argument);
        if (SAMPLES.containsKey(type)) {
            return List.of(SAMPLES.get(type));
        }
        assertTrue(type.isEnum(), () -> "a sample is missing for " + type);
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .flatMap(name -> argument.converters().length > 0
                        ? Stream.of(name.toLowerCase(Locale.ROOT).replace('_', '-'))
                        : Stream.of(name, name.toLowerCase(Locale.ROOT)))
                .toList();
    }
}

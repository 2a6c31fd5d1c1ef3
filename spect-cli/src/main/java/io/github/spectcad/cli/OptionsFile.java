package io.github.spectcad.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spectcad.core.file.SmallFile;
import io.github.spectcad.nn.model.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options of a command from a JSON file that its option {@code --config} names: one object, each field an option by its name
 * without the hyphens, for example {@code {"backbone": "cnn2", "epochs": 20, "augment": true}}. An option on the command line
 * overrides the file.
 */
final class OptionsFile implements IDefaultValueProvider {
    private static final String OPTION = "--config";

    private final List<String> args;
    private final Map<String, String> values;

    private OptionsFile(List<String> args, Map<String, String> values) {
        this.args = args;
        this.values = values;
    }

    /**
     * Lets a command take its options from the file that the arguments name, if they do.
     *
     * @throws IOException if the file cannot be read, or has a field that is no option of the command
     */
    static void apply(CommandSpec command, String[] args) throws IOException {
        List<String> line = Arrays.asList(args);
        Optional<String> file = line.contains(command.name()) ? named(line) : Optional.empty();
        if (file.isPresent()) {
            command.defaultValueProvider(new OptionsFile(line, read(Path.of(file.get()), command)));
        }
    }

    private static Optional<String> named(List<String> args) {
        int at = args.indexOf(OPTION);
        if (at >= 0) {
            return at + 1 < args.size() ? Optional.of(args.get(at + 1)) : Optional.empty();
        }
        return args.stream()
                .filter(arg -> arg.startsWith(OPTION + "="))
                .map(arg -> arg.substring(OPTION.length() + 1))
                .findFirst();
    }

    private static Map<String, String> read(Path file, CommandSpec command) throws IOException {
        JsonNode tree;
        try {
            tree = StrictJson.tree(SmallFile.read(file));
        } catch (StrictJson.InvalidJsonException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        if (!tree.isObject()) {
            throw new IOException(file + ": must be one JSON object, with a field for each option");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            OptionSpec option = command.findOption("--" + field.getKey());
            if (option == null || !isSettable(option)) {
                throw new IOException(file + ": '" + field.getKey() + "' is no option of " + command.qualifiedName()
                        + "; there are " + String.join(", ", names(command)));
            }
            JsonNode value = field.getValue();
            if (value.isContainerNode() || value.isNull()) {
                throw new IOException(file + ": " + field.getKey() + " must be a string, a number, true or false");
            }
            values.put(option.longestName(), value.asText());
        }
        return values;
    }

    private static boolean isSettable(OptionSpec option) {
        return !option.usageHelp()
                && !option.versionHelp()
                && !option.inherited()
                && !option.longestName().equals(OPTION);
    }

    private static List<String> names(CommandSpec command) {
        return command.options().stream()
                .filter(OptionsFile::isSettable)
                .map(option -> option.longestName().substring(2))
                .sorted()
                .toList();
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        // a flag on the command line means the opposite of its default: the file must not turn it round
        return argument instanceof OptionSpec option && !isFlagOnTheLine(option)
                ? values.get(option.longestName())
                : null;
    }

    private boolean isFlagOnTheLine(OptionSpec option) {
        return option.arity().max() == 0
                && Stream.of(option.names())
                        .flatMap(name -> Stream.of(name, name.replaceFirst("^--", "--no-")))
                        .anyMatch(args::contains);
    }
}

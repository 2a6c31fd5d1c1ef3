package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class OptionsFileTest {
    private static final String REQUIRED =
            "\"cohort\": \"c.csv\", \"backbone\": \"cnn2\", \"input\": \"rest\", \"strategy\": \"task-1\", \"out\": \"m\"";

    @TempDir
    private Path folder;

    private CommandSpec parse(String json, String... more) throws IOException {
        String file = Files.writeString(folder.resolve("train.json"), json).toString();
        String[] args = new String[more.length + 3];
        args[0] = "train";
        args[1] = "--config";
        args[2] = file;
        System.arraycopy(more, 0, args, 3, more.length);
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        CommandLine line = SpectCommand.commandLine(nowhere, nowhere);
        CommandSpec train = line.getSubcommands().get("train").getCommandSpec();
        OptionsFile.apply(train, args);
        line.parseArgs(args);
        return train;
    }

    private static Object value(CommandSpec spec, String option) {
        return spec.findOption(option).getValue();
    }

    @Test
    void givesOptionsThatTheCommandLineLacks() throws IOException {
        CommandSpec spec = parse("{" + REQUIRED + ", \"batch\": 16, \"augment\": true, \"seed\": 7}");
        assertEquals("cnn2", value(spec, "--backbone"));
        assertEquals(true, value(spec, "--augment"));
        assertEquals(7L, value(spec, "--seed"));
    }

    @Test
    void isOverriddenByTheCommandLine() throws IOException {
        CommandSpec spec = parse("{" + REQUIRED + ", \"seed\": 7}", "--seed", "9", "--backbone=cnn1");
        assertEquals("cnn1", value(spec, "--backbone"));
        assertEquals(9L, value(spec, "--seed"));
    }

    @Test
    void aFlagOnTheCommandLineMeansWhatItSays() throws IOException {
        String json = "{" + REQUIRED + ", \"augment\": true}";
        assertEquals(true, value(parse(json, "--augment"), "--augment"));
        assertEquals(false, value(parse(json, "--no-augment"), "--augment"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"epoch": 3}           | 'epoch' is no option of spect train; there are
            {"help": true}         | 'help' is no option
            {"config": "x"}        | 'config' is no option
            {"seed": 3, "seed": 4} | seed
            {"seed": [3]}          | seed must be a string, a number, true or false
            [1]                    | must be one JSON object
            {"seed": 3             | train.json
            """)
    void refusesWhatIsNoOption(String json, String message) {
        IOException e = assertThrows(IOException.class, () -> parse(json));
        assertTrue(e.getMessage().contains("train.json: ") && e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void aFileThatIsNotThereEndsWith1() {
        CommandRun run = CommandRun.of("train", "--config=" + folder.resolve("none.json"));
        assertEquals(1, run.exitCode());
        assertTrue(run.err().startsWith("spect: no such file or folder: "), run.err());
    }
}

package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launchers; that for Linux and macOS is run with a program in place of Java that prints how it was called. */
class LauncherTest {
    private static final Path SPECT = Path.of("../spect");
    private static final Path SPECT_CMD = Path.of("../spect.cmd");

    @TempDir
    private Path home;

    @BeforeEach
    void pretendItIsBuilt() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash here");
        Files.copy(SPECT, home.resolve("spect"));
        Files.createFile(home.resolve("pom.xml"));
        for (String module :
                new String[] {"stats", "core", "io", "nn", "keras", "onnx", "pretrained", "study", "serve", "cli"}) {
            Files.createDirectories(home.resolve("spect-" + module + "/src/main"));
            Files.createFile(home.resolve("spect-" + module + "/pom.xml"));
        }
        Files.createDirectories(home.resolve("spect-cli/target"));
        Files.createFile(home.resolve("spect-cli/target/spect-cli.jar"));
        Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/bash\necho \"locale $(locale charmap 2>/dev/null)\"\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private CommandRun launch(Map<String, String> environment, String... args) throws Exception {
        String[] line = new String[args.length + 2];
        line[0] = "/bin/bash";
        line[1] = home.resolve("spect").toString();
        System.arraycopy(args, 0, line, 2, args.length);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CommandRun(process.waitFor(), output, output);
    }

    @Test
    void javaHomeIsHonouredAndArgumentsArePassedOn() throws Exception {
        CommandRun run =
                launch(Map.of("JAVA_HOME", home.resolve("jdk").toString()), "predict", "--out", "two words.csv");
        assertEquals(0, run.exitCode(), run.out());
        assertTrue(run.out().endsWith(SpectCommand.class.getName() + "\npredict\n--out\ntwo words.csv\n"), run.out());
    }

    @Test
    void pluginsComeLastOnTheClassPathAndSparkFirst() throws Exception {
        String java = home.resolve("jdk").toString();
        CommandRun plugin = launch(Map.of("JAVA_HOME", java, "SPECT_CLASSPATH", "plugin.jar"));
        assertTrue(
                plugin.out().contains("spect-cli.jar:" + home + "/spect-cli/target/lib/*:plugin.jar\n"), plugin.out());
        assertFalse(plugin.out().contains("--add-opens"), plugin.out());
        CommandRun spark = launch(Map.of("JAVA_HOME", java, "SPECT_CLASSPATH", "spect-spark.jar:spark/*"));
        assertTrue(
                spark.out().contains("\nspect-spark.jar:spark/*:" + home + "/spect-cli/target/spect-cli.jar"),
                spark.out());
        assertTrue(spark.out().contains("\n--add-opens=java.base/sun.nio.ch=ALL-UNNAMED\n"), spark.out());
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        CommandRun run = launch(Map.of("JAVA_HOME", "/nowhere"));
        assertEquals(1, run.exitCode());
        assertTrue(run.out().startsWith("spect: JAVA_HOME is /nowhere, where there is no bin/java"), run.out());
    }

    @Test
    void namesOfFilesAreReadAsUtf8InALocaleWithoutIt() throws Exception {
        CommandRun run = launch(Map.of("JAVA_HOME", home.resolve("jdk").toString(), "LC_ALL", "C"));
        assumeTrue(run.out().contains("locale "), "there is no program locale here");
        assertTrue(run.out().startsWith("locale UTF-8\n"), run.out());
    }

    @Test
    void theLauncherOfWindowsRunsTheSameClassFromTheSameFolder() throws IOException {
        String script = Files.readString(SPECT_CMD);
        assertTrue(script.contains(SpectCommand.class.getName() + " %*"), script);
        assertTrue(script.contains("%~dp0spect-cli\\target") && script.contains("\\spect-cli.jar"), script);
        assertTrue(script.contains("JAVA_HOME") && script.contains("exit /b %errorlevel%"), script);
    }

    /** What the one gives the Java VM, the other gives it, too: packages opened for Spark, and options. */
    @Test
    void bothLaunchersGiveJavaTheSameOptions() throws IOException {
        String linux = Files.readString(SPECT);
        String windows = Files.readString(SPECT_CMD);
        Pattern opened = Pattern.compile("(?s)for \\S+ in \\(?((?:java|jdk|sun)\\.[^;)]*)");
        Set<String> packages = found(opened, linux).stream()
                .flatMap(text -> found(Pattern.compile("[a-z.]{4,}"), text).stream())
                .collect(Collectors.toSet());
        assertTrue(packages.contains("java.util.concurrent.atomic"), packages.toString());
        assertEquals(
                packages,
                found(opened, windows).stream()
                        .flatMap(text -> found(Pattern.compile("[a-z.]{4,}"), text).stream())
                        .collect(Collectors.toSet()));
        Set<String> options = found(Pattern.compile("(-X[\\w:+=]+|-Dorg[\\w.=]+|-Djava[\\w.=]+)"), linux);
        assertTrue(options.contains("-XX:TieredStopAtLevel=1"), options.toString());
        assertEquals(options, found(Pattern.compile("(-X[\\w:+=]+|-Dorg[\\w.=]+|-Djava[\\w.=]+)"), windows));
        assertTrue(windows.contains("\"study report\"") && windows.contains("spect-spark"), windows);
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        for (Matcher match = pattern.matcher(text); match.find(); ) {
            found.add(match.groupCount() > 0 ? match.group(1) : match.group());
        }
        return found;
    }
}

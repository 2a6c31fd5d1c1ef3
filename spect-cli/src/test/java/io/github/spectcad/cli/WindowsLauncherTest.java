package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher of Windows, run by the command interpreter of Wine (Debian's {@code wine}) with a program in place of Java
 * that prints how it was called, from a folder whose name has a space.
 */
class WindowsLauncherTest {
    /** Wine's own files, which are kept: making them takes longest. */
    private static final Path PREFIX = Path.of("target", "wine").toAbsolutePath();

    @TempDir
    private static Path batches;

    @TempDir
    private Path folder;

    private Path home;

    @BeforeAll
    static void wineIsHere() throws Exception {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "wine"))),
                "there is no wine here");
        assertEquals("ready\n", wine(Map.of(), Path.of("."), "echo ready").out());
    }

    @BeforeEach
    void pretendItIsBuilt() throws IOException {
        home = Files.createDirectories(folder.resolve("my home"));
        Files.copy(Path.of("../spect.cmd"), home.resolve("spect.cmd"));
        Files.createDirectories(home.resolve("spect-cli/target"));
        Files.createFile(home.resolve("spect-cli/target/spect-cli.jar"));
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java.exe");
        Files.writeString(java, "#!/bin/bash\necho \"waits $OMP_WAIT_POLICY\"\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * What a batch file of this one line prints, and its exit code. Wine does not wait for programs of Linux, and Java
     * stops reading when the process that it started ends, so cat waits until the last of them has closed its output.
     */
    private static CommandRun wine(Map<String, String> environment, Path directory, String line) throws Exception {
        Path batch = Files.writeString(batches.resolve("run.cmd"), "@echo off\r\n" + line + "\r\n");
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", "-c", "set -o pipefail; wine cmd /c \"$0\" | cat", windows(batch))
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of("WINEPREFIX", PREFIX.toString(), "WINEDEBUG", "-all"));
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "SPECT_JAVA_OPTS", "SPECT_CLASSPATH", "DISPLAY"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        return new CommandRun(process.waitFor(), output, "");
    }

    private CommandRun launch(Map<String, String> environment, String arguments) throws Exception {
        Map<String, String> variables = new HashMap<>(Map.of("JAVA_HOME", windows(folder.resolve("jdk"))));
        variables.putAll(environment);
        return wine(variables, folder, "\"" + windows(home.resolve("spect.cmd")) + "\" " + arguments + " 2>&1");
    }

    private static String windows(Path path) {
        return "Z:" + path.toAbsolutePath().toString().replace('/', '\\');
    }

    @Test
    void argumentsArePassedOnAndTheJarsAreThoseBesideTheLauncher() throws Exception {
        CommandRun run = launch(Map.of(), "predict --out \"two words.csv\"");
        String jars = windows(home.resolve("spect-cli/target"));
        assertEquals("""
                waits passive
                -Xmx2g
                -Djava.awt.headless=true
                -Dorg.bytedeco.javacpp.maxphysicalbytes=0
                -cp
                %1$s\\spect-cli.jar;%1$s\\lib\\*
                %2$s
                predict
                --out
                two words.csv
                """.formatted(jars, SpectCommand.class.getName()), run.out());
    }

    @Test
    void pluginsComeLastOnTheClassPathAndSparkFirst() throws Exception {
        String jars = windows(home.resolve("spect-cli/target/spect-cli.jar")) + ";"
                + windows(home.resolve("spect-cli/target/lib/")) + "\\*";
        CommandRun plugin = launch(Map.of("SPECT_CLASSPATH", "plugin.jar", "OMP_WAIT_POLICY", "active"), "");
        assertTrue(plugin.out().contains("\n" + jars + ";plugin.jar\n"), plugin.out());
        assertTrue(plugin.out().startsWith("waits active\n"), plugin.out());
        assertFalse(plugin.out().contains("--add-opens"), plugin.out());
        CommandRun spark = launch(Map.of("SPECT_CLASSPATH", "spect-spark.jar;spark/*"), "");
        assertTrue(spark.out().contains("\nspect-spark.jar;spark/*;" + jars + "\n"), spark.out());
        assertEquals(
                14,
                spark.out()
                        .lines()
                        .filter(line -> line.startsWith("--add-opens="))
                        .count());
    }

    @Test
    void aReportIsCompiledLittleAndOwnOptionsReplaceOurs() throws Exception {
        CommandRun report = launch(Map.of(), "study report");
        assertTrue(report.out().contains("\n-Xmx2g\n-XX:TieredStopAtLevel=1\n-XX:+UseSerialGC\n"), report.out());
        CommandRun own = launch(Map.of("SPECT_JAVA_OPTS", "-Xmx7g -ea"), "study report");
        assertTrue(own.out().startsWith("waits passive\n-Xmx7g\n-ea\n-Djava"), own.out());
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        CommandRun run = launch(Map.of("JAVA_HOME", "Z:\\nowhere"), "list backbones");
        assertEquals(1, run.exitCode());
        assertTrue(
                run.out().startsWith("spect: JAVA_HOME is \"Z:\\nowhere\", where there is no bin\\java.exe"),
                run.out());
    }

    /** Wine does not know the exit code of a Linux program, so its own interpreter stands for Java. */
    @Test
    void theExitCodeOfJavaIsPassedOn() throws Exception {
        Files.copy(
                PREFIX.resolve("drive_c/windows/system32/cmd.exe"),
                Files.createDirectories(folder.resolve("other/bin")).resolve("java.exe"));
        CommandRun run = launch(
                Map.of("JAVA_HOME", windows(folder.resolve("other")), "SPECT_JAVA_OPTS", "/c exit 7"),
                "list backbones");
        assertEquals(7, run.exitCode(), run.out());
    }

    @Test
    void whatIsNotBuiltIsBuiltAndAFailedBuildEndsIt() throws Exception {
        Files.delete(home.resolve("spect-cli/target/spect-cli.jar"));
        Files.writeString(home.resolve("mvnw.cmd"), "@echo in %CD% %*\r\n@exit /b 0\r\n");
        CommandRun built = launch(Map.of(), "list backbones");
        assertTrue(
                built.out().contains("in " + windows(home) + " -q -Dmaven.test.skip=true")
                        && built.out().contains(" -pl spect-cli -am package")
                        && built.out().endsWith("\nlist\nbackbones\n"),
                built.out());
        Files.writeString(home.resolve("mvnw.cmd"), "@exit /b 1\r\n");
        CommandRun failed = launch(Map.of(), "list backbones");
        assertEquals(1, failed.exitCode());
        assertFalse(failed.out().contains("backbones\n"), failed.out());
    }
}

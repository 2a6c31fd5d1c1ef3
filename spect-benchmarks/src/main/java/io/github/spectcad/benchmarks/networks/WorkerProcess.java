package io.github.spectcad.benchmarks.networks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A {@link Worker} seen from outside: started with this VM's class path and environment. Threads of our side wait passively
 * unless the environment says otherwise, as {@code ./spect} has them wait; the others keep their own default.
 */
final class WorkerProcess implements AutoCloseable {
    private final String description;
    private final Process process;
    private final PrintStream commands;
    private final BufferedReader answers;

    /**
     * Starts a worker.
     *
     * @param task {@code save} or {@code load} and a file, {@code start}, or nothing
     */
    WorkerProcess(Side side, String backbone, int pixels, String... task) throws IOException {
        description = side + " " + backbone;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-Djava.awt.headless=true",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName(),
                side.name().toLowerCase(Locale.ROOT),
                backbone,
                Integer.toString(pixels)));
        command.addAll(List.of(task));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        if (side == Side.SPECT) {
            builder.environment().putIfAbsent("OMP_WAIT_POLICY", "passive");
        }
        process = builder.start();
        commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Sends a command and waits for the answer. */
    List<Long> ask(String command) throws IOException {
        commands.println(command);
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(Worker.ANSWER)) {
                return Arrays.stream(line.substring(Worker.ANSWER.length()).split(" ", -1))
                        .map(Long::valueOf)
                        .toList();
            }
        }
        throw new IOException(description + " ended without an answer to \"" + command + "\": see its messages above");
    }

    /** Lets the worker end and waits for it. */
    @Override
    public void close() throws IOException {
        commands.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
        answers.close();
    }
}

package io.github.spectcad.benchmarks.networks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One side in a Java VM of its own, told through standard input what to do. Arguments: side, backbone, pixels and,
 * where models are saved or loaded, {@code save} or {@code load} and a file, {@code start} for {@link Nd4jStart}, or {@code alone} and a file for {@link OnnxAlone}. Commands: {@code step N} and {@code predict
 * N}, answered by N times in nanoseconds, and {@code memory}, answered by the greatest and the present resident memory in
 * kB. Ends with standard input; after saving, at once.
 */
public final class Worker {
    /** Begins each answer, since native libraries write to standard output too. */
    static final String ANSWER = "answer:";

    private Worker() {}

    /**
     * Runs a worker.
     *
     * @param arguments side, backbone, pixels; {@code save}, {@code load} or {@code alone} and a file, or {@code start}
     * @throws IOException if standard input or the file cannot be read or the file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Side side = Side.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        int pixels = Integer.parseInt(arguments[2]);
        String task = arguments.length > 3 ? arguments[3] : "build";
        switch (task) {
            case "build" -> {
                try (Contender contender = side.contender(arguments[1], pixels)) {
                    answer(contender, contender::step);
                }
            }
            case "start" -> answer(new Nd4jStart(), Worker::refuseToTrain);
            case "save" -> side.save(arguments[1], pixels, Path.of(arguments[4]));
            case "load" -> {
                try (Predictor predictor = side.load(pixels, Path.of(arguments[4]))) {
                    answer(predictor, Worker::refuseToTrain);
                }
            }
            case "alone" -> {
                try (Predictor predictor = new OnnxAlone(pixels, Path.of(arguments[4]))) {
                    answer(predictor, Worker::refuseToTrain);
                }
            }
            default ->
                throw new IllegalArgumentException("no task \"" + task + "\": start, save, load and alone there are");
        }
    }

    private static void refuseToTrain() {
        throw new IllegalStateException("a loaded model is not trained");
    }

    private static void answer(Predictor predictor, Runnable step) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", -1);
            List<Long> answer = switch (words[0]) {
                case "step" -> time(step, Integer.parseInt(words[1]));
                case "predict" -> time(predictor::predict, Integer.parseInt(words[1]));
                case "memory" -> List.of(status("VmHWM:"), status("VmRSS:"));
                default -> throw new IllegalArgumentException("no command \"" + line + "\"");
            };
            System.out.println(ANSWER
                    + String.join(" ", answer.stream().map(String::valueOf).toList()));
        }
    }

    private static List<Long> time(Runnable work, int repetitions) {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) {
            long start = System.nanoTime();
            work.run();
            times.add(System.nanoTime() - start);
        }
        return times;
    }

    private static long status(String field) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(field)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("/proc/self/status has no field " + field);
    }
}

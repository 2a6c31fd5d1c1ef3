package io.github.spectcad.benchmarks.networks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares the networks with PyTorch and ONNX Runtime and prints Markdown tables. Arguments: what to measure ({@code speed}, {@code train}, {@code first},
 * {@code memory}, {@code soak}, {@code profile}, {@code forms}), pixels, repetitions, backbones.
 */
public final class NetworkBenchmark {
    private static final double TRAINING_TARGET = 0.95;
    private static final double PREDICTION_TARGET = 0.5;
    private static final double FIRST_PREDICTION_TARGET = 0.8;
    private static final double MEMORY_TARGET = 1.2;

    /** Predictions before those timed. */
    private static final int WARM_UP = 100;

    /** Predictions timed in a turn. */
    private static final int PREDICTIONS = 10;

    private static final double MILLISECOND = 1e6;

    private final int pixels;
    private final int repetitions;

    private NetworkBenchmark(int pixels, int repetitions) {
        this.pixels = pixels;
        this.repetitions = repetitions;
    }

    /**
     * Runs the comparison.
     *
     * @param arguments what to measure, pixels, repetitions, backbones
     * @throws IOException if a worker fails
     */
    public static void main(String[] arguments) throws IOException {
        NetworkBenchmark benchmark =
                new NetworkBenchmark(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        List<String> backbones = List.of(arguments).subList(3, arguments.length);
        switch (arguments[0]) {
            case "speed" -> benchmark.speed(backbones);
            case "train" -> benchmark.train(backbones);
            case "first" -> benchmark.firstPrediction(backbones);
            case "memory" -> benchmark.memory(backbones);
            case "soak" -> benchmark.soak(backbones);
            case "profile" -> {
                Profile.printMachine();
                backbones.forEach(b -> Profile.print(b, benchmark.pixels, benchmark.repetitions));
            }
            case "forms" -> backbones.forEach(b -> Forms.print(b, benchmark.pixels, benchmark.repetitions));
            default ->
                throw new IllegalArgumentException("cannot measure \"" + arguments[0]
                        + "\": speed, train, first, memory, soak, profile and forms can be");
        }
    }

    private static void header(String unit) {
        System.out.println("| network | ours, " + unit + " | PyTorch, " + unit + " | ratio | target | | ONNX Runtime, "
                + unit + " | ratio |\n|---|---|---|---|---|---|---|---|");
    }

    private void train(List<String> backbones) throws IOException {
        System.out.println("Time of a training step of two patients; median (minimum).\n");
        header("ms");
        for (String backbone : backbones) {
            Sample steps = new Sample();
            try (WorkerProcess ours = new WorkerProcess(Side.SPECT, backbone, pixels);
                    WorkerProcess torch = new WorkerProcess(Side.PYTORCH, backbone, pixels)) {
                Map<Side, WorkerProcess> sides = Map.of(Side.SPECT, ours, Side.PYTORCH, torch);
                for (WorkerProcess worker : sides.values()) {
                    worker.ask("step 2");
                }
                for (int i = 0; i < repetitions; i++) {
                    time(steps, sides, "step 1");
                }
            }
            System.out.println(steps.line(backbone + ", training step", TRAINING_TARGET));
        }
    }

    private void speed(List<String> backbones) throws IOException {
        System.out.println("Time of a training step of two patients and of the prediction of one; median (minimum).\n");
        header("ms");
        for (String backbone : backbones) {
            Sample steps = new Sample();
            Sample predictions = new Sample();
            try (WorkerProcess ours = new WorkerProcess(Side.SPECT, backbone, pixels);
                    WorkerProcess onnx = new WorkerProcess(Side.ONNX, backbone, pixels);
                    WorkerProcess torch = new WorkerProcess(Side.PYTORCH, backbone, pixels)) {
                Map<Side, WorkerProcess> training = Map.of(Side.SPECT, ours, Side.PYTORCH, torch);
                Map<Side, WorkerProcess> all = Map.of(Side.SPECT, ours, Side.ONNX, onnx, Side.PYTORCH, torch);
                for (WorkerProcess worker : training.values()) {
                    worker.ask("step 2");
                }
                for (WorkerProcess worker : all.values()) {
                    worker.ask("predict " + WARM_UP); // until the compiler of the Java VM has nothing left to do
                }
                for (int i = 0; i < repetitions; i++) {
                    time(steps, training, "step 1");
                    time(predictions, all, "predict " + PREDICTIONS);
                }
            }
            System.out.println(steps.line(backbone + ", training step", TRAINING_TARGET));
            System.out.println(predictions.line(backbone + ", prediction", PREDICTION_TARGET));
        }
    }

    private static void time(Sample sample, Map<Side, WorkerProcess> workers, String command) throws IOException {
        for (Side side : Side.values()) {
            if (workers.containsKey(side)) {
                sample.add(side, milliseconds(workers.get(side).ask(command)));
            }
        }
    }

    private static List<Double> milliseconds(List<Long> nanoseconds) {
        return nanoseconds.stream().map(n -> n / MILLISECOND).toList();
    }

    private void firstPrediction(List<String> backbones) throws IOException {
        System.out.println(
                "From the start of a Java VM to its first prediction with a model from a file; median (minimum).\n");
        header("ms");
        List<String> alone = new ArrayList<>();
        for (String backbone : backbones) {
            Sample sample = new Sample();
            Sample onnx = new Sample();
            Map<Side, Path> files = new EnumMap<>(Side.class);
            try {
                for (Side side : Side.values()) {
                    files.put(side, Files.createTempFile(backbone, ".model"));
                    new WorkerProcess(
                                    side,
                                    backbone,
                                    pixels,
                                    "save",
                                    files.get(side).toString())
                            .close();
                }
                for (int i = 0; i <= repetitions; i++) {
                    for (Side side : Side.values()) {
                        long time = untilFirst(
                                side, backbone, "load", files.get(side).toString());
                        if (i > 0) { // the first round unpacks native libraries and fills the file cache
                            sample.add(side, milliseconds(List.of(time)));
                        }
                    }
                    String file = files.get(Side.ONNX).toString();
                    onnx.add(Side.ONNX, milliseconds(List.of(untilFirst(Side.ONNX, backbone, "alone", file))));
                }
            } finally {
                for (Path file : files.values()) {
                    Files.delete(file);
                }
            }
            System.out.println(sample.line(backbone, FIRST_PREDICTION_TARGET));
            alone.add(String.format(
                    Locale.ROOT,
                    "%s: ONNX Runtime alone, with the same file unchecked, %.0f ms (median); through spect-onnx %.2f x that.",
                    backbone,
                    onnx.median(Side.ONNX),
                    sample.median(Side.ONNX) / onnx.median(Side.ONNX)));
        }
        alone.forEach(line -> System.out.println("\n" + line));
        Sample starts = new Sample();
        for (int i = 0; i < repetitions; i++) {
            starts.add(Side.SPECT, milliseconds(List.of(untilFirst(Side.SPECT, "nothing", "start"))));
        }
        System.out.printf(
                Locale.ROOT,
                "%nOf ours, start of the Java VM and of ND4J, to the product of two matrices of 2 x 2: %.0f ms (median).%n",
                starts.median(Side.SPECT));
    }

    /** Nanoseconds from the start of a Java VM to its first prediction. */
    private long untilFirst(Side side, String backbone, String... task) throws IOException {
        long start = System.nanoTime();
        try (WorkerProcess worker = new WorkerProcess(side, backbone, pixels, task)) {
            worker.ask("predict 1");
            return System.nanoTime() - start;
        }
    }

    private void memory(List<String> backbones) throws IOException {
        System.out.println("Peak resident memory of a Java VM that trains on batches of two patients.\n");
        header("MB");
        for (String backbone : backbones) {
            Sample sample = new Sample();
            for (Side side : List.of(Side.SPECT, Side.PYTORCH)) {
                try (WorkerProcess worker = new WorkerProcess(side, backbone, pixels)) {
                    worker.ask("step " + repetitions);
                    sample.add(side, List.of(worker.ask("memory").get(0) / 1024.0));
                }
            }
            System.out.println(sample.line(backbone, MEMORY_TARGET));
        }
    }

    private void soak(List<String> backbones) throws IOException {
        int parts = Math.min(10, repetitions);
        System.out.println("Resident memory of our training, and of a prediction after every tenth of the steps.\n");
        System.out.println("| network | steps | resident, MB |\n|---|---|---|");
        for (String backbone : backbones) {
            try (WorkerProcess worker = new WorkerProcess(Side.SPECT, backbone, pixels)) {
                for (int part = 1; part <= parts; part++) {
                    worker.ask("step " + repetitions / parts);
                    worker.ask("predict 1");
                    System.out.printf(
                            Locale.ROOT,
                            "| %s | %d | %.0f |%n",
                            backbone,
                            part * repetitions / parts,
                            worker.ask("memory").get(1) / 1024.0);
                }
            }
        }
    }
}

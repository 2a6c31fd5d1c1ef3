package io.github.spectcad.benchmarks.pytorch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.github.spectcad.benchmarks.pytorch.ScriptWriter.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A network with early fusion and the paper's head in PyTorch, run as TorchScript: a backbone on a two-channel image, rest
 * and stress, and four clinical features. Used by one thread at a time; holds native memory until closed.
 */
public final class TorchNetwork implements AutoCloseable {
    static final int CHANNELS = 2;

    private final NDManager manager;
    private final PtSymbolBlock module;
    private final int pixels;
    private final DataType type;
    private final String evaluation;
    private final List<TorchParameter> trained;
    private final List<TorchParameter> statistics;
    private final Map<String, NDArray> arrays = new HashMap<>();
    private final IValue trainedList;
    private final IValue statisticsList;
    private NDList optimizerState;

    /**
     * The loss of a batch and its gradient.
     *
     * @param loss binary cross-entropy and L2 penalties
     * @param logits {@code [batch, 3]}
     * @param gradients by parameter
     */
    public record Differentiated(float loss, List<Float> logits, Map<String, float[]> gradients) {}

    /**
     * Builds a network with random parameters, in single precision.
     *
     * @param backbone the backbone
     * @param pixels width and height of the images
     * @param seed seed of the parameters
     */
    public TorchNetwork(TorchBackbone backbone, int pixels, int seed) {
        this(backbone, pixels, seed, false);
    }

    /**
     * Builds a network with random parameters.
     *
     * @param backbone the backbone
     * @param pixels width and height of the images
     * @param seed seed of the parameters
     * @param doublePrecision whether to compute in double precision, for checks
     */
    public TorchNetwork(TorchBackbone backbone, int pixels, int seed, boolean doublePrecision) {
        this.pixels = pixels;
        type = doublePrecision ? DataType.FLOAT64 : DataType.FLOAT32;
        manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
        StringBuilder methods = new StringBuilder();
        String foundEvaluation = null;
        List<TorchParameter> found = null;
        List<TorchParameter> foundStatistics = null;
        for (TorchFlavour flavour : TorchFlavour.values()) {
            ScriptWriter writer = new ScriptWriter(flavour);
            Value map = backbone.write(writer, writer.input("x", CHANNELS, pixels, pixels));
            Value logits = Head.write(writer, map, writer.input("c", Head.CLINICAL, 1, 1));
            String method = TorchMethods.logits(flavour, writer.lines(), logits.name());
            methods.append(method);
            if (flavour == TorchFlavour.EVALUATION) {
                foundEvaluation = method;
            }
            found = writer.trained();
            foundStatistics = writer.statistics();
        }
        evaluation = foundEvaluation;
        trained = found;
        statistics = foundStatistics;
        methods.append(TorchMethods.rest(trained));
        module = load(TorchArchive.of(methods.toString()));
        Engine.getEngine("PyTorch").setRandomSeed(seed);
        trained.forEach(p -> arrays.put(p.name(), initial(p)));
        statistics.forEach(p -> arrays.put(p.name(), initial(p)));
        trainedList = list(trained);
        statisticsList = list(statistics);
    }

    /**
     * Saves the network for prediction, code and parameters, as {@link TorchModule} loads it.
     *
     * @param file where to
     * @throws IOException if the file cannot be written
     */
    public void save(Path file) throws IOException {
        TorchArchive.save(file, evaluation + TorchMethods.saved(), trained, statistics, p -> parameter(p.name()));
    }

    private PtSymbolBlock load(byte[] archive) {
        JniUtils.setGraphExecutorOptimize(false); // run the operations as they are, without compiling for each shape
        try {
            return JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(archive), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private NDArray initial(TorchParameter parameter) {
        Shape shape = shape(parameter);
        return switch (parameter.kind()) {
            case KERNEL -> {
                float limit = (float) Math.sqrt(6 / fans(parameter));
                yield manager.randomUniform(-limit, limit, shape, type);
            }
            case GAMMA, MOVING_VARIANCE -> manager.ones(shape, type);
            case OFFSET, MOVING_MEAN -> manager.zeros(shape, type);
        };
    }

    /** Inputs and outputs of a kernel together, as Glorot counts them. */
    private static double fans(TorchParameter parameter) {
        double area = 1;
        for (long extent :
                parameter.dimensions().subList(2, parameter.dimensions().size())) {
            area *= extent;
        }
        return area * (parameter.dimensions().get(0) + parameter.dimensions().get(1));
    }

    private static Shape shape(TorchParameter parameter) {
        return new Shape(parameter.dimensions());
    }

    private IValue list(List<TorchParameter> parameters) {
        return IValue.listFrom(
                parameters.stream().map(p -> (PtNDArray) arrays.get(p.name())).toArray(PtNDArray[]::new));
    }

    /** {@return extents of the parameters by name, trained ones first, in the order of the layers} */
    public Map<String, List<Long>> parameters() {
        Map<String, List<Long>> result = new LinkedHashMap<>();
        trained.forEach(p -> result.put(p.name(), p.dimensions()));
        statistics.forEach(p -> result.put(p.name(), p.dimensions()));
        return result;
    }

    /**
     * Values of a parameter.
     *
     * @param name its name
     * @return its values, row-major
     */
    public float[] parameter(String name) {
        return floats(array(name));
    }

    /**
     * Sets a parameter.
     *
     * @param name its name
     * @param values its values, row-major
     */
    public void setParameter(String name, float[] values) {
        if (type == DataType.FLOAT64) {
            array(name)
                    .set(DoubleBuffer.wrap(IntStream.range(0, values.length)
                            .mapToDouble(i -> values[i])
                            .toArray()));
        } else {
            array(name).set(FloatBuffer.wrap(values));
        }
    }

    private static float[] floats(NDArray array) {
        return array.toType(DataType.FLOAT32, false).toFloatArray();
    }

    private NDArray array(String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException(
                    "no parameter \"" + name + "\": there are " + parameters().keySet());
        }
        return array;
    }

    /**
     * Probabilities of a batch: running statistics, no gradients.
     *
     * @param images {@code [batch, 2, pixels, pixels]}
     * @param clinical {@code [batch, 4]}
     * @return {@code [batch, 3]}
     */
    public float[] predict(float[] images, float[] clinical) {
        return infer("predict", images, clinical);
    }

    /**
     * Logits of a batch: running statistics, no gradients.
     *
     * @param images {@code [batch, 2, pixels, pixels]}
     * @param clinical {@code [batch, 4]}
     * @return {@code [batch, 3]}
     */
    public float[] logits(float[] images, float[] clinical) {
        return infer("logits_evaluation", images, clinical);
    }

    private float[] infer(String method, float[] images, float[] clinical) {
        try (NDManager scope = manager.newSubManager();
                IValue x = IValue.from((PtNDArray) images(scope, images));
                IValue c = IValue.from((PtNDArray) rows(scope, clinical, Head.CLINICAL));
                IValue result = IValueUtils.runMethod(module, method, x, c, trainedList, statisticsList)) {
            return floats(result.toTensor((PtNDManager) scope));
        }
    }

    /**
     * One step of training: forward, loss, backward, update by Adam with rate 0.001.
     *
     * @param images {@code [batch, 2, pixels, pixels]}
     * @param clinical {@code [batch, 4]}
     * @param labels {@code [batch, 3]}, 0 or 1
     * @return the loss before the update
     */
    public float step(float[] images, float[] clinical, float[] labels) {
        if (optimizerState == null) {
            optimizerState = new NDList();
            for (String moment : List.of("m[]", "v[]")) {
                for (TorchParameter parameter : trained) {
                    NDArray zeros = manager.zeros(shape(parameter));
                    zeros.setName(moment);
                    optimizerState.add(zeros);
                }
            }
            optimizerState.add(manager.zeros(new Shape()));
        }
        try (NDManager scope = manager.newSubManager()) {
            NDList arguments = batch(scope, images, clinical, labels);
            arguments.addAll(optimizerState);
            return train(scope, "step", arguments).head().getFloat();
        }
    }

    /**
     * The loss and its gradient, without dropout and without an update; batch statistics move the running ones.
     *
     * @param images {@code [batch, 2, pixels, pixels]}
     * @param clinical {@code [batch, 4]}
     * @param labels {@code [batch, 3]}, 0 or 1
     * @param batchStatistics whether batch normalisation uses the statistics of the batch, or the running ones
     * @return loss, logits and gradients
     */
    public Differentiated differentiate(float[] images, float[] clinical, float[] labels, boolean batchStatistics) {
        try (NDManager scope = manager.newSubManager()) {
            String method = batchStatistics ? "differentiate_training_without_dropout" : "differentiate_evaluation";
            NDList result = train(scope, method, batch(scope, images, clinical, labels));
            Map<String, float[]> gradients = new HashMap<>();
            for (int i = 0; i < trained.size(); i++) {
                gradients.put(trained.get(i).name(), floats(result.get(2 + i)));
            }
            List<Float> logits = new ArrayList<>();
            for (float logit : floats(result.get(1))) {
                logits.add(logit);
            }
            return new Differentiated(floats(result.get(0))[0], logits, gradients);
        }
    }

    /**
     * The gradient of logits with respect to the images, with running statistics.
     *
     * @param images {@code [batch, 2, pixels, pixels]}
     * @param clinical {@code [batch, 4]}
     * @param weights weight of each logit in the sum that is differentiated, {@code [batch, 3]}
     * @return shaped as the images
     */
    public float[] imageGradient(float[] images, float[] clinical, float[] weights) {
        try (NDManager scope = manager.newSubManager()) {
            return floats(train(scope, "input_gradient", batch(scope, images, clinical, weights))
                    .head());
        }
    }

    private NDList batch(NDManager scope, float[] images, float[] clinical, float[] labels) {
        NDList arguments = new NDList();
        arguments.add(images(scope, images));
        arguments.add(rows(scope, clinical, Head.CLINICAL));
        arguments.add(rows(scope, labels, Head.OUTPUTS));
        addNamed(arguments, "p[]", trained);
        addNamed(arguments, "s[]", statistics);
        if (statistics.isEmpty()) { // DJL cannot pass an empty list
            NDArray unused = scope.zeros(new Shape());
            unused.setName("s[]");
            arguments.add(unused);
        }
        return arguments;
    }

    private void addNamed(NDList arguments, String list, List<TorchParameter> parameters) {
        for (TorchParameter parameter : parameters) {
            NDArray array = arrays.get(parameter.name());
            array.setName(list);
            arguments.add(array);
        }
    }

    private NDList train(NDManager scope, String method, NDList arguments) {
        NDArray methodName = scope.zeros(new Shape());
        methodName.setName("module_method:" + method);
        arguments.add(methodName);
        JniUtils.setGradMode(true);
        try {
            return IValueUtils.forward(module, arguments, true);
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    private NDArray images(NDManager scope, float[] images) {
        long size = (long) CHANNELS * pixels * pixels;
        return scope.create(images, new Shape(images.length / size, CHANNELS, pixels, pixels))
                .toType(type, false);
    }

    private NDArray rows(NDManager scope, float[] values, int columns) {
        return scope.create(values, new Shape(values.length / columns, columns)).toType(type, false);
    }

    @Override
    public void close() {
        trainedList.close();
        statisticsList.close();
        module.close();
        manager.close();
    }
}

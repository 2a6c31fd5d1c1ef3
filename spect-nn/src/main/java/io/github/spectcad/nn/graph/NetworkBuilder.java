package io.github.spectcad.nn.graph;

import io.github.spectcad.nn.kernel.Parallel;
import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.layer.Concat;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.Dense;
import io.github.spectcad.nn.layer.Dropout;
import io.github.spectcad.nn.layer.Flatten;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Maximum;
import io.github.spectcad.nn.layer.ParameterSpec;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.Relu;
import io.github.spectcad.nn.layer.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Builds a network layer by layer, as Keras' functional interface does. Shapes are known and checked at every step; no
 * array is allocated before {@link #build}.
 *
 * <pre>{@code
 * NetworkBuilder net = new NetworkBuilder();
 * Tensor x = net.input("image", Shape.map(2, 290, 290));
 * x = net.relu("conv1_relu", net.conv("conv1", x, Conv2d.of(32, 3)));
 * x = net.maxPool("pool1", x, 2, 2);
 * x = net.dense("probabilities", net.flatten("flatten", x), 3, 0);
 * Network network = net.build(x, seed);
 * }</pre>
 */
public final class NetworkBuilder {
    private static final int MAX_NAME_LENGTH = 200;

    private final List<String> names = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();
    private final List<String> inputNames = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, List<ParameterSpec>> parameters = new HashMap<>();
    private String prefix = "";

    /** An empty network. */
    public NetworkBuilder() {}

    /**
     * Adds an input, or returns the one of that name and shape that is there. All inputs come before the first layer.
     *
     * @param name unique name
     * @param shape its shape, one copy
     * @return its value
     */
    public Tensor input(String name, Shape shape) {
        int known = inputNames.indexOf(name);
        if (known >= 0 && shapes.get(known).equals(shape)) {
            return new Tensor(this, known, name, shape);
        }
        if (!nodes.isEmpty()) {
            throw new IllegalStateException("input " + name + " comes after the first layer: add all inputs first");
        }
        if (shape.copies() != 1) {
            throw new IllegalArgumentException("input " + name + " has shape " + shape + ": must be one copy");
        }
        inputNames.add(name);
        return value(name, shape);
    }

    /**
     * Adds a layer.
     *
     * @param name unique name; parameters are called {@code name/parameter}. Layers that have a counterpart in Keras
     *     Applications carry its name, so that its weights can be loaded
     * @param layer the layer
     * @param inputs what it reads
     * @return its output
     * @throws IllegalArgumentException if the name is taken or the shapes do not fit
     */
    public Tensor add(String name, Layer layer, Tensor... inputs) {
        Objects.requireNonNull(layer, "layer");
        for (Tensor input : inputs) {
            if (input.owner() != this) {
                throw new IllegalArgumentException("input " + input + " of layer " + name + " is of another network");
            }
        }
        List<Integer> indices = Arrays.stream(inputs).map(Tensor::index).toList();
        List<Shape> inputShapes = Arrays.stream(inputs).map(Tensor::shape).toList();
        String fullName = prefix + name;
        Shape shape;
        try {
            shape = layer.outputShape(inputShapes);
            parameters.put(fullName, layer.parameters(inputShapes));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("layer " + fullName + ": " + e.getMessage(), e);
        }
        Tensor output = value(fullName, shape);
        nodes.add(new Node(fullName, layer, indices, output.index()));
        return output;
    }

    /**
     * Adds layers whose names get a prefix, for a second tower with weights of its own.
     *
     * @param towerPrefix put before each name, for example {@code rest_}
     * @param tower adds the layers
     * @return what the tower returns
     */
    public Tensor prefixed(String towerPrefix, java.util.function.Supplier<Tensor> tower) {
        String outer = prefix;
        prefix = outer + towerPrefix;
        try {
            return tower.get();
        } finally {
            prefix = outer;
        }
    }

    private Tensor value(String name, Shape shape) {
        Objects.requireNonNull(name, "name");
        if (name.isBlank() || names.contains(name)) {
            throw new IllegalArgumentException("name \"" + name + "\" is empty or taken: give each layer its own");
        }
        if (name.length() > MAX_NAME_LENGTH
                || name.chars().anyMatch(Character::isISOControl)
                || ("/" + name + "/").contains("//")) {
            throw new IllegalArgumentException("name \"" + name + "\" must have at most " + MAX_NAME_LENGTH
                    + " characters, no control characters and no empty part between slashes");
        }
        names.add(name);
        shapes.add(shape);
        return new Tensor(this, shapes.size() - 1, name, shape);
    }

    /**
     * A convolution; see {@link Conv2d} for its settings.
     *
     * @param name unique name
     * @param x input
     * @param convolution settings
     * @return output
     */
    public Tensor conv(String name, Tensor x, Conv2d convolution) {
        return add(name, convolution, x);
    }

    /**
     * Batch normalisation with momentum 0.99, scale and shift.
     *
     * @param name unique name
     * @param x input
     * @param epsilon added to the variance
     * @return output
     */
    public Tensor batchNorm(String name, Tensor x, double epsilon) {
        return add(name, BatchNorm.of(epsilon), x);
    }

    /**
     * ReLU.
     *
     * @param name unique name
     * @param x input
     * @return output
     */
    public Tensor relu(String name, Tensor x) {
        return add(name, new Relu(), x);
    }

    /**
     * Maximum pooling without padding.
     *
     * @param name unique name
     * @param x input
     * @param size window
     * @param stride step
     * @return output
     */
    public Tensor maxPool(String name, Tensor x, int size, int stride) {
        return add(name, Pool2d.max(size, stride), x);
    }

    /**
     * Average pooling without padding.
     *
     * @param name unique name
     * @param x input
     * @param size window
     * @param stride step
     * @return output
     */
    public Tensor averagePool(String name, Tensor x, int size, int stride) {
        return add(name, Pool2d.average(size, stride), x);
    }

    /**
     * Joins along the channels.
     *
     * @param name unique name
     * @param inputs inputs
     * @return output
     */
    public Tensor concat(String name, Tensor... inputs) {
        return add(name, new Concat(), inputs);
    }

    /**
     * Element-wise maximum.
     *
     * @param name unique name
     * @param a first input
     * @param b second input
     * @return output
     */
    public Tensor maximum(String name, Tensor a, Tensor b) {
        return add(name, new Maximum(), a, b);
    }

    /**
     * Flattens to a vector.
     *
     * @param name unique name
     * @param x input
     * @return output
     */
    public Tensor flatten(String name, Tensor x) {
        return add(name, new Flatten(), x);
    }

    /**
     * A fully connected layer.
     *
     * @param name unique name
     * @param x input, a vector
     * @param units outputs
     * @param l2 L2 penalty of the kernel: {@code l2 * sum(w^2)}; 0 for none
     * @return output
     */
    public Tensor dense(String name, Tensor x, int units, double l2) {
        return add(name, new Dense(units, l2), x);
    }

    /**
     * Dropout.
     *
     * @param name unique name
     * @param x input
     * @param rate probability of dropping a value
     * @return output
     */
    public Tensor dropout(String name, Tensor x, double rate) {
        return add(name, Dropout.of(rate), x);
    }

    /** {@return the layers added so far by name, in order} */
    public Map<String, Layer> layers() {
        Map<String, Layer> layers = new LinkedHashMap<>();
        nodes.forEach(node -> layers.put(node.name(), node.layer()));
        return layers;
    }

    /**
     * Number of parameters added so far, without allocating them.
     *
     * @param trainableOnly whether to leave out running statistics
     * @return their number
     */
    public long parameterCount(boolean trainableOnly) {
        return parameters.values().stream()
                .flatMap(List::stream)
                .filter(p -> p.trainable() || !trainableOnly)
                .mapToLong(ParameterSpec::size)
                .sum();
    }

    /**
     * Builds the network in single precision.
     *
     * @param output its output: a vector of logits
     * @param seed seed of the parameters' first values
     * @return the network
     * @throws IllegalArgumentException as {@link #allocate} does
     */
    public Network build(Tensor output, long seed) {
        return build(output, seed, DataType.FLOAT);
    }

    /**
     * Builds the network.
     *
     * @param output its output: a vector of logits
     * @param seed seed of the parameters' first values; each parameter's values depend on the seed and its name alone
     * @param type {@link DataType#FLOAT} or {@link DataType#DOUBLE}; double is for checks, native convolutions in it are
     *     slow
     * @return the network
     * @throws IllegalArgumentException as {@link #allocate} does
     */
    public Network build(Tensor output, long seed, DataType type) {
        Network network = allocate(output, type);
        Map<String, ParameterSpec> specs = new HashMap<>();
        parameters.forEach((layer, list) -> list.forEach(spec -> specs.put(layer + "/" + spec.name(), spec)));
        List<Parameter> layout = network.parameters();
        Parallel.run(layout.size(), i -> {
            String name = layout.get(i).name();
            ParameterSpec spec = specs.get(name);
            float[] values = new float[Math.toIntExact(spec.size())];
            spec.initializer().fill(values, new SplittableRandom(Seeds.mix(seed, name)));
            network.store().set(name, values);
        });
        return network;
    }

    /**
     * Builds the network with undefined parameters, for one whose values are all to be read from a file.
     *
     * @param output its output: a vector of logits
     * @param type {@link DataType#FLOAT} or {@link DataType#DOUBLE}
     * @return the network
     * @throws IllegalArgumentException if the output is no vector of this network, or does not depend on every input and
     *     layer added: Keras drops such layers silently, here they are taken for a mistake, because their parameters would
     *     be counted and never trained
     */
    public Network allocate(Tensor output, DataType type) {
        if (type != DataType.FLOAT && type != DataType.DOUBLE) {
            throw new IllegalArgumentException("data type is " + type + ": must be FLOAT or DOUBLE");
        }
        if (output.owner() != this
                || !output.shape().isVector()
                || output.shape().copies() != 1) {
            throw new IllegalArgumentException("output is " + output + ": must be a vector of this network");
        }
        Topology topology = new Topology(inputNames, nodes, shapes, output.index());
        List<String> deadEnds = topology.deadEnds();
        if (!deadEnds.isEmpty()) {
            throw new IllegalArgumentException("output " + output.name() + " does not depend on "
                    + String.join(", ", deadEnds) + ": use what they give on the way to the output, or leave them out");
        }
        return new Network(topology, ParameterStore.allocate(parameters(), type));
    }

    /** {@return the inputs added so far, in order} */
    public List<Tensor> inputs() {
        return IntStream.range(0, inputNames.size())
                .mapToObj(i -> new Tensor(this, i, names.get(i), shapes.get(i)))
                .toList();
    }

    /** {@return the parameters of the layers added so far, as the network will have them; nothing is allocated} */
    public List<Parameter> parameters() {
        List<Parameter> layout = new ArrayList<>();
        long offset = 0;
        for (boolean trainable : new boolean[] {true, false}) {
            for (Node node : nodes) {
                for (ParameterSpec spec : parameters.get(node.name())) {
                    if (spec.trainable() == trainable) {
                        layout.add(new Parameter(
                                node.name() + "/" + spec.name(),
                                spec.dimensions(),
                                trainable,
                                spec.l2(),
                                spec.minimum(),
                                offset,
                                spec.size()));
                        offset += spec.size();
                    }
                }
            }
        }
        return layout;
    }
}

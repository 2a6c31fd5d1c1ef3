package io.github.spectcad.nn.graph;

import io.github.spectcad.core.spi.Lifetime;
import io.github.spectcad.nn.layer.BatchNormStatistics;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network: layers and the values of their parameters. It computes nothing itself: {@link #train} gives a session that
 * changes the parameters, {@link #freeze} a copy for fast, concurrent inference, {@link #saliency} gradients with respect
 * to the inputs.
 *
 * <p>Holds native memory until it and every session and shared form of it are closed; used after its own closing, it throws
 * {@link IllegalStateException}. Not safe for use while another thread trains it.
 */
public final class Network implements AutoCloseable {
    private final Topology topology;
    private final ParameterStore parameters;
    private final Lifetime lifetime;

    Network(Topology topology, ParameterStore parameters) {
        this.topology = topology;
        this.parameters = parameters;
        this.lifetime = new Lifetime("network", parameters::close);
    }

    /** {@return names of the inputs, in the order in which their values are given} */
    public List<String> inputNames() {
        return topology.inputNames();
    }

    /** {@return shapes of the inputs, in the order of {@link #inputNames()}} */
    public List<Shape> inputShapes() {
        return topology.shapes().subList(0, topology.inputNames().size());
    }

    /** {@return number of outputs (logits)} */
    public int outputs() {
        return topology.shapes().get(topology.output()).channels();
    }

    /** {@return names of the layers, in the order they are computed} */
    public List<String> layerNames() {
        return topology.nodes().stream().map(Node::name).toList();
    }

    /**
     * What a layer reads.
     *
     * @param layer name of the layer
     * @return names of layers or inputs, in order
     */
    public List<String> layerInputs(String layer) {
        int value = valueOf(layer);
        List<String> names = new ArrayList<>(topology.inputNames());
        names.addAll(layerNames()); // values are numbered in this order
        return topology.nodes().stream()
                .filter(n -> n.output() == value)
                .flatMap(n -> n.inputs().stream())
                .map(names::get)
                .toList();
    }

    /**
     * Shape of a layer's output.
     *
     * @param layer name of the layer
     * @return the shape
     */
    public Shape layerShape(String layer) {
        return topology.shapes().get(valueOf(layer));
    }

    /**
     * The last maps of pixels on the ways to the output: of the backbone, of each tower where several are joined, of each
     * member of an ensemble.
     *
     * @return the layers; empty where the network has no layer of more than one pixel
     * @since 0.1.0
     */
    public List<FeatureMap> lastFeatureMaps() {
        return FeatureMap.of(topology);
    }

    /** Looks at a layer in its place. */
    @FunctionalInterface
    public interface LayerVisitor {
        /**
         * Takes one layer.
         *
         * @param name name of the layer
         * @param layer the layer
         * @param inputs names of the layers or inputs of the network that it reads, in order
         * @param shapes their shapes
         */
        void visit(String name, Layer layer, List<String> inputs, List<Shape> shapes);
    }

    /**
     * Shows all layers in the order they are computed, the one that gives the output last.
     *
     * @param visitor takes them one by one
     */
    public void visitLayers(LayerVisitor visitor) {
        List<String> values = new ArrayList<>(topology.inputNames());
        values.addAll(layerNames()); // values are numbered in this order
        for (Node node : topology.nodes()) {
            visitor.visit(
                    node.name(),
                    node.layer(),
                    node.inputs().stream().map(values::get).toList(),
                    node.inputShapes(topology.shapes()));
        }
    }

    int valueOf(String layer) {
        return topology.nodes().stream()
                .filter(n -> n.name().equals(layer))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no layer \"" + layer + "\" in this network"))
                .output();
    }

    /** {@return the parameters: trainable ones first, in the order of the layers} */
    public List<Parameter> parameters() {
        return parameters.layout();
    }

    /**
     * The values of a parameter.
     *
     * @param name {@code layer/parameter}
     * @return a view: writing to it changes the network; not to be used once the network is closed
     */
    public INDArray parameter(String name) {
        return lifetime.use(() -> parameters.view(name));
    }

    /**
     * Copies the values of a parameter out.
     *
     * @param name {@code layer/parameter}
     * @return its values, row-major
     */
    public float[] parameterValues(String name) {
        return lifetime.use(() -> Transfer.toFloats(parameters.view(name)));
    }

    /**
     * Sets the values of a parameter.
     *
     * @param name {@code layer/parameter}
     * @param values as many finite values as the parameter has, row-major
     * @throws IllegalArgumentException if there is no such parameter, the length differs, or a value is not finite or
     *     smaller than allowed, as a negative variance
     */
    public void setParameter(String name, float[] values) {
        INDArray view = parameters.view(name);
        if (values.length != view.length()) {
            throw new IllegalArgumentException(
                    "parameter " + name + " has " + view.length() + " values, got " + values.length);
        }
        InputChecks.requireFinite("parameter " + name, values);
        InputChecks.requireAtLeast(parameters.minimum(name), "parameter " + name, values);
        lifetime.run(() -> Transfer.copy(values, view));
    }

    /** {@return number of parameter values} */
    public long parameterCount() {
        return parameters.layout().stream().mapToLong(Parameter::size).sum();
    }

    /** {@return number of trainable parameter values} */
    public long trainableCount() {
        return parameters.trainableSize();
    }

    /**
     * The flat array of all parameters, laid out as {@link #parameters()} says.
     *
     * @return the array itself: writing to it changes the network; not to be used once the network is closed
     */
    public INDArray flatParameters() {
        return lifetime.use(parameters::flat);
    }

    /** {@return float or double} */
    public DataType dataType() {
        return parameters.flat().dataType();
    }

    /**
     * Copies all parameters from a network of the same layout.
     *
     * @param other the network to copy from
     * @throws IllegalArgumentException if the parameters differ in name, shape or order
     */
    public void copyParametersFrom(Network other) {
        if (!parameters.layout().equals(other.parameters.layout())) {
            throw new IllegalArgumentException("the networks have different parameters");
        }
        lifetime.run(() -> other.lifetime.run(() -> parameters.flat().assign(other.parameters.flat())));
    }

    /**
     * Starts training, with batch normalisations as the layers say. While the session is used, no other thread may use the
     * network.
     *
     * @param optimizer settings of Adam
     * @return the session
     */
    public TrainingSession train(Adam optimizer) {
        return train(optimizer, BatchNormStatistics.KERAS);
    }

    /**
     * Starts training. While the session is used, no other thread may use the network.
     *
     * @param optimizer settings of Adam
     * @param statistics what batch normalisations normalise by
     * @return the session
     */
    public TrainingSession train(Adam optimizer, BatchNormStatistics statistics) {
        return train(optimizer, statistics, MemoryUse.REUSED);
    }

    /**
     * Starts training, for checks of layers: the use of memory changes no result if every layer keeps to what it says of
     * itself. While the session is used, no other thread may use the network.
     *
     * @param optimizer settings of Adam
     * @param statistics what batch normalisations normalise by
     * @param memory how arrays share memory
     * @return the session
     */
    public TrainingSession train(Adam optimizer, BatchNormStatistics statistics, MemoryUse memory) {
        return new TrainingSession(
                this,
                Objects.requireNonNull(optimizer, "optimizer"),
                Objects.requireNonNull(statistics, "statistics"),
                Objects.requireNonNull(memory, "memory"));
    }

    /**
     * Copies the network as it is now into a form made for inference.
     *
     * @return the copy; later changes of this network do not reach it
     */
    public FrozenNetwork freeze() {
        return FrozenNetwork.copying(this);
    }

    /**
     * As {@link #freeze}, without copying parameters that are used as they are. For networks that are not trained any
     * more.
     *
     * @return the form for inference; this network must not change any more
     */
    public FrozenNetwork freezeSharing() {
        return FrozenNetwork.sharing(this);
    }

    /** {@return a session that computes gradients with respect to the inputs, one sample at a time} */
    public SaliencySession saliency() {
        return new SaliencySession(this);
    }

    /**
     * Starts predicting with dropout.
     *
     * @return a session that predicts as the network does, but drops values as in training, one sample at a time
     * @since 0.1.0
     */
    public DropoutSession dropout() {
        return new DropoutSession(this);
    }

    Lifetime lifetime() {
        return lifetime;
    }

    boolean hasParameter(String name) {
        return parameters.has(name);
    }

    Topology topology() {
        return topology;
    }

    ParameterStore store() {
        return parameters;
    }

    /** A store of the trainable parameters' gradients. */
    ParameterStore newGradients() {
        List<Parameter> trainable = new ArrayList<>(parameters.layout());
        trainable.removeIf(p -> !p.trainable());
        ParameterStore gradients = ParameterStore.allocate(trainable, dataType());
        gradients.flat().assign(0);
        return gradients;
    }

    @Override
    public void close() {
        lifetime.close();
    }
}

package io.github.spectcad.nn.graph;

import io.github.spectcad.nn.frozen.FrozenConv2d;
import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.Parallel;
import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.layer.BatchNormFoldable;
import io.github.spectcad.nn.layer.ParameterSpec;
import io.github.spectcad.nn.layer.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rewrites a network for inference: leaves out layers that do nothing then, and folds each batch normalisation into the
 * convolution before it where nothing else reads that convolution.
 */
final class InferenceRewriter {
    private final Network network;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Supplier<float[]>> folded = new HashMap<>();
    private final Topology topology;

    InferenceRewriter(Network network) {
        this.network = network;
        Topology source = network.topology();
        int[] readers = new int[source.shapes().size()];
        source.nodes().forEach(n -> n.inputs().forEach(i -> readers[i]++));
        int[] renamed = new int[source.shapes().size()];
        for (int i = 0; i < renamed.length; i++) {
            renamed[i] = i;
        }
        Map<Integer, Integer> producers = new HashMap<>(); // value -> position in nodes
        for (Node node : source.nodes()) {
            List<Integer> inputs = node.inputs().stream().map(i -> renamed[i]).toList();
            Integer producer = producers.get(inputs.get(0));
            if (node.layer().isIdentityInInference()) {
                renamed[node.output()] = inputs.get(0);
                readers[inputs.get(0)] += readers[node.output()] - 1;
            } else if (node.layer() instanceof BatchNorm norm
                    && producer != null
                    && readers[inputs.get(0)] == 1
                    && nodes.get(producer).layer() instanceof BatchNormFoldable) {
                nodes.set(producer, fold(nodes.get(producer), norm, node));
                renamed[node.output()] = inputs.get(0);
                readers[inputs.get(0)] = readers[node.output()];
                producers.remove(inputs.get(0));
            } else {
                producers.put(node.output(), nodes.size());
                nodes.add(new Node(node.name(), node.layer(), inputs, node.output()));
            }
        }
        Topology rewritten = compact(source, renamed[source.output()]);
        topology = network.dataType() == DataType.FLOAT ? FrozenForms.apply(Fusion.apply(rewritten)) : rewritten;
    }

    Topology topology() {
        return topology;
    }

    /** Numbers the remaining values without gaps. */
    private Topology compact(Topology source, int output) {
        int[] indices = new int[source.shapes().size()];
        List<Shape> shapes = new ArrayList<>();
        for (int i = 0; i < source.inputNames().size(); i++) {
            indices[i] = i;
            shapes.add(source.shapes().get(i));
        }
        List<Node> compacted = new ArrayList<>();
        for (Node node : nodes) {
            indices[node.output()] = shapes.size();
            shapes.add(source.shapes().get(node.output()));
            compacted.add(new Node(
                    node.name(),
                    node.layer(),
                    node.inputs().stream().map(i -> indices[i]).toList(),
                    indices[node.output()]));
        }
        return new Topology(source.inputNames(), compacted, shapes, indices[output]);
    }

    /**
     * The parameters of the rewritten network.
     *
     * @param shared whether those that are used as they are lie where the network has them
     */
    ParameterStore parameters(boolean shared) {
        List<String> sharedOnes = new ArrayList<>();
        List<Parameter> own = new ArrayList<>();
        long offset = 0;
        Map<String, Node> owners = new HashMap<>();
        for (Node node : topology.nodes()) {
            for (ParameterSpec spec : node.layer().parameters(node.inputShapes(topology.shapes()))) {
                String name = node.name() + "/" + spec.name();
                if (shared && isUsedAsItIs(node, name)) {
                    sharedOnes.add(name);
                } else {
                    own.add(new Parameter(name, spec.dimensions(), false, 0, spec.minimum(), offset, spec.size()));
                    owners.put(name, node);
                    offset += spec.size();
                }
            }
        }
        ParameterStore store = ParameterStore.allocate(own, network.dataType());
        sharedOnes.forEach(name -> store.share(name, network.parameter(name)));
        Parallel.run(
                own.size(), i -> fill(owners.get(own.get(i).name()), own.get(i).name(), store));
        return store;
    }

    private boolean isUsedAsItIs(Node node, String name) {
        return !folded.containsKey(name) && network.hasParameter(name) && !isConverted(node, name);
    }

    private static boolean isConverted(Node node, String name) {
        return node.layer() instanceof FrozenConv2d convolution
                && convolution.winograd()
                && name.endsWith("/" + BatchNormFoldable.KERNEL);
    }

    private void fill(Node node, String name, ParameterStore store) {
        INDArray target = store.view(name);
        if (isConverted(node, name)) {
            float[] kernel = folded.getOrDefault(name, () -> network.parameterValues(name))
                    .get();
            ((FrozenConv2d) node.layer()).convertKernel(kernel, Floats.of(target));
        } else if (folded.containsKey(name)) {
            Transfer.copy(folded.get(name).get(), target);
        } else if (network.hasParameter(name)) {
            target.assign(network.parameter(name));
        } else { // the bias of a convolution that has none
            target.assign(0);
        }
    }

    /** Puts the scale and shift of a batch normalisation into the kernel and bias of the convolution before it. */
    private Node fold(Node convolution, BatchNorm norm, Node normNode) {
        BatchNormFoldable layer = (BatchNormFoldable) convolution.layer();
        float[] mean = parameter(normNode, BatchNorm.MOVING_MEAN);
        float[] variance = parameter(normNode, BatchNorm.MOVING_VARIANCE);
        float[] gamma = norm.scale() ? parameter(normNode, BatchNorm.GAMMA) : null;
        float[] beta = norm.center() ? parameter(normNode, BatchNorm.BETA) : null;
        float[] bias = layer.bias() ? parameter(convolution, BatchNormFoldable.BIAS) : new float[mean.length];
        double[] scale = new double[mean.length];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = (gamma == null ? 1 : gamma[i]) / Math.sqrt(variance[i] + norm.epsilon());
            bias[i] = (float) ((bias[i] - (double) mean[i]) * scale[i] + (beta == null ? 0 : beta[i]));
        }
        folded.put(convolution.name() + "/" + BatchNormFoldable.KERNEL, () -> {
            float[] kernel = parameter(convolution, BatchNormFoldable.KERNEL);
            layer.scaleOutputs(kernel, scale);
            return kernel;
        });
        folded.put(convolution.name() + "/" + BatchNormFoldable.BIAS, () -> bias);
        return new Node(convolution.name(), layer.withBias(), convolution.inputs(), convolution.output());
    }

    private float[] parameter(Node node, String name) {
        return network.parameterValues(node.name() + "/" + name);
    }
}

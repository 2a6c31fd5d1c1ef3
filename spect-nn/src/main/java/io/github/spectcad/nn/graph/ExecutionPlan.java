package io.github.spectcad.nn.graph;

import io.github.spectcad.nn.kernel.NativeOp;
import io.github.spectcad.nn.layer.Binding;
import io.github.spectcad.nn.layer.BoundLayer;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Mode;
import io.github.spectcad.nn.layer.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network bound to memory for one batch size and mode: every array has its place before the first step, places are
 * reused as soon as their content is dead, and a step allocates nothing. Used by one thread at a time.
 */
final class ExecutionPlan implements AutoCloseable {
    private final Topology topology;
    private final ParameterStore parameters;
    private final ParameterStore gradients;
    private final Mode mode;
    private final int batch;
    private final MemoryUse memory;
    private final boolean[] readBackward;
    private final Arena arena = new Arena();
    private final Arena.Block[] values;
    private final ConcatPlaces places;
    private final Arena.Block[] valueGradients;
    private final boolean[] differentiated;
    private final List<Runnable> forward = new ArrayList<>();
    private final List<Runnable> backward = new ArrayList<>();
    private long stepSeed;

    /**
     * Plans and binds.
     *
     * @param gradients where parameter gradients go; null in inference
     */
    ExecutionPlan(Topology topology, ParameterStore parameters, ParameterStore gradients, Mode mode, int batch) {
        this(topology, parameters, gradients, mode, batch, MemoryUse.REUSED);
    }

    /**
     * Plans and binds.
     *
     * @param gradients where parameter gradients go; null in inference
     * @param memory how arrays share memory
     */
    ExecutionPlan(
            Topology topology,
            ParameterStore parameters,
            ParameterStore gradients,
            Mode mode,
            int batch,
            MemoryUse memory) {
        this.topology = topology;
        this.parameters = parameters;
        this.gradients = gradients;
        this.mode = mode;
        this.batch = batch;
        this.memory = memory;
        int count = topology.shapes().size();
        values = new Arena.Block[count];
        places = mode == Mode.INFERENCE && batch == 1 ? ConcatPlaces.of(topology) : ConcatPlaces.none(topology);
        valueGradients = new Arena.Block[count];
        differentiated = new boolean[count];
        readBackward = new boolean[count];
        findDifferentiated();
        planValues();
        List<NodeBinding> bindings = planNodes();
        arena.allocate(parameters.flat().dataType());
        bind(bindings);
    }

    private int nodes() {
        return topology.nodes().size();
    }

    private int forwardTime(int node) {
        return 1 + node;
    }

    private int backwardTime(int node) {
        return 2 * nodes() + 1 - node;
    }

    private int endTime() {
        return 2 * nodes() + 2;
    }

    /** Marks the values whose gradient is needed. */
    private void findDifferentiated() {
        if (mode == Mode.INFERENCE) {
            return;
        }
        for (int i = 0; i < topology.inputNames().size(); i++) {
            differentiated[i] = mode == Mode.SALIENCY;
        }
        for (Node node : topology.nodes()) {
            boolean trainable = mode.isTraining()
                    && node.layer().parameters(node.inputShapes(topology.shapes())).stream()
                            .anyMatch(p -> p.trainable());
            differentiated[node.output()] = trainable || node.inputs().stream().anyMatch(i -> differentiated[i]);
        }
    }

    private Arena.Block block(int value, int time) {
        return reserve(
                (long) batch
                        * topology.shapes().get(value).copies()
                        * topology.shapes().get(value).size(),
                time);
    }

    private Arena.Block reserve(long size, int time) {
        Arena.Block block = arena.block(size, time);
        if (memory != MemoryUse.REUSED) {
            block.include(0);
            block.include(endTime());
        }
        return block;
    }

    /** Gives every value a block that lives as long as something reads it. */
    private void planValues() {
        int[] readers = new int[values.length];
        for (Node node : topology.nodes()) {
            for (int input : node.inputs()) {
                readers[input]++;
                readBackward[input] |= differentiated[node.output()]
                        && node.layer().backwardReads().inputs();
            }
            readBackward[node.output()] |= differentiated[node.output()]
                    && node.layer().backwardReads().output();
        }
        for (int i = 0; i < topology.inputNames().size(); i++) {
            values[i] = block(i, 0);
        }
        for (int i = 0; i < nodes(); i++) {
            Node node = topology.nodes().get(i);
            int output = node.output();
            if (canShare(node, readers)) {
                int input = node.inputs().get(0);
                values[output] = values[input];
                readBackward[output] |= readBackward[input];
            } else {
                int whole = places.whole(output);
                if (values[whole] == null) {
                    values[whole] = block(whole, forwardTime(i));
                }
                values[output] = values[whole];
            }
            values[output].include(forwardTime(i));
            for (int input : node.inputs()) {
                values[input].include(forwardTime(i));
                if (differentiated[output] && node.layer().backwardReads().inputs()) {
                    values[input].include(backwardTime(i));
                }
            }
            if (differentiated[output] && node.layer().backwardReads().output()) {
                values[output].include(backwardTime(i));
            }
        }
        values[topology.output()].include(endTime());
        if (mode == Mode.SALIENCY) {
            for (Arena.Block value : values) {
                value.include(endTime());
            }
        }
    }

    private boolean worksInPlace(Node node) {
        return node.layer().sharing() != Layer.Sharing.NONE && mode != Mode.SALIENCY && memory == MemoryUse.REUSED;
    }

    private boolean canShare(Node node, int[] readers) {
        if (!worksInPlace(node)) {
            return false;
        }
        int input = node.inputs().get(0);
        if (topology.isInput(input) || input == topology.output() || readers[input] != 1) {
            return false;
        }
        if (places.isJoined(input) || places.isJoined(node.output())) {
            return false;
        }
        return node.layer().sharing() == Layer.Sharing.VIEW || !readBackward[input];
    }

    /** Gives gradients their blocks; a value read by several layers collects the sum of their gradients. */
    private List<NodeBinding> planNodes() {
        List<NodeBinding> bindings = new ArrayList<>();
        boolean[] started = new boolean[values.length];
        if (differentiated[topology.output()]) {
            valueGradients[topology.output()] = block(topology.output(), nodes() + 1);
            started[topology.output()] = true;
        }
        for (int i = nodes() - 1; i >= 0; i--) {
            Node node = topology.nodes().get(i);
            long workspace = node.layer().workspace(node.inputShapes(topology.shapes()), batch);
            NodeBinding binding =
                    new NodeBinding(node, workspace == 0 ? null : reserve(workspace, forwardTime(i)), workspace);
            bindings.add(binding);
            if (!differentiated[node.output()]) {
                continue;
            }
            int time = backwardTime(i);
            valueGradients[node.output()].include(time);
            for (int j = 0; j < node.inputs().size(); j++) {
                int input = node.inputs().get(j);
                if (!differentiated[input]) {
                    continue;
                }
                if (started[input]) {
                    valueGradients[input].include(time);
                    binding.contribution[j] = block(input, time);
                } else {
                    boolean shared = j == 0 && worksInPlace(node);
                    valueGradients[input] = shared ? valueGradients[node.output()] : block(input, time);
                    started[input] = true;
                    binding.contribution[j] = valueGradients[input];
                }
                if (mode == Mode.SALIENCY) {
                    valueGradients[input].include(endTime());
                }
            }
        }
        Collections.reverse(bindings);
        return bindings;
    }

    private void bind(List<NodeBinding> bindings) {
        for (NodeBinding binding : bindings) {
            BoundLayer layer = binding.node.layer().bind(binding);
            forward.add(layer::forward);
            if (differentiated[binding.node.output()]) {
                List<Runnable> step = new ArrayList<>();
                step.add(layer::backward);
                for (int j = 0; j < binding.contribution.length; j++) {
                    int input = binding.node.inputs().get(j);
                    if (binding.contribution[j] != null && binding.contribution[j] != valueGradients[input]) {
                        INDArray sum = view(valueGradients, input);
                        NativeOp add = NativeOp.of("add")
                                .inputs(sum, binding.inputGradient(j))
                                .outputs(sum)
                                .build();
                        step.add(add::run);
                    }
                }
                backward.addAll(0, step);
            }
        }
    }

    private INDArray view(Arena.Block[] blocks, int value) {
        return arena.view(blocks[value], 0, topology.shapes().get(value).dimensions(batch));
    }

    int batch() {
        return batch;
    }

    INDArray value(int index) {
        return arena.view(
                values[index],
                places.offset(index),
                topology.shapes().get(index).dimensions(batch));
    }

    INDArray gradient(int index) {
        return view(valueGradients, index);
    }

    /** Elements of the arena. */
    long memory() {
        return arena.size();
    }

    void forward(long seed) {
        stepSeed = seed;
        forward.forEach(Runnable::run);
    }

    /** A forward pass that measures what each layer takes. */
    List<LayerTime> profile() {
        List<LayerTime> times = new ArrayList<>();
        for (int i = 0; i < forward.size(); i++) {
            Node node = topology.nodes().get(i);
            long start = System.nanoTime();
            forward.get(i).run();
            long time = System.nanoTime() - start;
            times.add(new LayerTime(
                    node.name(),
                    node.layer(),
                    node.inputShapes(topology.shapes()),
                    topology.shapes().get(node.output()),
                    time));
        }
        return times;
    }

    void backward() {
        if (memory == MemoryUse.POISONED) {
            poison();
        }
        backward.forEach(Runnable::run);
    }

    /** Overwrites what by the layers' word is not read any more. */
    private void poison() {
        for (int i = 0; i < values.length; i++) {
            if (!readBackward[i] && i != topology.output()) {
                value(i).assign(Double.NaN);
            }
        }
    }

    @Override
    public void close() {
        arena.close();
    }

    /** The view of the plan that one layer gets. */
    private final class NodeBinding implements Binding {
        private final Node node;
        private final Arena.Block[] contribution;
        private final Arena.Block workspace;
        private final long workspaceSize;

        NodeBinding(Node node, Arena.Block workspace, long workspaceSize) {
            this.node = node;
            this.workspace = workspace;
            this.workspaceSize = workspaceSize;
            this.contribution = new Arena.Block[node.inputs().size()];
        }

        @Override
        public Mode mode() {
            return mode;
        }

        @Override
        public int batch() {
            return batch;
        }

        @Override
        public int inputCount() {
            return node.inputs().size();
        }

        @Override
        public Shape inputShape(int index) {
            return topology.shapes().get(node.inputs().get(index));
        }

        @Override
        public Shape outputShape() {
            return topology.shapes().get(node.output());
        }

        @Override
        public INDArray input(int index) {
            return value(node.inputs().get(index));
        }

        @Override
        public INDArray output() {
            return value(node.output());
        }

        @Override
        public boolean wantsInputGradient(int index) {
            return contribution[index] != null;
        }

        @Override
        public INDArray inputGradient(int index) {
            if (contribution[index] == null) {
                throw new IllegalStateException(
                        "the gradient of input " + index + " of layer " + node.name() + " is not wanted");
            }
            return arena.view(contribution[index], 0, inputShape(index).dimensions(batch));
        }

        @Override
        public INDArray outputGradient() {
            if (valueGradients[node.output()] == null) {
                throw new IllegalStateException("there is no gradient of the output of layer " + node.name()
                        + (mode == Mode.INFERENCE
                                ? " in inference: ask for it in backward(), which is not called then"
                                : ": nothing before it learns"));
            }
            return gradient(node.output());
        }

        @Override
        public boolean wantsParameterGradients() {
            return mode.isTraining();
        }

        @Override
        public INDArray parameter(String name) {
            return parameters.view(node.name() + "/" + name);
        }

        @Override
        public INDArray parameterGradient(String name) {
            if (gradients == null) {
                throw new IllegalStateException("there is no gradient of parameter " + name + " of layer " + node.name()
                        + " in inference: ask for it in backward(), which is not called then");
            }
            return gradients.view(node.name() + "/" + name);
        }

        @Override
        public INDArray allocate(long... dimensions) {
            DataType type = parameters.flat().dataType();
            return Nd4j.create(type, dimensions);
        }

        @Override
        public INDArray workspace() {
            if (workspace == null) {
                throw new IllegalStateException("layer " + node.name() + " has not asked for a workspace");
            }
            return arena.view(workspace, 0, new long[] {workspaceSize});
        }

        @Override
        public long seed() {
            return Seeds.mix(stepSeed, node.name());
        }
    }
}

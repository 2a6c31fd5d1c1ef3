package io.github.spectcad.nn.graph;

import io.github.spectcad.nn.frozen.FrozenConv2d;
import io.github.spectcad.nn.frozen.FrozenDepthwiseConv2d;
import io.github.spectcad.nn.kernel.Activation;
import io.github.spectcad.nn.layer.Add;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.DepthwiseConv2d;
import io.github.spectcad.nn.layer.Fusible;
import io.github.spectcad.nn.layer.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Gives convolutions the form that is fastest in inference, and lets them do what follows: additions, activations, pools. */
final class FrozenForms {
    private final Topology source;
    private final int[] readers;
    private final List<Node> nodes = new ArrayList<>(); // null where a convolution has moved to the addition after it
    private final Map<Integer, Integer> convolutions = new HashMap<>(); // value -> position in nodes

    private FrozenForms(Topology source) {
        this.source = source;
        readers = new int[source.shapes().size()];
        source.nodes().forEach(n -> n.inputs().forEach(i -> readers[i]++));
        readers[source.output()]++;
    }

    /** The same network in single precision with convolutions replaced; parameters keep their names. */
    static Topology apply(Topology source) {
        FrozenForms forms = new FrozenForms(source);
        source.nodes().forEach(forms::add);
        List<Node> nodes = forms.nodes.stream().filter(Objects::nonNull).toList();
        return new Topology(source.inputNames(), nodes, source.shapes(), source.output());
    }

    private void add(Node node) {
        if (node.layer() instanceof Conv2d conv) {
            Conv2d biased = (Conv2d) conv.withBias();
            FrozenConv2d frozen =
                    FrozenConv2d.of(biased, source.shapes().get(node.inputs().get(0)));
            put(new Node(node.name(), frozen, node.inputs(), node.output()));
        } else if (node.layer() instanceof DepthwiseConv2d conv) {
            DepthwiseConv2d biased = (DepthwiseConv2d) conv.withBias();
            FrozenDepthwiseConv2d frozen = new FrozenDepthwiseConv2d(biased, Activation.NONE);
            put(new Node(node.name(), frozen, node.inputs(), node.output()));
        } else if (node.layer().equals(Add.plain())
                && takesResidual(node.inputs().get(0))) {
            addResidual(node.inputs().get(0), node.inputs().get(1), node.output());
        } else if (node.layer().equals(Add.plain())
                && takesResidual(node.inputs().get(1))) {
            addResidual(node.inputs().get(1), node.inputs().get(0), node.output());
        } else if (!fuse(node)) {
            nodes.add(node);
        }
    }

    /** Lets a convolution that nothing else reads do what follows it, if it can. */
    private boolean fuse(Node node) {
        int value = node.inputs().get(0);
        Integer position = convolutions.get(value);
        if (position == null
                || node.inputs().size() != 1
                || readers[value] != 1
                || !(nodes.get(position).layer() instanceof Fusible fusible)) {
            return false;
        }
        Node convolution = nodes.get(position);
        Optional<Layer> fused = fusible.fusedWith(node.layer());
        fused.ifPresent(layer -> {
            nodes.set(position, new Node(convolution.name(), layer, convolution.inputs(), node.output()));
            convolutions.put(node.output(), position);
        });
        return fused.isPresent();
    }

    private void put(Node node) {
        convolutions.put(node.output(), nodes.size());
        nodes.add(node);
    }

    private void addResidual(int value, int other, int output) {
        int position = convolutions.get(value);
        Node convolution = nodes.set(position, null);
        FrozenConv2d fused = ((FrozenConv2d) convolution.layer()).withResidual();
        put(new Node(convolution.name(), fused, List.of(convolution.inputs().get(0), other), output));
    }

    /** Whether a value is the output of a convolution that does nothing else yet, could add, and is read once. */
    private boolean takesResidual(int value) {
        Integer position = convolutions.get(value);
        return position != null
                && readers[value] == 1
                && nodes.get(position).layer() instanceof FrozenConv2d convolution
                && convolution.takesResidual();
    }
}

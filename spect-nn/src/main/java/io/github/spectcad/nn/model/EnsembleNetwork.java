package io.github.spectcad.nn.model;

import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.fusion.FusionStrategy;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.graph.Tensor;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The network of an ensemble: its members side by side on the same inputs, their layers called {@code member1_...} and so
 * on, and the mean of their logits. One network like any other, so it predicts, explains and is stored like any other.
 */
final class EnsembleNetwork {
    private static final String MEAN = "ensemble_mean";

    private EnsembleNetwork() {}

    /** What the names of a member's layers begin with; members count from 1. */
    static String prefix(int member) {
        return "member" + member + "_";
    }

    /** The layer that holds the logits of all members one after the other; there are at least two. */
    static String logitsOfAll(int members) {
        return prefix(members) + "concat";
    }

    /** Adds the layers; one member is the network itself. */
    static Tensor build(NetworkBuilder net, NetworkSpec spec, int members, Backbone tower, FusionStrategy fusion) {
        if (members == 1) {
            return spec.build(net, tower, fusion);
        }
        Tensor logits = null;
        for (int member = 1; member <= members; member++) {
            Tensor one = net.prefixed(prefix(member), () -> spec.build(net, tower, fusion));
            logits = logits == null ? one : net.concat(prefix(member) + "concat", logits, one);
        }
        return net.dense(MEAN, logits, HeadSpec.OUTPUTS, 0);
    }

    /** The network of trained members; they stay as they are. */
    static Network of(NetworkSpec spec, List<Network> members) {
        NetworkBuilder net = new NetworkBuilder();
        Tensor logits = build(
                net,
                spec,
                members.size(),
                Backbones.load().require(spec.backbone()),
                FusionStrategies.load().require(spec.fusion()));
        Network ensemble = net.allocate(logits, DataType.FLOAT);
        for (int m = 1; m <= members.size(); m++) {
            String prefix = members.size() == 1 ? "" : prefix(m);
            Network member = members.get(m - 1);
            for (Parameter parameter : member.parameters()) {
                ensemble.setParameter(prefix + parameter.name(), member.parameterValues(parameter.name()));
            }
        }
        for (Parameter parameter : ensemble.parameters()) {
            if (parameter.name().startsWith(MEAN + "/")) {
                ensemble.setParameter(parameter.name(), mean(parameter, members.size()));
            }
        }
        return ensemble;
    }

    /** The kernel {@code [members * outputs, outputs]} that takes means, and a bias of 0. */
    private static float[] mean(Parameter parameter, int members) {
        float[] values = new float[Math.toIntExact(parameter.size())];
        if (parameter.dimensions().size() == 2) {
            int outputs = HeadSpec.OUTPUTS;
            for (int row = 0; row < members * outputs; row++) {
                values[row * outputs + row % outputs] = 1f / members;
            }
        }
        return values;
    }
}

package io.github.spectcad.nn;

import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.fusion.FusionStrategy;
import io.github.spectcad.nn.fusion.ImageInput;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a network is, as data: printed, stored in model files, and the one way to assemble a network.
 *
 * <p>Inputs of the network, in order: the image inputs of the fusion strategy, {@code [batch, channels, pixels, pixels]},
 * then {@code clinical}, {@code [batch, features]}, unless the head has no clinical features. Outputs: the logits of LAD,
 * RCA and LCX.
 *
 * @param backbone id of the backbone
 * @param fusion id of the fusion strategy
 * @param pixels width and height of the maps, from 1 to {@link #MAX_PIXELS}
 * @param head the head
 */
public record NetworkSpec(String backbone, String fusion, int pixels, HeadSpec head) {
    /** Name of the input with the clinical features. */
    public static final String CLINICAL_INPUT = "clinical";

    /** The largest maps: several times what polar maps are stored at, and what a batch of takes gigabytes. */
    public static final int MAX_PIXELS = 2048;

    /** Checks the values. */
    public NetworkSpec {
        Objects.requireNonNull(backbone, "backbone");
        Objects.requireNonNull(fusion, "fusion");
        Objects.requireNonNull(head, "head");
        requirePixels(pixels);
    }

    /**
     * Checks the size of maps, before anything of that size is made.
     *
     * @param pixels width and height
     * @throws IllegalArgumentException unless it is from 1 to {@link #MAX_PIXELS}
     */
    public static void requirePixels(int pixels) {
        if (!(pixels >= 1 && pixels <= MAX_PIXELS)) {
            throw new IllegalArgumentException("pixels is " + pixels + ": must be from 1 to " + MAX_PIXELS);
        }
    }

    /**
     * Assembles the network from the backbones and fusion strategies on the class path.
     *
     * @param seed seed of the first values of the parameters
     * @return the network
     * @throws io.github.spectcad.core.spi.ProviderNotFoundException if an id is unknown
     * @throws IllegalArgumentException if the maps are too small for the backbone
     * @throws BackendUnavailableException if there is no native backend
     */
    public Network assemble(long seed) {
        return assemble(
                Backbones.load().require(backbone), FusionStrategies.load().require(fusion), seed);
    }

    /**
     * Assembles the network from the given parts, which take the place of the ids.
     *
     * @param tower the backbone
     * @param strategy the fusion strategy
     * @param seed seed of the first values of the parameters
     * @return the network
     * @throws IllegalArgumentException if the maps are too small for the backbone
     * @throws BackendUnavailableException if there is no native backend
     */
    public Network assemble(Backbone tower, FusionStrategy strategy, long seed) {
        return assemble(tower, strategy, 0, seed);
    }

    /**
     * Assembles the network with auxiliary outputs after its three, for training: they let the hidden layers learn from
     * more than the vessels' labels. All parameters of the network without them have the same names in both.
     *
     * @param tower the backbone
     * @param strategy the fusion strategy
     * @param auxiliaryOutputs number of auxiliary outputs; they see the maps alone, not the clinical features
     * @param seed seed of the first values of the parameters
     * @return the network
     * @throws IllegalArgumentException if the maps are too small for the backbone
     * @throws BackendUnavailableException if there is no native backend
     */
    public Network assemble(Backbone tower, FusionStrategy strategy, int auxiliaryOutputs, long seed) {
        NnBackend.require();
        NetworkBuilder net = new NetworkBuilder();
        return net.build(build(net, tower, strategy, auxiliaryOutputs), seed);
    }

    /**
     * Adds the layers to a builder, without allocating anything: for counting parameters.
     *
     * @param net an empty builder
     * @param tower the backbone
     * @param strategy the fusion strategy
     * @return the logits
     */
    public Tensor build(NetworkBuilder net, Backbone tower, FusionStrategy strategy) {
        return build(net, tower, strategy, 0);
    }

    private Tensor build(NetworkBuilder net, Backbone tower, FusionStrategy strategy, int auxiliaryOutputs) {
        if (pixels < tower.minimumPixels()) {
            throw new IllegalArgumentException("maps of " + pixels + " pixels are too small for " + tower.id()
                    + ": it takes at least " + tower.minimumPixels());
        }
        List<Tensor> images = new ArrayList<>();
        for (ImageInput input : strategy.inputs()) {
            images.add(net.input(input.name(), Shape.map(input.channels().size(), pixels, pixels)));
        }
        Tensor clinical =
                head.clinicalFeatures() > 0 ? net.input(CLINICAL_INPUT, Shape.vector(head.clinicalFeatures())) : null;
        return head.build(net, strategy.build(net, tower, images), clinical, auxiliaryOutputs);
    }
}

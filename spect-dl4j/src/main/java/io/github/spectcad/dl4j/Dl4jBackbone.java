package io.github.spectcad.dl4j;

import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Shape;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * A backbone that is written as a configuration of Deeplearning4j. A plugin extends it, and names itself in
 * {@code META-INF/services/io.github.spectcad.nn.backbone.Backbone}:
 *
 * <pre>{@code
 * public final class Tiny extends Dl4jBackbone {
 *     public Tiny() {
 *         super("acme:tiny", 8, List.of("Acme, unpublished"));
 *     }
 *
 *     protected Graph graph(int channels, int pixels) {
 *         return Graph.of(new NeuralNetConfiguration.Builder().graphBuilder()....build());
 *     }
 * }
 * }</pre>
 *
 * <p>Layers are translated one by one and keep their names; what cannot be translated is refused by name when the network
 * is assembled. The top is left out: output and loss layers, and the dense, dropout and global pooling layers before them.
 * Of the configuration counts what decides the function of the network. How it is trained is the library's: updater,
 * regularisation and initial weights of the configuration are not used.
 */
public abstract class Dl4jBackbone implements Backbone {
    private final String id;
    private final int minimumPixels;
    private final List<String> references;

    /**
     * A backbone.
     *
     * @param id its id, {@code vendor:name}
     * @param minimumPixels smallest width and height of maps it can take
     * @param references where it is published, one citation each, not empty
     */
    protected Dl4jBackbone(String id, int minimumPixels, List<String> references) {
        this.id = Objects.requireNonNull(id, "id");
        this.minimumPixels = minimumPixels;
        this.references = List.copyOf(references);
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final int minimumPixels() {
        return minimumPixels;
    }

    @Override
    public final List<String> references() {
        return references;
    }

    /**
     * The configuration as a graph.
     *
     * @param channels channels of the images
     * @param pixels width and height of the images
     * @return {@link Graph#of(ComputationGraphConfiguration)} or {@link Graph#of(MultiLayerConfiguration)}
     */
    protected abstract Graph graph(int channels, int pixels);

    /**
     * The vertex that gives the last feature map, where leaving out the top does not find it.
     *
     * @return its name; by default empty
     */
    protected Optional<String> lastVertex() {
        return Optional.empty();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a layer cannot be translated, naming it
     */
    @Override
    public final Tensor build(NetworkBuilder net, Tensor input) {
        Shape shape = input.shape();
        if (shape.height() != shape.width()) {
            throw new IllegalArgumentException(id + " takes square maps, got " + shape);
        }
        Graph graph = graph(shape.channels(), shape.height());
        try {
            return new GraphTranslation(net, graph, input).tensor(lastVertex().orElseGet(graph::lastFeatureMap));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(id + ": " + e.getMessage(), e);
        }
    }
}

package io.github.spectcad.testkit;

import io.github.spectcad.nn.layer.Add;
import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.layer.ChannelScale;
import io.github.spectcad.nn.layer.Concat;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.Dense;
import io.github.spectcad.nn.layer.DepthwiseConv2d;
import io.github.spectcad.nn.layer.Dropout;
import io.github.spectcad.nn.layer.Flatten;
import io.github.spectcad.nn.layer.GlobalAveragePool;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Maximum;
import io.github.spectcad.nn.layer.Padding;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.PyramidPool2d;
import io.github.spectcad.nn.layer.Relu;
import io.github.spectcad.nn.layer.Shape;
import io.github.spectcad.nn.layer.Sigmoid;
import io.github.spectcad.nn.layer.Swish;
import io.github.spectcad.nn.layer.ZeroPadding;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The built-in layers keep their contract. */
@ParameterizedClass
@MethodSource("cases")
class BuiltInLayersTest extends LayerContract {
    private static final Shape MAP = Shape.map(3, 9, 7);

    @Parameter
    private Case tested;

    record Case(Layer layer, List<Shape> inputs) {}

    static Stream<Case> cases() {
        return Stream.concat(
                ofOneMap().map(layer -> new Case(layer, List.of(MAP))),
                Stream.of(
                        new Case(Add.plain(), List.of(MAP, MAP)),
                        new Case(new Add(0.17), List.of(MAP, MAP)),
                        new Case(new Maximum(), List.of(MAP, MAP)),
                        new Case(new Concat(), List.of(MAP, Shape.map(2, 9, 7), MAP)),
                        new Case(new ChannelScale(), List.of(MAP, Shape.map(3, 1, 1))),
                        new Case(new Dense(4, 0), List.of(Shape.vector(6))),
                        new Case(new Relu(), List.of(Shape.vector(6))),
                        new Case(new Flatten(), List.of(MAP))));
    }

    private static Stream<Layer> ofOneMap() {
        return Stream.of(
                Conv2d.of(4, 3),
                Conv2d.of(3, 1).noBias(),
                Conv2d.of(3, 1).stride(2),
                Conv2d.of(3, 5).stride(2),
                Conv2d.of(3, 3).padding(Padding.VALID).stride(2),
                Conv2d.of(2, 7).padding(Padding.of(3)).stride(2),
                Conv2d.of(2, 1, 7),
                Conv2d.of(2, 7, 1),
                DepthwiseConv2d.of(3),
                DepthwiseConv2d.of(3).stride(2).noBias(),
                DepthwiseConv2d.of(5).stride(2),
                DepthwiseConv2d.of(3).padding(Padding.VALID),
                BatchNorm.of(1e-3),
                BatchNorm.of(1.001e-5).noScale(),
                new BatchNorm(1e-3, 0.99, true, false, false, false),
                new BatchNorm(1e-3, 0.99, true, true, true, false),
                new Relu(),
                new Swish(),
                new Sigmoid(),
                new GlobalAveragePool(),
                Pool2d.max(2, 2),
                Pool2d.max(3, 2).same(),
                Pool2d.max(1, 2),
                Pool2d.average(2, 2),
                Pool2d.average(3, 1).same(),
                ZeroPadding.of(1),
                new ZeroPadding(0, 1, 2, 0),
                Dropout.of(0.3),
                new Dropout(0.5, true),
                new PyramidPool2d(List.of(1, 2, 4), Pool2d.Kind.AVERAGE),
                new PyramidPool2d(List.of(1, 2, 4), Pool2d.Kind.MAX));
    }

    @Override
    protected Layer layer() {
        return tested.layer();
    }

    @Override
    protected List<Shape> inputs() {
        return tested.inputs();
    }

    @Override
    protected boolean trainsAsItPredicts() {
        boolean batchStatistics = layer() instanceof BatchNorm norm && !norm.frozenStatistics();
        return !batchStatistics && !(layer() instanceof Dropout);
    }
}

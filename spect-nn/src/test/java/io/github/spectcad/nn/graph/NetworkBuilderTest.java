package io.github.spectcad.nn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.Shape;
import org.junit.jupiter.api.Test;

class NetworkBuilderTest {
    private final NetworkBuilder net = new NetworkBuilder();

    @Test
    void layersAndInputsThatTheOutputDoesNotDependOnAreRefusedByName() {
        Tensor rest = net.input("rest", Shape.map(1, 8, 8));
        Tensor stress = net.input("stress", Shape.map(1, 8, 8));
        Tensor used = net.flatten("flatten", net.conv("conv", rest, Conv2d.of(2, 3)));
        net.relu("dead_relu", net.conv("dead_conv", stress, Conv2d.of(2, 3)));
        Tensor logits = net.dense("logits", used, 3, 0);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> net.build(logits, 1));
        assertEquals(
                "output logits does not depend on stress, dead_conv, dead_relu: use what they give on the way to the"
                        + " output, or leave them out",
                e.getMessage());
    }

    @Test
    void layersAfterTheOutputAreRefused() {
        Tensor middle = net.dense("middle", net.input("x", Shape.vector(4)), 3, 0);
        net.dense("end", middle, 3, 0);
        assertThrows(IllegalArgumentException.class, () -> net.build(middle, 1));
    }

    @Test
    void aValueReadTwiceLeadsToTheOutput() {
        Tensor x = net.dense("dense", net.input("x", Shape.vector(4)), 3, 0);
        net.build(net.maximum("maximum", x, net.relu("relu", x)), 1).close();
    }
}

package io.github.spectcad.nn.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.FeatureScaler;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.fusion.FusionStrategy;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.model.MapScaler;
import io.github.spectcad.nn.model.PatientEncoder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every saliency method explains every backbone with every input: 7 x 13 x 4. */
@Tag("slow")
class EveryBackboneExplainedTest {
    @TestFactory
    Stream<DynamicTest> attributesToThePixelsOfItsMaps() {
        return Backbones.load().providers().stream()
                .flatMap(backbone -> FusionStrategies.load().providers().stream()
                        .map(fusion -> DynamicTest.dynamicTest(
                                backbone.id() + " " + fusion.id(), () -> explain(backbone, fusion))));
    }

    private static void explain(Backbone backbone, FusionStrategy fusion) {
        int pixels = Math.max(32, backbone.minimumPixels());
        PatientStudy patient =
                PhantomCohort.withAngiographyOnly(20, 3).patients().get(0).study(pixels);
        NetworkSpec spec = new NetworkSpec(backbone.id(), fusion.id(), pixels, HeadSpec.PAPER);
        try (Network network = spec.assemble(backbone, fusion, 3);
                SaliencySession session = network.saliency()) {
            PatientEncoder encoder =
                    new PatientEncoder(fusion.inputs(), pixels, MapScaler.IDENTITY, true, FeatureScaler.IDENTITY);
            List<float[]> inputs = encoder.allocate(1);
            encoder.encode(List.of(patient), inputs);
            int images = encoder.images().size();
            for (SaliencyMethod method : SaliencyMethods.load().providers()) {
                List<float[]> saliency = method.attribute(session, inputs, images, 1);
                assertEquals(images, saliency.size());
                double sum = 0;
                for (int image = 0; image < images; image++) {
                    assertEquals(inputs.get(image).length, saliency.get(image).length);
                    for (float value : saliency.get(image)) {
                        assertTrue(value >= 0 && value <= Float.MAX_VALUE, method.id() + ": " + value);
                        sum += value;
                    }
                }
                boolean maySpeakAgainstDisease =
                        method.id().equals("grad-cam") || method.id().startsWith("occlusion");
                assertTrue(sum > 0 || maySpeakAgainstDisease, method.id() + " attributes nothing");
            }
            double change = session.logits(inputs)[1] - session.logits(zeroImages(inputs, images))[1];
            double total = 0;
            for (float[] image : IntegratedGradients.signed(session, inputs, images, 1)) {
                for (float value : image) {
                    total += value;
                }
            }
            double bound = IntegratedGradients.COMPLETENESS * Math.max(IntegratedGradients.SMALL, Math.abs(change));
            assertEquals(change, total, bound, "integrated gradients are complete");
        }
    }

    private static List<float[]> zeroImages(List<float[]> inputs, int images) {
        return Gradients.withImages(inputs, images, (image, values) -> new float[values.length]);
    }
}

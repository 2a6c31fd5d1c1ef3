package io.github.spectcad.nn.explain;

import io.github.spectcad.nn.graph.SaliencySession;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The positive part of the mean gradient over {@value #SAMPLES} copies of the maps with Gaussian noise of standard
 * deviation {@value #NOISE} of the brightest pixel, {@code smooth-grad}. Background gets no noise. The noise is the same
 * each time.
 *
 * <p>Smilkov et al.: SmoothGrad: removing noise by adding noise. arXiv:1706.03825 (2017).
 */
public final class SmoothGrad implements SaliencyMethod {
    private static final int SAMPLES = 25;
    private static final double NOISE = 0.1;
    private static final long SEED = 17060382525L;

    /** For the service loader. */
    public SmoothGrad() {}

    @Override
    public String id() {
        return "smooth-grad";
    }

    @Override
    public List<float[]> attribute(SaliencySession session, List<float[]> inputs, int images, int output) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<float[]> mean = Gradients.zerosLike(inputs, images);
        for (int sample = 0; sample < SAMPLES; sample++) {
            List<float[]> noisy = Gradients.withImages(inputs, images, (i, values) -> noisy(values, random));
            Gradients.addScaled(mean, Gradients.of(session, noisy, images, output), 1.0 / SAMPLES);
        }
        return Gradients.positive(mean);
    }

    private static float[] noisy(float[] values, SplittableRandom random) {
        float max = 0;
        for (float value : values) {
            max = Math.max(max, value);
        }
        float[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            if (copy[i] != 0) {
                copy[i] += (float) (NOISE * max * random.nextGaussian());
            }
        }
        return copy;
    }
}

package io.github.spectcad.nn.explain;

import io.github.spectcad.nn.graph.SaliencySession;
import java.util.ArrayList;
import java.util.List;

/**
 * The positive part of pixel times mean gradient along the straight way from inputs of 0 to the patient's,
 * {@code integrated-gradients}. Before the positive part is taken, the attributions sum to the logit minus that of inputs of
 * 0, which are empty maps or, where maps are standardised, average ones, within {@value #COMPLETENESS} of the difference, or
 * of {@value #SMALL} where it is smaller.
 *
 * <p>The mean is the trapezoidal rule's, with steps as fine as each part of the way needs: a gradient comes with the logit
 * of its place, so what a step's attributions miss of the logit's change over it is known without further work. The way
 * starts as {@value #FEWEST_STEPS} equal steps, and the step that misses most is halved until all together miss no more
 * than said, or there are {@value #MOST_STEPS}.
 *
 * <p>Sundararajan, Taly, Yan: Axiomatic attribution for deep networks. arXiv:1703.01365 (2017).
 */
public final class IntegratedGradients implements SaliencyMethod {
    static final double COMPLETENESS = 0.01;

    /** A difference of logits that changes no probability by more than half a percent. */
    static final double SMALL = 0.02;

    private static final int FEWEST_STEPS = 16;
    private static final int MOST_STEPS = 256;

    /** Of the tolerance; what is left of it is for rounding. */
    private static final double CLOSE_ENOUGH = 0.9;

    /** For the service loader. */
    public IntegratedGradients() {}

    @Override
    public String id() {
        return "integrated-gradients";
    }

    @Override
    public List<float[]> attribute(SaliencySession session, List<float[]> inputs, int images, int output) {
        return Gradients.positive(signed(session, inputs, images, output));
    }

    static List<float[]> signed(SaliencySession session, List<float[]> inputs, int images, int output) {
        List<Point> way = new ArrayList<>();
        for (int i = 0; i <= FEWEST_STEPS; i++) {
            way.add(Point.at((double) i / FEWEST_STEPS, session, inputs, images, output));
        }
        double change = way.get(FEWEST_STEPS).logit - way.get(0).logit;
        double tolerance = COMPLETENESS * Math.max(SMALL, Math.abs(change));
        while (way.size() <= MOST_STEPS && !(Math.abs(missed(way)) <= CLOSE_ENOUGH * tolerance)) {
            int from = worst(way);
            double middle = (way.get(from).fraction + way.get(from + 1).fraction) / 2;
            way.add(from + 1, Point.at(middle, session, inputs, images, output));
        }
        return attributions(way, inputs, images);
    }

    private static double missed(List<Point> way) {
        double sum = 0;
        for (int i = 0; i + 1 < way.size(); i++) {
            sum += way.get(i).missedUntil(way.get(i + 1));
        }
        return sum;
    }

    /** The first point of the step that misses most, the first of equals. */
    private static int worst(List<Point> way) {
        int worst = 0;
        double most = -1;
        for (int i = 0; i + 1 < way.size(); i++) {
            double missed = Math.abs(way.get(i).missedUntil(way.get(i + 1)));
            if (missed > most) {
                most = missed;
                worst = i;
            }
        }
        return worst;
    }

    private static List<float[]> attributions(List<Point> way, List<float[]> inputs, int images) {
        List<float[]> attributions = new ArrayList<>();
        for (int image = 0; image < images; image++) {
            double[] mean = new double[inputs.get(image).length];
            for (int i = 0; i < way.size(); i++) {
                double before = way.get(Math.max(0, i - 1)).fraction;
                double weight = (way.get(Math.min(way.size() - 1, i + 1)).fraction - before) / 2;
                float[] gradient = way.get(i).gradients.get(image);
                for (int j = 0; j < mean.length; j++) {
                    mean[j] += weight * gradient[j];
                }
            }
            float[] attribution = new float[mean.length];
            for (int j = 0; j < mean.length; j++) {
                attribution[j] = (float) (mean[j] * inputs.get(image)[j]);
            }
            attributions.add(attribution);
        }
        return attributions;
    }

    /**
     * A place on the way.
     *
     * @param fraction of the way
     * @param logit of the inputs there
     * @param gradients of the logit, one array for each image
     * @param slope derivative of the logit by the fraction
     */
    private record Point(double fraction, double logit, List<float[]> gradients, double slope) {
        /** The clinical features are the patient's all along. */
        static Point at(double fraction, SaliencySession session, List<float[]> inputs, int images, int output) {
            List<float[]> there = Gradients.withImages(inputs, images, (image, values) -> {
                float[] copy = new float[values.length];
                for (int i = 0; i < copy.length; i++) {
                    copy[i] = (float) (fraction * values[i]);
                }
                return copy;
            });
            double logit = session.logits(there)[output];
            List<float[]> gradients = List.copyOf(session.gradients(output).subList(0, images));
            double slope = 0;
            for (int image = 0; image < images; image++) {
                for (int i = 0; i < gradients.get(image).length; i++) {
                    slope += (double) gradients.get(image)[i] * inputs.get(image)[i];
                }
            }
            return new Point(fraction, logit, gradients, slope);
        }

        /** What the trapezoidal rule misses of the logit's change from here to the next point. */
        double missedUntil(Point next) {
            return next.logit - logit - (next.fraction - fraction) * (slope + next.slope) / 2;
        }
    }
}

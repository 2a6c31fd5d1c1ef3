package io.github.spectcad.nn.explain;

import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.model.TrainedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Shuffles the weights of a copy of a network from its last layer to its first. */
final class WeightRandomisation {
    private static final long SEED = 181003292L;
    private static final int STAGES = 5;

    private WeightRandomisation() {}

    /** The last layer alone, then the last quarter, half, three quarters, and all layers with parameters. */
    static List<ExplanationCheck.Randomisation> of(TrainedModel model, PatientSaliency subject) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] trained = values(subject, subject.saliency());
        try (Network network = model.copyNetwork();
                SaliencySession session = network.saliency()) {
            Map<String, List<Parameter>> layers = fromTheLast(network);
            List<String> names = List.copyOf(layers.keySet());
            List<ExplanationCheck.Randomisation> stages = new ArrayList<>();
            int done = 0;
            for (int stage = 0; stage < STAGES; stage++) {
                int until = Math.max(1, names.size() * stage / (STAGES - 1));
                if (until == done) {
                    continue;
                }
                for (; done < until; done++) {
                    layers.get(names.get(done)).forEach(parameter -> shuffle(network, parameter.name(), random));
                }
                double correlation = correlation(trained, values(subject, subject.by(session)));
                stages.add(new ExplanationCheck.Randomisation(names.get(done - 1), done, correlation));
            }
            return stages;
        }
    }

    private static Map<String, List<Parameter>> fromTheLast(Network network) {
        Map<String, List<Parameter>> layers = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(network.layerNames());
        Collections.reverse(names);
        names.forEach(name -> layers.put(name, new ArrayList<>()));
        for (Parameter parameter : network.parameters()) {
            layers.get(parameter.name().substring(0, parameter.name().lastIndexOf('/')))
                    .add(parameter);
        }
        layers.values().removeIf(List::isEmpty);
        return layers;
    }

    private static void shuffle(Network network, String parameter, SplittableRandom random) {
        float[] values = network.parameterValues(parameter);
        for (int i = values.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            float value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
        network.setParameter(parameter, values);
    }

    /** All values within the discs. */
    private static double[] values(PatientSaliency subject, List<float[]> saliency) {
        return IntStream.range(0, subject.images())
                .boxed()
                .flatMapToDouble(image -> {
                    boolean[] inside = subject.inside(image);
                    float[] values = saliency.get(image);
                    return IntStream.range(0, values.length)
                            .filter(i -> inside[i])
                            .mapToDouble(i -> values[i]);
                })
                .toArray();
    }

    /** Spearman's rank correlation; 0 where one of them does not vary. */
    static double correlation(double[] a, double[] b) {
        double[] x = ranks(a);
        double[] y = ranks(b);
        double mean = (x.length - 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
    }

    /** Ranks from 0, equal values sharing the mean of theirs. */
    private static double[] ranks(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        Map<Double, double[]> places = new LinkedHashMap<>();
        for (int i = 0; i < sorted.length; i++) {
            double[] place = places.computeIfAbsent(sorted[i] + 0.0, value -> new double[2]);
            place[0] += i;
            place[1]++;
        }
        return Arrays.stream(values)
                .map(value -> {
                    double[] place = places.get(value + 0.0);
                    return place[0] / place[1];
                })
                .toArray();
    }
}

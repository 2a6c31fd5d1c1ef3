package io.github.spectcad.nn.explain;

import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.model.TrainedModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The probability of a vessel while pixels are changed in the order of their saliency, those of all maps together, in
 * {@value #STEPS} equal steps. A pixel that is deleted or not yet inserted has the mean uptake of its map. The same with
 * the saliency turned by 60, 120, 180, 240 and 300 degrees tells what saliency of the same texture in wrong places does.
 *
 * <p>Petsiuk, Das, Saenko: RISE: randomized input sampling for explanation of black-box models. arXiv:1806.07421 (2018).
 *
 * @param probabilities after 0 to {@value #STEPS} steps
 * @param area mean of the probability over the steps, by the trapezoidal rule
 * @param turnedArea mean area with turned saliency
 * @since 0.1.0
 */
public record PixelCurve(List<Double> probabilities, double area, double turnedArea) {
    private static final int STEPS = 20;
    private static final List<Integer> TURNS = List.of(60, 120, 180, 240, 300);

    /** Copies the list. */
    public PixelCurve {
        probabilities = List.copyOf(probabilities);
    }

    static PixelCurve deletion(TrainedModel model, PatientSaliency subject) {
        return of(model, subject, false);
    }

    static PixelCurve insertion(TrainedModel model, PatientSaliency subject) {
        return of(model, subject, true);
    }

    private static PixelCurve of(TrainedModel model, PatientSaliency subject, boolean insert) {
        try (SaliencySession session = model.saliencySession()) {
            List<Double> own = probabilities(session, subject, subject.saliency(), insert);
            double turned = TURNS.stream()
                    .mapToDouble(turn -> area(probabilities(session, subject, turned(subject, turn), insert)))
                    .average()
                    .orElseThrow();
            return new PixelCurve(own, area(own), turned);
        }
    }

    private static double area(List<Double> values) {
        double sum = values.stream().mapToDouble(Double::doubleValue).sum();
        return (sum - (values.get(0) + values.get(values.size() - 1)) / 2) / (values.size() - 1);
    }

    /** A pixel of an image. */
    private record Place(int image, int index) {}

    private static List<Double> probabilities(
            SaliencySession session, PatientSaliency subject, List<float[]> saliency, boolean insert) {
        List<float[]> means = means(subject);
        List<float[]> changed = Gradients.withImages(
                subject.inputs(), subject.images(), (i, values) -> (insert ? means.get(i) : values).clone());
        List<float[]> source = insert ? subject.inputs() : means;
        List<Place> order = order(subject, saliency);
        List<Double> probabilities = new ArrayList<>();
        int done = 0;
        for (int step = 0; step <= STEPS; step++) {
            for (; done < (long) order.size() * step / STEPS; done++) {
                Place place = order.get(done);
                changed.get(place.image)[place.index] = source.get(place.image)[place.index];
            }
            probabilities.add(1 / (1 + Math.exp(-session.logits(changed)[subject.output()])));
        }
        return probabilities;
    }

    /** The highest saliency first; equal ones in the order of a fixed mixture of their indices. */
    private static List<Place> order(PatientSaliency subject, List<float[]> saliency) {
        List<Place> places = new ArrayList<>();
        for (int image = 0; image < subject.images(); image++) {
            int own = image;
            boolean[] inside = subject.inside(image);
            IntStream.range(0, inside.length).filter(i -> inside[i]).forEach(i -> places.add(new Place(own, i)));
        }
        places.sort(Comparator.<Place>comparingDouble(place -> -saliency.get(place.image)[place.index])
                .thenComparing(place -> place.index * 0x9E3779B9 + place.image));
        return places;
    }

    /** Images in which each pixel of the disc has the mean of its map. */
    private static List<float[]> means(PatientSaliency subject) {
        List<float[]> means = new ArrayList<>();
        int area = subject.pixels() * subject.pixels();
        for (int image = 0; image < subject.images(); image++) {
            boolean[] inside = subject.inside(image);
            float[] values = subject.inputs().get(image);
            float[] flat = new float[values.length];
            for (int from = 0; from < values.length; from += area) {
                double mean = IntStream.range(from, from + area)
                        .filter(i -> inside[i])
                        .mapToDouble(i -> values[i])
                        .average()
                        .orElse(0);
                for (int i = from; i < from + area; i++) {
                    flat[i] = inside[i] ? (float) mean : values[i];
                }
            }
            means.add(flat);
        }
        return means;
    }

    /** The saliency turned about the centre, each pixel that of the nearest. */
    private static List<float[]> turned(PatientSaliency subject, int degrees) {
        int pixels = subject.pixels();
        double centre = (pixels - 1) / 2.0;
        double cosine = Math.cos(Math.toRadians(degrees));
        double sine = Math.sin(Math.toRadians(degrees));
        List<float[]> turned = new ArrayList<>();
        for (float[] values : subject.saliency()) {
            float[] moved = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                int pixel = i % (pixels * pixels);
                double y = Math.floorDiv(pixel, pixels) - centre;
                double x = pixel % pixels - centre;
                int row = clamp(Math.round(centre + sine * x + cosine * y), pixels);
                int column = clamp(Math.round(centre + cosine * x - sine * y), pixels);
                moved[i] = values[i - pixel + row * pixels + column];
            }
            turned.add(moved);
        }
        return turned;
    }

    private static int clamp(long place, int pixels) {
        return (int) Math.max(0, Math.min(pixels - 1, place));
    }
}

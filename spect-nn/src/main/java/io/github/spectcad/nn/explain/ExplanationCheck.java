package io.github.spectcad.nn.explain;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.model.TrainedModel;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Figures that tell whether a saliency method on a model deserves belief. The same for the same arguments.
 *
 * @param method id of the method
 * @param randomisation how the saliency of a patient changes while the weights are randomised, from the last layer to the
 *     first
 * @param deletion the probability while the pixels of highest saliency are taken away first; low is good
 * @param insertion the probability while the pixels of highest saliency are put back first; high is good
 * @param localisation whether saliency lies in known defects of simulated patients; empty for networks that take no stress
 *     map
 * @since 0.1.0
 */
public record ExplanationCheck(
        String method,
        List<Randomisation> randomisation,
        PixelCurve deletion,
        PixelCurve insertion,
        Optional<Localisation> localisation) {
    /** A map that still correlates as much as this after all weights are randomised does not depend on them. */
    public static final double UNCHANGED = 0.5;

    /** Copies the list. */
    public ExplanationCheck {
        Objects.requireNonNull(method, "method");
        randomisation = List.copyOf(randomisation);
        Objects.requireNonNull(deletion, "deletion");
        Objects.requireNonNull(insertion, "insertion");
        Objects.requireNonNull(localisation, "localisation");
    }

    /**
     * One stage of progressive randomisation: the values of each parameter of the last layers are shuffled.
     *
     * <p>Adebayo et al.: Sanity checks for saliency maps. arXiv:1810.03292 (2018).
     *
     * @param firstLayer the first of the randomised layers, from which on all are randomised
     * @param layers number of randomised layers with parameters
     * @param correlation Spearman's rank correlation of the saliency with that of the trained network, over all pixels of
     *     the discs; 0 where one of them is the same everywhere
     */
    public record Randomisation(String firstLayer, int layers, double correlation) {}

    /**
     * Checks a method.
     *
     * @param model the model
     * @param patient the patient whose saliency is looked at while weights are randomised and pixels changed
     * @param vessel the vessel that is explained
     * @param method the method
     * @return the figures
     * @throws IllegalArgumentException if the patient lacks what the model needs
     */
    public static ExplanationCheck of(
            TrainedModel model, PatientStudy patient, VesselTerritory vessel, SaliencyMethod method) {
        Objects.requireNonNull(vessel, "vessel");
        Objects.requireNonNull(method, "method");
        PatientSaliency subject = PatientSaliency.of(model, patient, vessel.ordinal(), method);
        return new ExplanationCheck(
                method.id(),
                WeightRandomisation.of(model, subject),
                PixelCurve.deletion(model, subject),
                PixelCurve.insertion(model, subject),
                Localisation.of(model, vessel, method));
    }

    /**
     * Whether the saliency depends on the weights.
     *
     * @return false if it still correlates by {@value #UNCHANGED} or more once all weights are randomised
     */
    public boolean changesWithWeights() {
        return randomisation.get(randomisation.size() - 1).correlation() < UNCHANGED;
    }

    /** {@return the figures, one a line} */
    public String describe() {
        StringBuilder text = new StringBuilder(
                changesWithWeights()
                        ? "the explanation changes with the weights"
                        : "the explanation DOES NOT CHANGE WITH THE WEIGHTS");
        text.append(", rank correlation with the trained network's while they are randomised:");
        for (Randomisation stage : randomisation) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n  from %s on (%d layers): %.2f",
                    stage.firstLayer(),
                    stage.layers(),
                    stage.correlation()));
        }
        text.append(String.format(
                Locale.ROOT,
                "%nmean probability while pixels are deleted %.3f (with turned saliency %.3f; lower is better)"
                        + "%nmean probability while pixels are inserted %.3f (with turned saliency %.3f; higher is better)",
                deletion.area(),
                deletion.turnedArea(),
                insertion.area(),
                insertion.turnedArea()));
        localisation.ifPresent(place -> text.append(System.lineSeparator()).append(place.describe()));
        return text.toString();
    }
}

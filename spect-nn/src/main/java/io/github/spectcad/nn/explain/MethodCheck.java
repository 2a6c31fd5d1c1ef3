package io.github.spectcad.nn.explain;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.phantom.PhantomPatient;
import io.github.spectcad.nn.model.TrainedModel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Figures that tell whether a saliency method on a model deserves belief, over simulated patients with a visible defect and
 * all three vessels: what {@link ExplanationCheck} measures on one patient and vessel, as means, so that methods and models
 * can be compared. The same for the same arguments.
 *
 * @param method id of the method
 * @param correlation mean rank correlation of the saliency with that of the network after all its weights are shuffled; 1
 *     if the saliency does not depend on the weights
 * @param deletion mean probability while the pixels of highest saliency are taken away first; low is good
 * @param deletionTurned the same with the saliency turned about the centre
 * @param insertion mean probability while the pixels of highest saliency are put back first; high is good
 * @param insertionTurned the same with the saliency turned about the centre
 * @param localisation whether saliency lies in the defects
 * @since 0.1.0
 */
public record MethodCheck(
        String method,
        double correlation,
        double deletion,
        double deletionTurned,
        double insertion,
        double insertionTurned,
        Localisation localisation) {
    /** Patients of each vessel whose pixels are deleted and inserted; the first of them while weights are shuffled. */
    private static final int CURVES = 5;

    /** Checks the values. */
    public MethodCheck {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(localisation, "localisation");
    }

    /**
     * Checks a method.
     *
     * @param model the model
     * @param method the method
     * @return the figures; empty for networks that take no stress map
     */
    public static Optional<MethodCheck> of(TrainedModel model, SaliencyMethod method) {
        if (!model.states().contains(PerfusionState.STRESS)) {
            return Optional.empty();
        }
        int pixels = model.description().training().network().pixels();
        double correlation = 0;
        double[] curves = new double[4];
        Localisation all = Localisation.NONE;
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            List<PhantomPatient> patients =
                    Localisation.withDefect(vessel).stream().limit(CURVES).toList();
            for (PhantomPatient patient : patients) {
                PatientSaliency subject = PatientSaliency.of(model, patient.study(pixels), vessel.ordinal(), method);
                PixelCurve deletion = PixelCurve.deletion(model, subject);
                PixelCurve insertion = PixelCurve.insertion(model, subject);
                double[] areas = {deletion.area(), deletion.turnedArea(), insertion.area(), insertion.turnedArea()};
                for (int i = 0; i < curves.length; i++) {
                    curves[i] += areas[i] / (patients.size() * VesselTerritory.ORDER.size());
                }
                if (patient == patients.get(0)) {
                    List<ExplanationCheck.Randomisation> stages = WeightRandomisation.of(model, subject);
                    correlation += stages.get(stages.size() - 1).correlation() / VesselTerritory.ORDER.size();
                }
            }
            all = all.plus(Localisation.of(model, vessel, method).orElseThrow());
        }
        return Optional.of(new MethodCheck(method.id(), correlation, curves[0], curves[1], curves[2], curves[3], all));
    }
}

package io.github.spectcad.nn.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;

/**
 * Whether a network looks at the maps, measured on its validation patients by giving each the maps of other patients
 * while the clinical features stay. Figures that too few patients or one class leave undefined are NaN.
 *
 * @param auc area under the ROC curve over all vessels with the patients' own maps
 * @param exchangedAuc the same with exchanged maps, mean over several exchanges
 * @param mapShare share of the variance of the logits that goes with the maps, in [0, 1]: the total-effect index
 *     {@code E[(f(own) - f(exchanged))^2] / (2 Var f(own))} (Jansen 1999, doi:10.1016/S0010-4655(98)00154-4), 0 where the
 *     logits do not vary
 * @param clinicalShare share of the variance of the logits that sex, age, weight and height explain linearly: adjusted
 *     R squared, at least 0
 * @since 0.1.0
 */
public record ImageUse(double auc, double exchangedAuc, double mapShare, double clinicalShare) {
    /** Of files that were written before this was measured, and of networks it could not be measured of. */
    public static final ImageUse UNKNOWN = new ImageUse(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** A network of which less of the logits' variance goes with the maps does not look at them. */
    public static final double SMALLEST_MAP_SHARE = 0.1;

    /** {@return by how much the AUC falls when maps are exchanged} */
    public double fall() {
        return auc - exchangedAuc;
    }

    /**
     * Whether the network looks at the image.
     *
     * @return false if less than {@value #SMALLEST_MAP_SHARE} of the variance of the logits goes with the maps, or the
     *     AUC does not fall when maps are exchanged; true else, also where this is not known
     */
    @JsonIgnore
    public boolean looksAtImage() {
        return !(mapShare < SMALLEST_MAP_SHARE) && !(fall() <= 0);
    }

    /** {@return the figures and the verdict as one sentence} */
    public String describe() {
        if (Double.isNaN(mapShare)) {
            return "whether the network looks at the maps is not known";
        }
        String figures = String.format(
                Locale.ROOT,
                "with the maps of other patients the validation AUC is %.3f instead of %.3f; %.0f %% of the variance of"
                        + " the logits goes with the maps, clinical features explain %s",
                exchangedAuc,
                auc,
                100 * mapShare,
                Double.isNaN(clinicalShare)
                        ? "an unknown share"
                        : String.format(Locale.ROOT, "%.0f %%", 100 * clinicalShare));
        return (looksAtImage() ? "the network looks at the maps: " : "the network DOES NOT LOOK AT THE MAPS: ")
                + figures;
    }
}

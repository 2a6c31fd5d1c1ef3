package io.github.spectcad.core.baseline;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.VesselLabels;
import java.util.List;
import java.util.Objects;

/** The plain models that a network must beat; each is fitted to the very patients and labels the network learned from. */
public enum Baseline {
    /**
     * For each vessel a ridge logistic regression on the mean perfusion of the 17 segments in each map, sex and age; the
     * ridge by 5-fold cross-validation of the cross-entropy within the training patients. Only those maps are used that
     * all training patients have; an unknown sex or age counts as the training patients' mean.
     */
    SEGMENT_LOGISTIC("segment-logistic", "logistic regression on segment means, sex and age") {
        @Override
        CadClassifier fitChecked(List<PatientStudy> patients, List<VesselLabels> labels) {
            return SegmentLogistic.fit(patients, labels);
        }
    },

    /**
     * A score like the total perfusion deficit (Slomka et al. 2005, doi:10.1016/j.nuclcard.2004.10.006) within each
     * vessel's territory of the stress map, the rest map where there is no stress map: see {@code DeficitScore}.
     */
    PERFUSION_DEFICIT("perfusion-deficit", "perfusion deficit against the normal training patients") {
        @Override
        CadClassifier fitChecked(List<PatientStudy> patients, List<VesselLabels> labels) {
            return DeficitScore.fit(patients, labels);
        }
    };

    private final String id;
    private final String title;

    Baseline(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** {@return the id in tables and files} */
    public String id() {
        return id;
    }

    /** {@return what it is, for people} */
    public String title() {
        return title;
    }

    /**
     * Fits the baseline. Deterministic. A vessel that is diseased in all or in none of the patients gets the same
     * probability for everyone.
     *
     * @param patients the training patients, at least one
     * @param labels the labels of each, in the same order
     * @return the fitted baseline, with thresholds of 0.5; immutable
     * @throws IllegalArgumentException if there is no patient, the numbers differ, or not all patients have a map of one
     *     common state
     */
    public CadClassifier fit(List<PatientStudy> patients, List<VesselLabels> labels) {
        Objects.requireNonNull(patients, "patients");
        Objects.requireNonNull(labels, "labels");
        if (patients.isEmpty() || patients.size() != labels.size()) {
            throw new IllegalArgumentException("there are " + patients.size() + " patients and " + labels.size()
                    + " labels: needed are as many of both, at least one");
        }
        return fitChecked(List.copyOf(patients), List.copyOf(labels));
    }

    abstract CadClassifier fitChecked(List<PatientStudy> patients, List<VesselLabels> labels);
}

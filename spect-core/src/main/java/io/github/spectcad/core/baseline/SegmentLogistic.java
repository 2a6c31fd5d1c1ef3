package io.github.spectcad.core.baseline;

import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.VesselLabels;
import java.util.List;
import java.util.function.Function;

/** Segment means of the maps, sex and age as features of {@link VesselRegressions}, the same for each vessel. */
final class SegmentLogistic {
    private static final int SEGMENTS = AhaSegment.ORDER.size();

    private final LastGrid grids = new LastGrid();
    private final List<PerfusionState> states;
    private final double meanSex;
    private final double meanAge;

    private SegmentLogistic(List<PatientStudy> patients) {
        states = VesselRegressions.commonStates(patients);
        meanSex = mean(patients, SegmentLogistic::sex);
        meanAge = mean(patients, SegmentLogistic::age);
    }

    static CadClassifier fit(List<PatientStudy> patients, List<VesselLabels> labels) {
        SegmentLogistic features = new SegmentLogistic(patients);
        return VesselRegressions.fit(patients, labels, features.states, features::of);
    }

    private double[][] of(PatientStudy patient) {
        double[] features = new double[SEGMENTS * states.size() + 2];
        for (int i = 0; i < states.size(); i++) {
            double[] means = grids.means(VesselRegressions.map(patient, states.get(i)));
            System.arraycopy(means, 0, features, i * SEGMENTS, SEGMENTS);
        }
        features[features.length - 2] = known(sex(patient.clinical()), meanSex);
        features[features.length - 1] = known(age(patient.clinical()), meanAge);
        return new double[][] {features, features, features};
    }

    private static double sex(ClinicalFeatures clinical) {
        return clinical.sex().isPresent() ? clinical.sex().get().code() : Double.NaN;
    }

    private static double age(ClinicalFeatures clinical) {
        return clinical.ageYears().orElse(Double.NaN);
    }

    /** Mean of the known values, 0 where none is known. */
    private static double mean(List<PatientStudy> patients, Function<ClinicalFeatures, Double> feature) {
        return patients.stream()
                .mapToDouble(p -> feature.apply(p.clinical()))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(0);
    }

    private static double known(double value, double mean) {
        return Double.isNaN(value) ? mean : value;
    }
}

package io.github.spectcad.core.quantify;

import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.Sex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Normal limits by state and sex, which users build from their own patients with a low likelihood of disease, and the
 * quantification of maps against them. Limits depend on the camera, the tracer and the software that made the maps: use
 * them for maps of the same origin only. Immutable.
 *
 * <p>A sample v is abnormal below the limit L = m - k d, with mean m and standard deviation d of the normal maps and k =
 * {@value #DEVIATIONS}; its severity is s = 4 (L - v) / L, from 0 to 4. Extent is the abnormal part of the area, and the
 * total perfusion deficit the mean severity over the area as a percentage of 4, after Slomka et al. 2005
 * (doi:10.1016/j.nuclcard.2004.10.006). These figures are ours and not those of any clinical package.
 *
 * @since 0.1.0
 */
public final class NormalDatabase {
    /** By how many standard deviations the limit lies below the mean. */
    public static final double DEVIATIONS = 3;

    private static final double MOST_SEVERE = 4;

    private final List<NormalLimits> limits;

    private NormalDatabase(List<NormalLimits> limits) {
        this.limits = List.copyOf(limits);
    }

    /**
     * A database of limits, read from a file for example.
     *
     * @param limits the limits, each state and sex at most once
     * @return the database
     * @throws IllegalArgumentException if there are none, or a state and sex occurs twice
     */
    public static NormalDatabase of(List<NormalLimits> limits) {
        if (limits.isEmpty()) {
            throw new IllegalArgumentException("a normal database needs limits of at least one state and sex");
        }
        for (int i = 0; i < limits.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (limits.get(i).state() == limits.get(j).state()
                        && limits.get(i).sex() == limits.get(j).sex()) {
                    throw new IllegalArgumentException("the normal database has limits for "
                            + limits.get(i).state().id() + ", "
                            + limits.get(i).sex().id() + " twice");
                }
            }
        }
        return new NormalDatabase(limits);
    }

    /**
     * A database of normal patients.
     *
     * @param patients patients with a low likelihood of disease, whose sex is known
     * @return limits for each state and sex of which there are at least {@link NormalLimits#LEAST_PATIENTS} maps
     * @throws IllegalArgumentException if that holds for none, or a patient's sex is unknown
     */
    public static NormalDatabase ofPatients(List<PatientStudy> patients) {
        List<NormalLimits> limits = new ArrayList<>();
        for (PerfusionState state : PerfusionState.values()) {
            for (Sex sex : Sex.values()) {
                List<PolarMap> maps = patients.stream()
                        .filter(patient -> sexOf(patient) == sex)
                        .map(patient -> patient.map(state))
                        .flatMap(Optional::stream)
                        .toList();
                if (maps.size() >= NormalLimits.LEAST_PATIENTS) {
                    limits.add(NormalLimits.of(maps, sex));
                }
            }
        }
        return of(limits);
    }

    private static Sex sexOf(PatientStudy patient) {
        return patient.clinical()
                .sex()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the sex of patient '" + patient.patientId() + "' is unknown: normal limits are per sex"));
    }

    /** {@return the limits, in the order given} */
    public List<NormalLimits> limits() {
        return limits;
    }

    /**
     * Quantifies the maps of a patient.
     *
     * @param patient the patient, whose sex is known
     * @return the quantification of each map
     * @throws IllegalArgumentException if the sex is unknown, there is no map, or the database has no limits for a map
     */
    public QuantifiedPatient quantify(PatientStudy patient) {
        Sex sex = sexOf(patient);
        if (patient.rest().isEmpty() && patient.stress().isEmpty()) {
            throw new IllegalArgumentException("patient '" + patient.patientId() + "' has no map");
        }
        return new QuantifiedPatient(
                patient.patientId(),
                patient.rest().map(map -> quantify(map, sex)),
                patient.stress().map(map -> quantify(map, sex)));
    }

    /**
     * Quantifies a map against the limits of its state.
     *
     * @param map the map, of the same origin as the normal maps
     * @param sex the patient's sex
     * @return means, extent, severity and proposed scores
     * @throws IllegalArgumentException if there are no limits for the state and sex
     */
    public Quantification quantify(PolarMap map, Sex sex) {
        NormalLimits normal = limits.stream()
                .filter(limit -> limit.state() == map.state() && limit.sex() == sex)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the normal database has no limits for "
                        + map.state().id() + ", " + sex.id() + ": build it from patients of both sexes"));
        double[] samples = PolarSamples.of(map);
        Sums[] sums = new Sums[AhaSegment.ORDER.size()];
        for (int s = 0; s < sums.length; s++) {
            sums[s] = new Sums();
        }
        for (int i = 0; i < samples.length; i++) {
            sums[PolarSamples.segment(i).ordinal()].add(
                    samples[i], normal.means().get(i), normal.deviations().get(i), PolarSamples.areaShare(i));
        }
        List<SegmentPerfusion> segments = new ArrayList<>();
        int[] scores = new int[sums.length];
        double extent = 0;
        double severity = 0;
        for (AhaSegment segment : AhaSegment.ORDER) {
            SegmentPerfusion perfusion = sums[segment.ordinal()].perfusion(segment);
            segments.add(perfusion);
            scores[segment.ordinal()] = perfusion.score();
            extent += perfusion.areaShare() * perfusion.extentPercent();
            severity += perfusion.areaShare() * perfusion.severity();
        }
        return new Quantification(segments, extent, 100 * severity / MOST_SEVERE, SegmentScores.of(scores));
    }

    /** Sums over the samples of a segment, weighted by area. */
    private static final class Sums {
        private double area;
        private double uptake;
        private double normal;
        private double abnormalArea;
        private double severity;

        void add(double value, double mean, double deviation, double share) {
            double limit = mean - DEVIATIONS * deviation;
            area += share;
            uptake += share * value;
            normal += share * mean;
            if (value < limit) {
                abnormalArea += share;
                severity += share * Math.min(MOST_SEVERE, MOST_SEVERE * (limit - value) / limit);
            }
        }

        SegmentPerfusion perfusion(AhaSegment segment) {
            double ofNormal = uptake / normal;
            double extent = abnormalArea / area;
            // a segment is abnormal where most of it is; each further tenth below normal is one score more
            int score = extent > 0.5
                    ? (int) Math.max(1, Math.min(SegmentScores.MAX_SCORE, Math.ceil(10 * (1 - ofNormal))))
                    : 0;
            return new SegmentPerfusion(
                    segment, uptake / area, 100 * ofNormal, area, 100 * extent, severity / area, score);
        }
    }
}

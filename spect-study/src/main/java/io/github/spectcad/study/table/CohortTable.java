package io.github.spectcad.study.table;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.GroundTruth;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;

/** The characteristics of the patients as in the paper's Table 1. */
public final class CohortTable {
    private static final Map<VesselLabels, String> PATTERNS = patterns();

    private CohortTable() {}

    /** In the order of the paper. */
    private static Map<VesselLabels, String> patterns() {
        Map<VesselLabels, String> names = new LinkedHashMap<>();
        names.put(new VesselLabels(false, false, true), "LCX only");
        names.put(new VesselLabels(false, true, false), "RCA only");
        names.put(new VesselLabels(true, false, false), "LAD only");
        names.put(new VesselLabels(false, true, true), "LCX and RCA");
        names.put(new VesselLabels(true, false, true), "LCX and LAD");
        names.put(new VesselLabels(true, true, false), "RCA and LAD");
        names.put(new VesselLabels(true, true, true), "LAD, RCA and LCX");
        return names;
    }

    /**
     * The table of a split cohort, with the paper's columns.
     *
     * @param cohort the patients
     * @param split the parts; training and validation patients with angiography share a column, as in the paper
     * @return the table
     */
    public static Table of(Cohort cohort, CohortSplit split) {
        List<String> trainIds = new ArrayList<>(split.train());
        trainIds.addAll(split.validation());
        Map<String, List<PatientStudy>> groups = new LinkedHashMap<>();
        groups.put("Overall", cohort.patients());
        groups.put("ICA train", cohort.patients(trainIds));
        groups.put("ICA test", cohort.patients(split.test()));
        groups.put("ER only", cohort.patients(split.expertOnly()));
        return of(groups);
    }

    /**
     * The table of any groups of patients.
     *
     * <p>A patient's disease is what angiography says, where it was done, else what the expert readers say, as in the paper;
     * patients with neither are counted as unknown. Means are over the patients whose value is known.
     *
     * @param groups the patients by the name of their column
     * @return the table
     */
    public static Table of(Map<String, List<PatientStudy>> groups) {
        List<String> header = new ArrayList<>(List.of("Characteristic"));
        header.addAll(groups.keySet());
        Rows rows = new Rows(groups);
        int all = groups.values().stream().mapToInt(List::size).max().orElse(0);
        rows.add("Patients", group -> TableCell.count(group.size(), all));
        rows.count("Males", patient -> patient.clinical().sex().equals(Optional.of(Sex.MALE)));
        rows.mean("Age (years)", ClinicalFeatures::ageYears);
        rows.mean("Height (m)", clinical -> scaled(clinical.heightCm(), 0.01));
        rows.mean("Weight (kg)", ClinicalFeatures::weightKg);
        rows.mean("BMI (kg/m2)", ClinicalFeatures::bmi);
        for (int vessels = 1; vessels <= VesselTerritory.ORDER.size(); vessels++) {
            int n = vessels;
            rows.diseased(n + "-vessel disease", labels -> labels.diseasedVessels() == n);
            PATTERNS.forEach((pattern, name) -> {
                if (pattern.diseasedVessels() == n && n < VesselTerritory.ORDER.size()) {
                    rows.diseased("  " + name, pattern::equals);
                }
            });
        }
        for (VesselTerritory vessel : List.of(VesselTerritory.LCX, VesselTerritory.RCA, VesselTerritory.LAD)) {
            rows.diseased(vessel + " normal", labels -> !labels.isPositive(vessel));
            rows.diseased(vessel + " abnormal", labels -> labels.isPositive(vessel));
        }
        rows.diseased("Patient normal", labels -> !labels.anyVessel());
        rows.diseased("Patient abnormal", VesselLabels::anyVessel);
        rows.count("Disease unknown", patient -> labels(patient).isEmpty());
        return new Table(
                "Characteristics of the patients (count and share, or mean ± standard deviation)", header, rows.rows);
    }

    private static Optional<VesselLabels> labels(PatientStudy patient) {
        return patient.truth(Reference.ICA)
                .or(() -> patient.truth(Reference.ER))
                .map(GroundTruth::labels);
    }

    private static OptionalDouble scaled(OptionalDouble value, double factor) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * factor) : value;
    }

    private static final class Rows {
        private final Map<String, List<PatientStudy>> groups;
        private final List<List<TableCell>> rows = new ArrayList<>();

        Rows(Map<String, List<PatientStudy>> groups) {
            this.groups = groups;
        }

        void add(String name, Function<List<PatientStudy>, TableCell> cell) {
            List<TableCell> row = new ArrayList<>(List.of(TableCell.text(name)));
            groups.values().forEach(group -> row.add(cell.apply(group)));
            rows.add(row);
        }

        void count(String name, Predicate<PatientStudy> which) {
            add(name, group -> TableCell.count(group.stream().filter(which).count(), group.size()));
        }

        void diseased(String name, Predicate<VesselLabels> which) {
            count(name, patient -> labels(patient).filter(which).isPresent());
        }

        void mean(String name, Function<ClinicalFeatures, OptionalDouble> feature) {
            add(name, group -> {
                double[] values = group.stream()
                        .map(patient -> feature.apply(patient.clinical()))
                        .filter(OptionalDouble::isPresent)
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .toArray();
                if (values.length < 2) {
                    return new TableCell.Mean(Double.NaN, Double.NaN);
                }
                double sum = 0;
                for (double value : values) {
                    sum += value;
                }
                double mean = sum / values.length;
                double squares = 0;
                for (double value : values) {
                    squares += (value - mean) * (value - mean);
                }
                return new TableCell.Mean(mean, Math.sqrt(squares / (values.length - 1)));
            });
        }
    }
}

package io.github.spectcad.serve;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.CohortWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Patients p1, p2, ... with a defect that reverses at rest, and an output that stands for a model's. */
final class SmallCohort {
    static final int PIXELS = 48;

    private SmallCohort() {}

    static Path write(Path folder, int patients) throws IOException {
        List<PatientStudy> studies = new ArrayList<>();
        for (int i = 1; i <= patients; i++) {
            studies.add(PatientStudy.of(
                    "p" + i,
                    map(PerfusionState.REST, i, 0.2),
                    map(PerfusionState.STRESS, i, 0.7),
                    ClinicalFeatures.of(Sex.FEMALE, 50 + i, 70, 165)));
        }
        Path csv = folder.resolve("cohort.csv");
        CohortWriter.ofEightBits().write(csv, studies.iterator());
        return csv;
    }

    /** A smooth map with a defect whose place depends on the patient. */
    private static PolarMap map(PerfusionState state, int patient, double depth) {
        Disc disc = Disc.inscribed(PIXELS);
        float[] values = new float[PIXELS * PIXELS];
        double angle = patient;
        for (int row = 0; row < PIXELS; row++) {
            for (int column = 0; column < PIXELS; column++) {
                if (disc.relativeRadius(column, row) <= 1) {
                    double x = (column - disc.centreX()) / disc.radius() - 0.5 * Math.cos(angle);
                    double y = (row - disc.centreY()) / disc.radius() - 0.5 * Math.sin(angle);
                    double texture = 0.03
                            * Math.sin(0.7 * row + patient)
                            * Math.cos(0.9 * column + (state == PerfusionState.REST ? 1 : 0));
                    values[row * PIXELS + column] =
                            (float) (0.95 + texture - depth * Math.exp(-(x * x + y * y) / 0.08));
                }
            }
        }
        return PolarMap.of(state, PIXELS, values, disc, "test");
    }

    /** Says .8, .3, .1 of everybody. */
    static ModelOutput output() {
        return new ModelOutput() {
            @Override
            public String name() {
                return "stand-in";
            }

            @Override
            public Shown of(String patientId) {
                return new Shown(new Prediction(patientId, 0.8, 0.3, 0.1), Thresholds.of(List.of(0.5, 0.4, 0.3)), "");
            }

            @Override
            public List<Saliency> saliency(String patientId, VesselTerritory vessel) {
                double[] values = new double[PIXELS * PIXELS];
                Arrays.fill(values, (18 - 8 * vessel.ordinal()) * PIXELS, (30 - 8 * vessel.ordinal()) * PIXELS, 1);
                return List.of(new Saliency(PerfusionState.STRESS, PIXELS, Disc.inscribed(PIXELS), values));
            }
        };
    }
}

package io.github.spectcad.io;

import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.VesselTerritory;
import java.util.ArrayList;
import java.util.List;

/** The columns of a cohort file. */
final class CohortColumns {
    static final String PATIENT_ID = "patient_id";
    static final String SEX = "sex";
    static final String AGE = "age_years";
    static final String WEIGHT = "weight_kg";
    static final String HEIGHT = "height_cm";
    static final String STENOSIS_PREFIX = "stenosis_";
    static final String STENOSIS_LEFT_MAIN = STENOSIS_PREFIX + "lm";
    static final String PARTITION = "partition";

    /** All of them, in the order in which they are written. */
    static final List<String> ALL = all();

    private CohortColumns() {}

    static String image(PerfusionState state) {
        return state.id() + "_image";
    }

    static String stenosis(VesselTerritory vessel) {
        return STENOSIS_PREFIX + vessel.id();
    }

    static String angiography(VesselTerritory vessel) {
        return "ica_" + vessel.id();
    }

    static String score(AhaSegment segment) {
        return "score_" + segment.number();
    }

    static String expert(VesselTerritory vessel) {
        return "er_" + vessel.id();
    }

    private static List<String> all() {
        List<String> columns = new ArrayList<>(List.of(
                PATIENT_ID,
                image(PerfusionState.REST),
                image(PerfusionState.STRESS),
                SEX,
                AGE,
                WEIGHT,
                HEIGHT,
                STENOSIS_LEFT_MAIN));
        VesselTerritory.ORDER.forEach(vessel -> columns.add(stenosis(vessel)));
        VesselTerritory.ORDER.forEach(vessel -> columns.add(angiography(vessel)));
        AhaSegment.ORDER.forEach(segment -> columns.add(score(segment)));
        VesselTerritory.ORDER.forEach(vessel -> columns.add(expert(vessel)));
        columns.add(PARTITION);
        return List.copyOf(columns);
    }
}

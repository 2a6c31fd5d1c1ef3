package io.github.spectcad.core.phantom;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import java.util.List;
import java.util.Optional;

/** One heart: the drawn parameters, and the fields on the {@link PolarGrid} that follow from them. */
final class Anatomy {
    /** How each vessel's territory lies and falls ill, in the order LAD, RCA, LCX. */
    private enum Vessel {
        LAD(110, 48, .23, .30, .070, .45, .20, 105, 26),
        RCA(245, 42, .07, .38, .000, .66, .16, 250, 20),
        LCX(345, 42, .11, .36, .016, .66, .16, 345, 22);

        private static final List<Vessel> ORDER = List.of(values());

        private final double territoryAngle;
        private final double territoryWidth;
        private final double defectChanceHealthy;
        private final double defectChanceDiseased;
        private final double meanShiftDiseased;
        private final double defectRadius;
        private final double defectRadiusDeviation;
        private final double defectAngle;
        private final double defectAngleDeviation;

        Vessel(
                double territoryAngle,
                double territoryWidth,
                double defectChanceHealthy,
                double defectChanceDiseased,
                double meanShiftDiseased,
                double defectRadius,
                double defectRadiusDeviation,
                double defectAngle,
                double defectAngleDeviation) {
            this.territoryAngle = territoryAngle;
            this.territoryWidth = territoryWidth;
            this.defectChanceHealthy = defectChanceHealthy;
            this.defectChanceDiseased = defectChanceDiseased;
            this.meanShiftDiseased = meanShiftDiseased;
            this.defectRadius = defectRadius;
            this.defectRadiusDeviation = defectRadiusDeviation;
            this.defectAngle = defectAngle;
            this.defectAngleDeviation = defectAngleDeviation;
        }
    }

    /** A visible perfusion defect; a reversibility of 1 leaves nothing of it at rest. */
    private record Defect(
            double depth, double radius, double angle, double radialWidth, double angularWidth, double reversibility) {}

    private static final double SHIFT_DEVIATION = .030;
    private static final double REST_SHIFT = .25;
    private static final double SCAR_CHANCE = .25;

    private final double apicalThinning;
    private final double basalFallOff;
    private final double diaphragm;
    private final double breast;
    private final double breastAngle;
    private final double stressAttenuation;
    private final double dominanceRotation;
    private final List<Optional<Defect>> defects;
    private final double[] shifts = new double[Vessel.ORDER.size()];

    Anatomy(PhantomRandom random, Sex sex, VesselLabels truth) {
        boolean male = sex == Sex.MALE;
        apicalThinning = positive(random.normal(.07, .03));
        basalFallOff = positive(random.normal(.30, .08));
        diaphragm = positive(male ? random.normal(.15, .05) : random.normal(.07, .04));
        breast = positive(male ? random.normal(.02, .02) : random.normal(.11, .05));
        breastAngle = random.normal(75, 12);
        stressAttenuation = positive(random.normal(1, .15));
        dominanceRotation = random.normal(0, 8);
        defects = VesselTerritory.ORDER.stream()
                .map(vessel -> defect(random, Vessel.ORDER.get(vessel.ordinal()), truth.isPositive(vessel)))
                .toList();
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            double mean = truth.isPositive(vessel) ? Vessel.ORDER.get(vessel.ordinal()).meanShiftDiseased : 0;
            shifts[vessel.ordinal()] = random.normal(mean, SHIFT_DEVIATION);
        }
    }

    private static double positive(double value) {
        return Math.max(0, value);
    }

    private static Optional<Defect> defect(PhantomRandom random, Vessel vessel, boolean diseased) {
        if (!random.chance(diseased ? vessel.defectChanceDiseased : vessel.defectChanceHealthy)) {
            return Optional.empty();
        }
        double radius = random.normal(vessel.defectRadius, vessel.defectRadiusDeviation);
        return Optional.of(new Defect(
                .12 + .50 * random.beta(2.6, 3.6),
                radius,
                random.normal(vessel.defectAngle, vessel.defectAngleDeviation),
                random.uniform(.17, .34),
                .6 * random.uniform(22, 46) / Math.max(radius, .35),
                random.chance(SCAR_CHANCE) ? random.beta(1.2, 7) : random.beta(5, 1.6)));
    }

    /** Soft-tissue attenuation as a factor. */
    double[] attenuation(PerfusionState state) {
        double strength = state == PerfusionState.REST ? 1 : stressAttenuation;
        double[] field = new double[PolarGrid.CELLS];
        double[] inferior = new double[PolarGrid.SECTORS];
        double[] anterior = new double[PolarGrid.SECTORS];
        for (int sector = 0; sector < PolarGrid.SECTORS; sector++) {
            inferior[sector] = strength * diaphragm * bell(PolarGrid.wrapped(PolarGrid.angle(sector) - 262) / 34);
            anterior[sector] = strength * breast * bell(PolarGrid.wrapped(PolarGrid.angle(sector) - breastAngle) / 30);
        }
        for (int ring = 0; ring < PolarGrid.RINGS; ring++) {
            double radius = PolarGrid.radius(ring);
            double inferiorDepth = Math.min(1, .35 + .9 * radius);
            double anteriorDepth = bell((radius - .62) / .27);
            for (int sector = 0; sector < PolarGrid.SECTORS; sector++) {
                field[ring * PolarGrid.SECTORS + sector] =
                        (1 - inferior[sector] * inferiorDepth) * (1 - anterior[sector] * anteriorDepth);
            }
        }
        return field;
    }

    /** What the disease leaves of the perfusion: visible defects and slight falls over whole territories, as a factor. */
    double[] disease(PerfusionState state) {
        double[][] territories = territories(0);
        double[][] apicalTerritories = territories(1.2);
        double[] field = new double[PolarGrid.CELLS];
        for (int ring = 0; ring < PolarGrid.RINGS; ring++) {
            double radius = PolarGrid.radius(ring);
            double[][] shares = radius < .3 ? apicalTerritories : territories;
            for (int sector = 0; sector < PolarGrid.SECTORS; sector++) {
                double value = 1;
                for (int i = 0; i < shifts.length; i++) {
                    double share = shares[i][sector];
                    value *= 1 - (state == PerfusionState.REST ? REST_SHIFT : 1) * shifts[i] * share;
                    if (defects.get(i).isPresent()) {
                        value *= 1 - loss(defects.get(i).get(), state, radius, PolarGrid.angle(sector), share);
                    }
                }
                field[ring * PolarGrid.SECTORS + sector] = value;
            }
        }
        return field;
    }

    /** The part of the stress perfusion that a vessel's visible defect takes, in [0, 1]; empty where there is none. */
    Optional<double[]> defect(VesselTerritory vessel) {
        return defects.get(vessel.ordinal()).map(defect -> {
            double[] near = territories(1.2)[vessel.ordinal()];
            double[] far = territories(0)[vessel.ordinal()];
            double[] field = new double[PolarGrid.CELLS];
            for (int cell = 0; cell < field.length; cell++) {
                double radius = PolarGrid.radius(cell / PolarGrid.SECTORS);
                int sector = cell % PolarGrid.SECTORS;
                double share = (radius < .3 ? near : far)[sector];
                field[cell] = loss(defect, PerfusionState.STRESS, radius, PolarGrid.angle(sector), share);
            }
            return field;
        });
    }

    /** Tracer uptake without noise, about 1 in normal myocardium. */
    double[] uptake(PerfusionState state, double[] sharedTexture, double[] ownTexture) {
        double[] field = disease(state);
        double[] attenuation = attenuation(state);
        double[] basal = new double[PolarGrid.SECTORS];
        double[] lateral = new double[PolarGrid.SECTORS];
        for (int sector = 0; sector < PolarGrid.SECTORS; sector++) {
            double angle = PolarGrid.angle(sector);
            basal[sector] = (1 + .45 * cosine(angle - 200)) / 1.45;
            lateral[sector] = 1 + .035 * cosine(angle - 10);
        }
        for (int ring = 0; ring < PolarGrid.RINGS; ring++) {
            double radius = PolarGrid.radius(ring);
            double apex = 1 - apicalThinning * StrictMath.exp(-(radius / .16) * (radius / .16));
            double base = basalFallOff / (1 + StrictMath.exp(-(radius - .90) / .035));
            for (int sector = 0; sector < PolarGrid.SECTORS; sector++) {
                int cell = ring * PolarGrid.SECTORS + sector;
                double texture = 1 + .028 * (Math.sqrt(.8) * sharedTexture[cell] + Math.sqrt(.2) * ownTexture[cell]);
                field[cell] *= attenuation[cell] * texture * apex * (1 - base * basal[sector]) * lateral[sector];
            }
        }
        return field;
    }

    private static double loss(Defect defect, PerfusionState state, double radius, double angle, double territory) {
        double across = (radius - defect.radius) / defect.radialWidth;
        double along = PolarGrid.wrapped(angle - defect.angle) * Math.max(radius, .25) / (.62 * defect.angularWidth);
        double shape = Math.min(1, 1.25 * bell(Math.sqrt(across * across + along * along)));
        double depth = state == PerfusionState.REST ? (1 - defect.reversibility) * defect.depth : defect.depth;
        return depth * shape * Math.min(1, 1.6 * territory);
    }

    /** The vessels' soft shares {@code [vessel][sector]}, which sum to 1; LAD is favoured near the apex. */
    private double[][] territories(double favourOfLad) {
        double[][] shares = new double[Vessel.ORDER.size()][PolarGrid.SECTORS];
        for (int sector = 0; sector < PolarGrid.SECTORS; sector++) {
            double sum = 0;
            for (Vessel vessel : Vessel.ORDER) {
                boolean lad = vessel == Vessel.LAD;
                double centre = vessel.territoryAngle + (lad ? 0 : dominanceRotation);
                double z = PolarGrid.wrapped(PolarGrid.angle(sector) - centre) / vessel.territoryWidth;
                shares[vessel.ordinal()][sector] = StrictMath.exp(2 * ((lad ? favourOfLad : 0) - .5 * z * z));
                sum += shares[vessel.ordinal()][sector];
            }
            for (double[] share : shares) {
                share[sector] /= sum;
            }
        }
        return shares;
    }

    private static double bell(double z) {
        return StrictMath.exp(-.5 * z * z);
    }

    private static double cosine(double degrees) {
        return StrictMath.cos(StrictMath.toRadians(degrees));
    }
}

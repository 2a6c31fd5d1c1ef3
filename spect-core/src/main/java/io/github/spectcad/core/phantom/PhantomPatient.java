package io.github.spectcad.core.phantom;

import io.github.spectcad.core.Angiography;
import io.github.spectcad.core.AngiographyRule;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.Stenoses;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One synthetic patient. Holds a few parameters; maps are computed when asked for, at any size, always the same. Immutable,
 * safe for concurrent use.
 */
public final class PhantomPatient {
    /** What a random stream of a patient is for; each has its own, so that one can be drawn without the others. */
    private enum Stream {
        ANATOMY,
        READER,
        CLINICAL,
        STENOSES,
        TEXTURE,
        REST,
        STRESS
    }

    private static final double COUNTS_PER_CELL_REST = 140;
    private static final double COUNTS_PER_CELL_STRESS = 320;

    private final String patientId;
    private final long seed;
    private final long key;
    private final boolean catheterised;
    private final Optional<Partition> partition;
    private final Anatomy anatomy;
    private final ClinicalFeatures clinical;
    private final Angiography trueAngiography;
    private final ExpertReading expertReading;

    private PhantomPatient(
            PhantomPatient drawn, String patientId, boolean catheterised, Optional<Partition> partition) {
        this.patientId = patientId;
        this.seed = drawn.seed;
        this.key = drawn.key;
        this.catheterised = catheterised;
        this.partition = partition;
        this.anatomy = drawn.anatomy;
        this.clinical = drawn.clinical;
        this.trueAngiography = drawn.trueAngiography;
        this.expertReading = drawn.expertReading;
    }

    /** A patient drawn for the given truth, not yet part of a cohort. */
    PhantomPatient(long seed, long key, Sex sex, VesselLabels truth) {
        this.patientId = "drawn";
        this.seed = seed;
        this.key = key;
        this.catheterised = false;
        this.partition = Optional.empty();
        this.anatomy = new Anatomy(random(Stream.ANATOMY), sex, truth);
        this.expertReading = SimulatedReader.read(anatomy, random(Stream.READER));
        this.clinical = clinical(random(Stream.CLINICAL), sex, truth);
        this.trueAngiography =
                Angiography.ofStenoses(stenoses(random(Stream.STENOSES), truth), AngiographyRule.STANDARD);
    }

    PhantomPatient enrolled(String id, boolean withAngiography, Optional<Partition> part) {
        return new PhantomPatient(this, id, withAngiography, part);
    }

    private PhantomRandom random(Stream stream) {
        return new PhantomRandom(seed, key, stream.ordinal());
    }

    private static ClinicalFeatures clinical(PhantomRandom random, Sex sex, VesselLabels truth) {
        long diseased = VesselTerritory.ORDER.stream().filter(truth::isPositive).count();
        return ClinicalFeatures.of(
                sex,
                rounded(random.normal(58.4 + 1.1 * diseased, 10.7), 25, 95),
                rounded(random.normal(82.9, 15), 40, 160),
                rounded(random.normal(sex == Sex.MALE ? 174 : 160, 7), 140, 205));
    }

    private static double rounded(double value, double min, double max) {
        return Math.rint(Math.max(min, Math.min(max, value)));
    }

    /** Narrowings in steps of 5 % that give exactly the labels; every sixth time LAD and LCX fall ill by the left main. */
    private static Stenoses stenoses(PhantomRandom random, VesselLabels truth) {
        boolean leftMain = truth.lad() && truth.lcx() && random.below(6) == 0;
        return new Stenoses(
                OptionalDouble.of(leftMain ? 50 + 5 * random.below(9) : 5 * random.below(8)),
                narrowing(random, leftMain ? random.chance(.5) : truth.lad()),
                narrowing(random, truth.rca()),
                narrowing(random, leftMain ? random.chance(.5) : truth.lcx()));
    }

    private static OptionalDouble narrowing(PhantomRandom random, boolean obstructive) {
        return OptionalDouble.of(obstructive ? 70 + 5 * random.below(7) : 5 * random.below(14));
    }

    /** {@return the id, unique in the cohort} */
    public String patientId() {
        return patientId;
    }

    /** {@return sex, age, weight and height, all known} */
    public ClinicalFeatures clinical() {
        return clinical;
    }

    /** {@return the angiography, for patients who had one} */
    public Optional<Angiography> angiography() {
        return catheterised ? Optional.of(trueAngiography) : Optional.empty();
    }

    /**
     * The disease the maps were made from, also of patients without angiography: to measure pseudo-labels by, never to
     * train on.
     *
     * @return what angiography shows or would show
     */
    public Angiography trueAngiography() {
        return trueAngiography;
    }

    /** {@return the simulated reading: 17 scores after edits, and the labels that follow from them} */
    public ExpertReading expertReading() {
        return expertReading;
    }

    /** {@return the part of the cohort, for patients who had angiography} */
    public Optional<Partition> partition() {
        return partition;
    }

    /**
     * Where a vessel's visible perfusion defect lies in the stress map, to measure explanations by.
     *
     * @param vessel which vessel
     * @param pixels width and height, at least 1
     * @return for each pixel, row-major, the part of the perfusion that the defect takes, in [0, 1], before smoothing; 0
     *     outside the disc; empty where the vessel shows no defect, diseased or not
     * @throws IllegalArgumentException if pixels is not as said
     * @since 0.1.0
     */
    public Optional<float[]> defect(VesselTerritory vessel, int pixels) {
        Objects.requireNonNull(vessel, "vessel");
        requirePixels(pixels);
        return anatomy.defect(vessel).map(Rendering.of(pixels)::draw);
    }

    private static void requirePixels(int pixels) {
        if (pixels < 1) {
            throw new IllegalArgumentException("pixels is " + pixels + ": must be at least 1");
        }
    }

    /**
     * Makes a polar map.
     *
     * @param state rest or stress
     * @param pixels width and height, at least 1
     * @return the map on the inscribed disc, 0 outside, its maximum 1; the same at every call
     */
    public PolarMap map(PerfusionState state, int pixels) {
        Objects.requireNonNull(state, "state");
        return map(state, PolarGrid.texture(random(Stream.TEXTURE)), pixels);
    }

    private PolarMap map(PerfusionState state, double[] sharedTexture, int pixels) {
        requirePixels(pixels);
        boolean rest = state == PerfusionState.REST;
        PhantomRandom own = random(rest ? Stream.REST : Stream.STRESS);
        double[] field = anatomy.uptake(state, sharedTexture, PolarGrid.texture(own));
        double counts = rest ? COUNTS_PER_CELL_REST : COUNTS_PER_CELL_STRESS;
        for (int cell = 0; cell < field.length; cell++) {
            field[cell] = own.poisson(counts * field[cell]) / counts;
        }
        return Rendering.of(pixels).render(PolarGrid.smooth(field), state, "phantom " + patientId + " " + state.id());
    }

    /**
     * The patient as a cohort file would give it.
     *
     * @param pixels width and height of the maps, at least 1
     * @return both maps, the clinical features and the known truth
     */
    public PatientStudy study(int pixels) {
        double[] sharedTexture = PolarGrid.texture(random(Stream.TEXTURE));
        return new PatientStudy(
                patientId,
                Optional.of(map(PerfusionState.REST, sharedTexture, pixels)),
                Optional.of(map(PerfusionState.STRESS, sharedTexture, pixels)),
                clinical,
                angiography(),
                Optional.of(expertReading),
                partition);
    }

    @Override
    public String toString() {
        return "PhantomPatient[" + patientId + "]";
    }
}

package io.github.spectcad.core.phantom;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.StratifiedSampling;
import io.github.spectcad.core.VesselLabels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A synthetic cohort with the paper's make-up (table 1 of Hajianfar et al., EJNMMI 2025;52:3019). Patients with angiography
 * come first: 141 to train and 40 to validate, mixed, then 100 to test, then 659 with expert readings only. The joint
 * patterns of diseased vessels are exactly the paper's: by angiography for the first 281, by the readers for the others,
 * whose true disease is known beside ({@link #hiddenLabels()}).
 *
 * <p>Holds parameters only, maps are made on demand: work through {@link #patients()} one by one to write a cohort of any
 * size with little memory. Immutable, safe for concurrent use; the same seed gives the same cohort.
 */
public final class PhantomCohort {
    /** The paper's number of patients. */
    public static final int PAPER_PATIENTS = 940;

    /** The smallest cohort that has normal and diseased patients in the parts to train and to test. */
    public static final int MIN_PATIENTS = 20;

    /** Joint patterns in the order LAD, RCA, LCX, and how many patients of the paper's three cohorts have each. */
    private static final List<VesselLabels> PATTERNS = List.of(
            new VesselLabels(false, false, false),
            new VesselLabels(false, false, true),
            new VesselLabels(false, true, false),
            new VesselLabels(true, false, false),
            new VesselLabels(false, true, true),
            new VesselLabels(true, false, true),
            new VesselLabels(true, true, false),
            new VesselLabels(true, true, true));

    private static final int[] ANGIOGRAPHY_TRAIN = {61, 7, 7, 27, 3, 15, 10, 51};
    private static final int[] ANGIOGRAPHY_TEST = {33, 4, 4, 15, 2, 9, 5, 28};
    private static final int[] EXPERT_ONLY = {374, 66, 29, 89, 27, 18, 33, 23};

    /** Sizes of the parts: train, validation, test, expert readings only. */
    private static final int[] PARTS = {141, 40, 100, 659};

    private static final double MALE_TRAIN = .83;
    private static final double MALE_TEST = .87;
    private static final double MALE_EXPERT_ONLY = .72;

    /** Part of the patients sent for imaging alone that is surely healthy; the others are as those with angiography. */
    private static final double EXPERT_ONLY_HEALTHY = .30;

    /** Keys of the random streams of the three groups. */
    private static final int WORKING_GROUP = 1;

    private static final int TEST_GROUP = 2;
    private static final int EXPERT_ONLY_GROUP = 3;

    private static final int CANDIDATES_AT_ONCE = 64;

    private final List<PhantomPatient> patients;

    private PhantomCohort(List<PhantomPatient> patients) {
        this.patients = List.copyOf(patients);
    }

    /**
     * The paper's 940 patients.
     *
     * @param seed any number
     * @return the cohort
     */
    public static PhantomCohort paper(long seed) {
        return of(PAPER_PATIENTS, seed);
    }

    /**
     * A cohort of another size in the paper's proportions.
     *
     * @param patients how many, at least {@link #MIN_PATIENTS}
     * @param seed any number
     * @return the cohort
     * @throws IllegalArgumentException if there are too few patients
     */
    public static PhantomCohort of(int patients, long seed) {
        return generate(patients, PARTS, seed);
    }

    /**
     * A cohort of patients who all had angiography.
     *
     * @param patients how many, at least {@link #MIN_PATIENTS}
     * @param seed any number
     * @return the cohort
     * @throws IllegalArgumentException if there are too few patients
     */
    public static PhantomCohort withAngiographyOnly(int patients, long seed) {
        return generate(patients, Arrays.copyOf(PARTS, 3), seed);
    }

    private static PhantomCohort generate(int size, int[] parts, long seed) {
        if (size < MIN_PATIENTS) {
            throw new IllegalArgumentException("a phantom cohort of " + size + " patients is too small: give at least "
                    + MIN_PATIENTS + ", so that all parts have normal and diseased patients");
        }
        int[] sizes = StratifiedSampling.apportion(size, parts);
        Enrolment enrolment = new Enrolment(size);
        int train = sizes[0];
        int validation = sizes[1];
        List<PhantomPatient> working = drawn(seed, WORKING_GROUP, train + validation, ANGIOGRAPHY_TRAIN, MALE_TRAIN);
        Set<String> validating = validating(working, validation, seed);
        for (int i = 0; i < working.size(); i++) {
            Partition part = validating.contains(Integer.toString(i)) ? Partition.VALIDATION : Partition.TRAIN;
            enrolment.add(working.get(i), true, Optional.of(part));
        }
        drawn(seed, TEST_GROUP, sizes[2], ANGIOGRAPHY_TEST, MALE_TEST)
                .forEach(patient -> enrolment.add(patient, true, Optional.of(Partition.TEST)));
        if (sizes.length > 3) {
            accepted(seed, EXPERT_ONLY_GROUP, sizes[3])
                    .forEach(patient -> enrolment.add(patient, false, Optional.empty()));
        }
        return new PhantomCohort(enrolment.patients);
    }

    /** Gives patients their ids, in order. */
    private static final class Enrolment {
        private final List<PhantomPatient> patients = new ArrayList<>();
        private final String format;

        Enrolment(int size) {
            format = "p%0" + Math.max(4, Integer.toString(size).length()) + "d";
        }

        void add(PhantomPatient drawn, boolean withAngiography, Optional<Partition> partition) {
            String id = String.format(Locale.ROOT, format, patients.size() + 1);
            patients.add(drawn.enrolled(id, withAngiography, partition));
        }
    }

    /** Patients with exactly the given proportions of true patterns, in random order. */
    private static List<PhantomPatient> drawn(long seed, long group, int size, int[] weights, double male) {
        int[] counts = StratifiedSampling.apportion(size, weights);
        List<VesselLabels> truths = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            truths.addAll(Collections.nCopies(counts[i], PATTERNS.get(i)));
        }
        Collections.shuffle(truths, new Random(seed + group));
        return IntStream.range(0, size)
                .parallel()
                .mapToObj(i -> {
                    PhantomRandom random = new PhantomRandom(seed, group, i);
                    return new PhantomPatient(seed, key(group, i), sex(random, male), truths.get(i));
                })
                .toList();
    }

    /** Patients with exactly the given proportions of read patterns: candidates are taken while their pattern is wanted. */
    private static List<PhantomPatient> accepted(long seed, long group, int size) {
        int[] open = StratifiedSampling.apportion(size, EXPERT_ONLY);
        List<PhantomPatient> accepted = new ArrayList<>(size);
        for (int from = 0; accepted.size() < size; from += CANDIDATES_AT_ONCE) {
            List<PhantomPatient> candidates = IntStream.range(from, from + CANDIDATES_AT_ONCE)
                    .parallel()
                    .mapToObj(i -> candidate(seed, group, i))
                    .toList();
            for (PhantomPatient candidate : candidates) {
                int pattern = PATTERNS.indexOf(candidate.expertReading().labels());
                if (open[pattern] > 0) {
                    open[pattern]--;
                    accepted.add(candidate);
                }
            }
        }
        return accepted;
    }

    private static PhantomPatient candidate(long seed, long group, int index) {
        PhantomRandom random = new PhantomRandom(seed, group, index);
        Sex sex = sex(random, MALE_EXPERT_ONLY);
        VesselLabels truth = PATTERNS.get(0);
        if (!random.chance(EXPERT_ONLY_HEALTHY)) {
            int place = random.below(Arrays.stream(ANGIOGRAPHY_TRAIN).sum());
            int pattern = 0;
            while (place >= ANGIOGRAPHY_TRAIN[pattern]) {
                place -= ANGIOGRAPHY_TRAIN[pattern++];
            }
            truth = PATTERNS.get(pattern);
        }
        return new PhantomPatient(seed, key(group, index), sex, truth);
    }

    private static long key(long group, int index) {
        return (group << Integer.SIZE) + index;
    }

    private static Sex sex(PhantomRandom random, double male) {
        return random.chance(male) ? Sex.MALE : Sex.FEMALE;
    }

    /** Which of the patients validate, by index: stratified by the true pattern. */
    private static Set<String> validating(List<PhantomPatient> working, int size, long seed) {
        List<String> indices =
                IntStream.range(0, working.size()).mapToObj(Integer::toString).toList();
        return StratifiedSampling.draw(
                indices,
                index -> working.get(Integer.parseInt(index)).trueAngiography().labels(),
                size,
                seed);
    }

    /** {@return the patients in cohort order} */
    public List<PhantomPatient> patients() {
        return patients;
    }

    /** {@return how many patients there are} */
    public int size() {
        return patients.size();
    }

    /**
     * The whole cohort in memory, made on all cores.
     *
     * @param pixels width and height of the maps, at least 1; both maps of 940 patients take 632 MB at 290 pixels
     * @return the cohort
     */
    public Cohort cohort(int pixels) {
        return Cohort.of(
                patients.parallelStream().map(patient -> patient.study(pixels)).toList());
    }

    /**
     * What angiography would have shown in the patients who had none: the truth that pseudo-labels are measured by. Never to
     * be trained on.
     *
     * @return the labels by patient id, in cohort order
     */
    public Map<String, VesselLabels> hiddenLabels() {
        Map<String, VesselLabels> hidden = new LinkedHashMap<>();
        for (PhantomPatient patient : patients) {
            if (patient.angiography().isEmpty()) {
                hidden.put(patient.patientId(), patient.trueAngiography().labels());
            }
        }
        return Collections.unmodifiableMap(hidden);
    }
}

package io.github.spectcad.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.LabelSource;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingPlan.Assignment;
import io.github.spectcad.core.TrainingStrategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A strategy broken in one way fails the check for that way, and only that. */
class BrokenStrategiesTest {
    @Test
    void aSoundStrategyPasses() {
        assertEquals(Set.of(), FailedChecks.of(SoundContract.class));
    }

    @Test
    void anUnregisteredStrategyIsNotFound() {
        assertEquals(Set.of("isFoundByItsId"), FailedChecks.of(UnregisteredContract.class));
    }

    @Test
    void anIdOutsideTheGrammarIsRefused() {
        // a catalog refuses such an id, so it cannot be found either
        assertEquals(Set.of("idIsValidAndStable", "isFoundByItsId"), FailedChecks.of(BadIdContract.class));
    }

    @Test
    void aTestPatientInTrainingIsSeen() {
        assertEquals(Set.of("noTestPatientTrainsOrValidates"), FailedChecks.of(LeakingContract.class));
    }

    @Test
    void lookingAtTheTruthOfTestPatientsIsSeen() {
        assertEquals(Set.of("planIgnoresTheTruthOfTestPatients"), FailedChecks.of(PeekingContract.class));
    }

    @Test
    void aPlanThatChangesIsSeen() {
        Set<String> failed = FailedChecks.of(RandomContract.class);
        assertEquals(Set.of("planIsRepeatable", "planIgnoresTheTruthOfTestPatients"), failed);
    }

    @Test
    void aTitleOfSeveralLinesIsSeen() {
        assertEquals(Set.of("titleIsOneLine"), FailedChecks.of(LongTitleContract.class));
    }

    @Test
    void nobodyToValidateIsSeen() {
        assertEquals(Set.of("somebodyTrainsAndValidates"), FailedChecks.of(NoValidationContract.class));
    }

    @Test
    void labelsWithoutTruthAreSeen() {
        assertEquals(Set.of("everyPatientHasTheTruthItsLabelsComeFrom"), FailedChecks.of(NoTruthContract.class));
    }

    @Test
    void aCircleIsSeen() {
        assertEquals(Set.of("strategiesItBuildsOnExistAndLeadToNoCircle"), FailedChecks.of(CircleContract.class));
    }

    /** Trains and validates on the angiography patients. */
    public static class Sound implements TrainingStrategy {
        @Override
        public String id() {
            return "test:sound";
        }

        @Override
        public String title() {
            return "A sound strategy";
        }

        @Override
        public TrainingPlan plan(Cohort cohort, CohortSplit split) {
            return plan(
                    assign(split.train(), LabelSource.ANGIOGRAPHY),
                    assign(split.validation(), LabelSource.ANGIOGRAPHY));
        }

        static TrainingPlan plan(List<Assignment> train, List<Assignment> validation) {
            return new TrainingPlan(Reference.ICA, train, validation, Optional.empty(), Optional.empty());
        }

        static List<Assignment> assign(List<String> ids, LabelSource labels) {
            return ids.stream().map(id -> new Assignment(id, labels)).toList();
        }
    }

    /** Not in the services file. */
    public static final class Unregistered extends Sound {
        @Override
        public String id() {
            return "test:unregistered";
        }
    }

    /** An id with a capital. */
    public static final class BadId extends Sound {
        @Override
        public String id() {
            return "test:Bad";
        }
    }

    /** Trains on a test patient. */
    public static final class Leaking extends Sound {
        @Override
        public String id() {
            return "test:leaking";
        }

        @Override
        public TrainingPlan plan(Cohort cohort, CohortSplit split) {
            List<String> train = new ArrayList<>(split.train());
            train.add(split.test().get(0));
            return plan(assign(train, LabelSource.ANGIOGRAPHY), assign(split.validation(), LabelSource.ANGIOGRAPHY));
        }
    }

    /** Trains on as many patients as test patients are diseased. */
    public static final class Peeking extends Sound {
        @Override
        public String id() {
            return "test:peeking";
        }

        @Override
        public TrainingPlan plan(Cohort cohort, CohortSplit split) {
            long diseased = split.test().stream()
                    .filter(id -> cohort.patient(id)
                            .truth(Reference.ICA)
                            .orElseThrow()
                            .labels()
                            .anyVessel())
                    .filter(id -> id.endsWith("7"))
                    .count();
            return plan(
                    assign(split.train().subList(0, 4 + (int) diseased), LabelSource.ANGIOGRAPHY),
                    assign(split.validation(), LabelSource.ANGIOGRAPHY));
        }
    }

    /** Another order each time. */
    public static final class Unrepeatable extends Sound {
        private static final Random RANDOM = new Random(1);

        @Override
        public String id() {
            return "test:unrepeatable";
        }

        @Override
        public TrainingPlan plan(Cohort cohort, CohortSplit split) {
            List<String> train = new ArrayList<>(split.train());
            Collections.shuffle(train, RANDOM);
            return plan(assign(train, LabelSource.ANGIOGRAPHY), assign(split.validation(), LabelSource.ANGIOGRAPHY));
        }
    }

    /** A title of two lines. */
    public static final class LongTitle extends Sound {
        @Override
        public String id() {
            return "test:long-title";
        }

        @Override
        public String title() {
            return "one\ntwo";
        }
    }

    /** Nobody validates. */
    public static final class NoValidation extends Sound {
        @Override
        public String id() {
            return "test:no-validation";
        }

        @Override
        public TrainingPlan plan(Cohort cohort, CohortSplit split) {
            return plan(assign(split.train(), LabelSource.ANGIOGRAPHY), List.of());
        }
    }

    /** Angiographic labels of patients who had no angiography. */
    public static final class NoTruth extends Sound {
        @Override
        public String id() {
            return "test:no-truth";
        }

        @Override
        public TrainingPlan plan(Cohort cohort, CohortSplit split) {
            return plan(
                    assign(split.expertOnly(), LabelSource.ANGIOGRAPHY),
                    assign(split.validation(), LabelSource.ANGIOGRAPHY));
        }
    }

    /** Starts from its own weights. */
    public static final class Circle extends Sound {
        @Override
        public String id() {
            return "test:circle";
        }

        @Override
        public TrainingPlan plan(Cohort cohort, CohortSplit split) {
            TrainingPlan sound = super.plan(cohort, split);
            return new TrainingPlan(
                    Reference.ICA, sound.train(), sound.validation(), Optional.of(id()), Optional.empty());
        }
    }

    /** The contract on one of the strategies above; package-private so that it does not run by itself. */
    abstract static class Contract extends TrainingStrategyContract {
        private final TrainingStrategy strategy;

        Contract(TrainingStrategy strategy) {
            this.strategy = strategy;
        }

        @Override
        protected TrainingStrategy strategy() {
            return strategy;
        }
    }

    static final class SoundContract extends Contract {
        SoundContract() {
            super(new Sound());
        }
    }

    static final class UnregisteredContract extends Contract {
        UnregisteredContract() {
            super(new Unregistered());
        }
    }

    static final class BadIdContract extends Contract {
        BadIdContract() {
            super(new BadId());
        }
    }

    static final class LeakingContract extends Contract {
        LeakingContract() {
            super(new Leaking());
        }
    }

    static final class PeekingContract extends Contract {
        PeekingContract() {
            super(new Peeking());
        }
    }

    static final class RandomContract extends Contract {
        RandomContract() {
            super(new Unrepeatable());
        }
    }

    static final class LongTitleContract extends Contract {
        LongTitleContract() {
            super(new LongTitle());
        }
    }

    static final class NoValidationContract extends Contract {
        NoValidationContract() {
            super(new NoValidation());
        }
    }

    static final class NoTruthContract extends Contract {
        NoTruthContract() {
            super(new NoTruth());
        }
    }

    static final class CircleContract extends Contract {
        CircleContract() {
            super(new Circle());
        }
    }
}

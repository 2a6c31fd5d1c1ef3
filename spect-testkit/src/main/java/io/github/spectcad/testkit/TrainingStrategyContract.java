package io.github.spectcad.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.LabelSource;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingStrategies;
import io.github.spectcad.core.TrainingStrategy;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.spi.ProviderCatalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link TrainingStrategy} has to keep. Extend it and give the strategy. */
public abstract class TrainingStrategyContract extends ProviderContract<TrainingStrategy> {
    /** For subclasses. */
    protected TrainingStrategyContract() {
        super(TrainingStrategy.class);
    }

    /** {@return the strategy under test} */
    protected abstract TrainingStrategy strategy();

    @Override
    final TrainingStrategy provider() {
        return strategy();
    }

    @Override
    final ProviderCatalog<TrainingStrategy> catalog() {
        return TrainingStrategies.load();
    }

    private TrainingPlan plan() {
        return strategy().plan(SyntheticPatients.cohort(), SyntheticPatients.split());
    }

    private List<TrainingPlan.Assignment> assignments() {
        TrainingPlan plan = plan();
        return Stream.concat(plan.train().stream(), plan.validation().stream()).toList();
    }

    /** The title is one line for people. */
    @Test
    public final void titleIsOneLine() {
        String title = strategy().title();
        assertFalse(title.isBlank(), "title() must not be blank");
        assertFalse(title.contains("\n"), "title() must be one line");
    }

    /** The same cohort and split give the same plan. */
    @Test
    public final void planIsRepeatable() {
        assertEquals(plan(), plan(), "plan() must return the same plan for the same arguments");
    }

    /** Somebody trains and somebody validates. */
    @Test
    public final void somebodyTrainsAndValidates() {
        assertFalse(plan().train().isEmpty(), "nobody trains");
        assertFalse(plan().validation().isEmpty(), "nobody validates");
    }

    /** Test patients stay out of training, validation and every choice. */
    @Test
    public final void noTestPatientTrainsOrValidates() {
        Set<String> test = new HashSet<>(SyntheticPatients.split().test());
        for (TrainingPlan.Assignment assignment : assignments()) {
            assertFalse(
                    test.contains(assignment.patientId()),
                    () -> "test patient '" + assignment.patientId() + "' is part of the plan");
        }
    }

    /** The plan is the same whatever the truth of the test patients is. */
    @Test
    public final void planIgnoresTheTruthOfTestPatients() {
        Cohort inverted =
                SyntheticPatients.cohort(labels -> new VesselLabels(!labels.lad(), !labels.rca(), !labels.lcx()));
        assertEquals(
                plan(),
                strategy().plan(inverted, SyntheticPatients.split()),
                "the plan changes with the truth of the test patients");
    }

    /** Each patient of the plan is one of the split's, and has the truth its labels come from. */
    @Test
    public final void everyPatientHasTheTruthItsLabelsComeFrom() {
        Cohort cohort = SyntheticPatients.cohort();
        CohortSplit split = SyntheticPatients.split();
        Set<String> known = new HashSet<>();
        Stream.of(split.train(), split.validation(), split.test(), split.expertOnly())
                .forEach(known::addAll);
        for (TrainingPlan.Assignment assignment : assignments()) {
            assertTrue(
                    known.contains(assignment.patientId()),
                    () -> "patient '" + assignment.patientId() + "' is not in the split");
            if (assignment.labels() != LabelSource.PSEUDO_LABEL) {
                Reference reference = assignment.labels() == LabelSource.ANGIOGRAPHY ? Reference.ICA : Reference.ER;
                PatientStudy patient = cohort.patient(assignment.patientId());
                assertTrue(
                        patient.truth(reference).isPresent(),
                        () -> "patient '" + patient.patientId() + "' has no " + reference.id() + " truth");
            }
        }
    }

    /** What has to be trained before exists and leads to no circle. */
    @Test
    public final void strategiesItBuildsOnExistAndLeadToNoCircle() {
        requireNoCircle(strategy(), new ArrayList<>());
    }

    private static void requireNoCircle(TrainingStrategy strategy, List<String> path) {
        assertFalse(path.contains(strategy.id()), () -> "the strategies build on each other in a circle: " + path);
        List<String> longer = new ArrayList<>(path);
        longer.add(strategy.id());
        TrainingPlan plan = strategy.plan(SyntheticPatients.cohort(), SyntheticPatients.split());
        Stream.of(plan.initialWeights(), plan.teacher())
                .flatMap(Optional::stream)
                .forEach(id -> requireNoCircle(TrainingStrategies.load().require(id), longer));
    }
}

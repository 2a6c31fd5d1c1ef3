package io.github.spectcad.spark;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.CellOutcome;
import io.github.spectcad.study.factorial.CellTask;
import io.github.spectcad.study.factorial.StudyExecutor;
import io.github.spectcad.study.factorial.StudyJob;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.FutureAction;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.serializer.JavaSerializer;
import scala.concurrent.ExecutionContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * Works on the cells of a study as tasks of Spark: a Spark job of one task for each cell, as many at a time as the executors
 * have room for and a few that wait, in the order of the study's schedule, so that no executor waits for a stage to end. Spark attempts a task again
 * that was lost with its executor; a cell whose attempts all fail is stored as failed, and the rest goes on.
 *
 * @since 0.1.0
 */
public final class SparkStudyExecutor implements StudyExecutor {
    /** Setting: at least so much time lies between two checkpoints of a cell, each of which is copied to the results. */
    public static final String CHECKPOINT_INTERVAL = "spark.spect.checkpointInterval";

    private static final String DEFAULT_CHECKPOINT_INTERVAL = "5min";
    /** One cell waits in Spark for so many that run, which hides what giving out a cell takes. */
    private static final int WAITING = 8;

    /** What Spark says of the last attempt, after its numbers and its machine. */
    private static final Pattern LAST_ATTEMPT = Pattern.compile(
            "most recent failure:\\s*Lost task .*? executor \\S+\\): ([^\\n]*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final JavaSparkContext spark;
    private final UnaryOperator<CellRunner> around;
    private Optional<Shipped> shipped = Optional.empty();

    private record Shipped(Cohort cohort, Broadcast<ShippedCohort> broadcast) {}

    /** How an attempt of Spark's ended. */
    private record Ended(Cell cell, Try<CellOutcome> outcome) {}

    SparkStudyExecutor(JavaSparkContext spark, UnaryOperator<CellRunner> around) {
        requireJavaSerializer(spark.getConf());
        this.spark = spark;
        this.around = around;
    }

    /**
     * An executor on a connection to Spark.
     *
     * @param spark the connection; closed by {@link #close}
     * @return the executor
     * @throws IllegalArgumentException if Spark is not configured to serialize as it does by default
     */
    public static SparkStudyExecutor of(JavaSparkContext spark) {
        return new SparkStudyExecutor(spark, UnaryOperator.identity());
    }

    private static void requireJavaSerializer(SparkConf conf) {
        String serializer = conf.get("spark.serializer", JavaSerializer.class.getName());
        if (!serializer.equals(JavaSerializer.class.getName())) {
            throw new IllegalArgumentException("spark.serializer is " + serializer + ": must be "
                    + JavaSerializer.class.getName() + ", Spark's default; others do not ship patients");
        }
    }

    /** {@return how many tasks the executors have room for, that are there now or, where they come and go, may come} */
    @Override
    public int workers() {
        int most = spark.getConf().getBoolean("spark.dynamicAllocation.enabled", false)
                ? spark.getConf().getInt("spark.dynamicAllocation.maxExecutors", 0)
                        * spark.getConf().getInt("spark.executor.cores", 1)
                : 0;
        int now = spark.sc().isStopped() ? 0 : spark.defaultParallelism();
        return Math.max(1, Math.max(most, now) / threads());
    }

    /** {@return {@code spark.task.cpus}} */
    @Override
    public int threads() {
        return spark.getConf().getInt("spark.task.cpus", 1);
    }

    @Override
    public void execute(StudyJob job) throws IOException, InterruptedException {
        long interval = spark.getConf().getTimeAsSeconds(CHECKPOINT_INTERVAL, DEFAULT_CHECKPOINT_INTERVAL);
        String location = job.folder().store().location();
        try {
            new Run(job, around.apply(new StudyCellRunner(location, ship(job), interval))).toTheEnd();
        } catch (RuntimeException e) {
            if (spark.sc().isStopped()) {
                throw ended(e);
            }
            throw e;
        }
    }

    /** Spark's own words for a connection that was stopped tell where in the program it was begun. */
    private static IOException ended(Throwable why) {
        return new IOException(
                "Spark ended while cells were being worked on, see its log for the reason; run again to resume ("
                        + firstLine(why) + ")",
                why);
    }

    /** Both jobs of a study have the same patients, which are sent once. */
    private Broadcast<ShippedCohort> ship(StudyJob job) {
        if (shipped.isEmpty() || shipped.get().cohort() != job.cohort()) {
            shipped.ifPresent(old -> old.broadcast().destroy());
            shipped = Optional.of(
                    new Shipped(job.cohort(), spark.broadcast(new ShippedCohort(job.cohort(), job.hiddenTruth()))));
        }
        return shipped.get().broadcast();
    }

    @Override
    public void close() {
        spark.close();
    }

    /** The work on one job, on the calling thread. */
    private final class Run {
        private final StudyJob job;
        private final SparkTask task;
        private final Map<Cell, FutureAction<CellOutcome>> running = new HashMap<>();
        private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();

        Run(StudyJob job, CellRunner work) {
            this.job = job;
            this.task = new SparkTask(work, job.task());
        }

        void toTheEnd() throws IOException, InterruptedException {
            try {
                while (!job.isOver() && !job.schedule().isFinished()) {
                    requireSpark();
                    fill();
                    settle();
                }
            } finally {
                cancel();
            }
        }

        /** A job that was submitted while Spark stopped is never heard of again. */
        private void requireSpark() throws IOException {
            if (spark.sc().isStopped()) {
                throw ended(new IllegalStateException("the connection was closed"));
            }
        }

        private void fill() {
            int slots = workers();
            int room = slots + 1 + slots / WAITING; // what waits in Spark begins without a way round by this thread
            while (running.size() < room) {
                Optional<Cell> cell = job.schedule().next();
                if (cell.isEmpty()) {
                    return;
                }
                submit(cell.get());
            }
        }

        private void submit(Cell cell) {
            RDD<Cell> one = spark.parallelize(List.of(cell), 1).rdd();
            spark.sc().setJobDescription(job.task() + " " + cell.id());
            CellOutcome[] outcome = new CellOutcome[1];
            FutureAction<CellOutcome> attempt = spark.sc()
                    .submitJob(
                            one,
                            task,
                            CollectionConverters.asScala(List.<Object>of(0)).toSeq(),
                            (index, result) -> {
                                outcome[0] = result;
                                return BoxedUnit.UNIT;
                            },
                            () -> outcome[0]);
            running.put(cell, attempt);
            attempt.onComplete(result -> ended.add(new Ended(cell, result)), ExecutionContext.global());
            if (job.task() == CellTask.TRAIN) {
                job.listener().started(cell);
            }
        }

        private void settle() throws IOException, InterruptedException {
            Ended next = ended.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            while (next != null) {
                running.remove(next.cell());
                if (next.outcome().isSuccess()) {
                    CellOutcome outcome = next.outcome().get();
                    job.settle(next.cell(), outcome);
                } else {
                    fail(next.cell(), next.outcome().failed().get());
                }
                next = ended.poll();
            }
        }

        private void fail(Cell cell, Throwable why) throws IOException {
            if (spark.sc().isStopped()) {
                throw ended(why);
            }
            String message = String.valueOf(why.getMessage());
            Matcher last = LAST_ATTEMPT.matcher(message);
            job.fail(cell, "no attempt of Spark's succeeded: " + (last.find() ? last.group(1) + "\n" : "") + message);
        }

        private void cancel() {
            if (!spark.sc().isStopped()) {
                running.values().forEach(FutureAction::cancel);
            }
        }
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}

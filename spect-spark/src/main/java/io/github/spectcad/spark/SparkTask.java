package io.github.spectcad.spark;

import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.CellOutcome;
import io.github.spectcad.study.factorial.CellTask;
import java.io.IOException;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import scala.Function1;
import scala.collection.Iterator;

/**
 * One attempt at one cell, as Spark runs it.
 *
 * @param work what to do
 * @param task with which task
 */
record SparkTask(CellRunner work, CellTask task) implements Function1<Iterator<Cell>, CellOutcome>, Serializable {
    @Override
    public CellOutcome apply(Iterator<Cell> partition) {
        TaskContext context = TaskContext.get();
        try {
            return work.run(task, partition.next(), context::isInterrupted);
        } catch (IOException e) {
            throw Thrown.unchecked(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Thrown.unchecked(e);
        }
    }

    /** Spark names the exception itself to people, and takes an interruption for what it is. */
    private static final class Thrown {
        @SuppressWarnings("unchecked")
        static <E extends Throwable> RuntimeException unchecked(Throwable e) throws E {
            throw (E) e;
        }
    }
}

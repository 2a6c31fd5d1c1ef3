package io.github.spectcad.spark;

import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.CellOutcome;
import io.github.spectcad.study.factorial.CellTask;
import java.io.IOException;
import java.io.Serializable;
import java.util.function.BooleanSupplier;

/** What an executor does with a cell. Sent to it with every task, so it is small. */
interface CellRunner extends Serializable {
    /**
     * Does a task of a cell.
     *
     * @param stop whether the task is to stop
     */
    CellOutcome run(CellTask task, Cell cell, BooleanSupplier stop) throws IOException, InterruptedException;
}

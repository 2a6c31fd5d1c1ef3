package io.github.spectcad.spark;

import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.CellOutcome;
import io.github.spectcad.study.factorial.CellTask;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;

/**
 * Work that asks the test what to do: at the beginning of an attempt, after a number of its steps, and at its end. The test may
 * answer, throw, or end the executor meanwhile.
 *
 * @param work the work itself
 * @param port where the test listens on this machine
 * @param step after which step of each training to ask
 */
record Probe(CellRunner work, int port, int step) implements CellRunner {
    /** What the test answers. */
    enum Answer {
        GO,
        THROW,
        HALT,
        STOP_SPARK
    }

    @Override
    public CellOutcome run(CellTask task, Cell cell, BooleanSupplier stop) throws IOException, InterruptedException {
        ask(task, cell, "begin", 0);
        int[] steps = {0};
        CellOutcome outcome = work.run(task, cell, () -> {
            if (++steps[0] == step) {
                ask(task, cell, "step", steps[0]);
            }
            return stop.getAsBoolean();
        });
        ask(task, cell, "end", steps[0]);
        return outcome;
    }

    private void ask(CellTask task, Cell cell, String what, int steps) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                DataInputStream in = new DataInputStream(socket.getInputStream())) {
            out.writeLong(ProcessHandle.current().pid());
            out.writeUTF(SparkEnv.get().executorId());
            out.writeUTF(task.name());
            out.writeUTF(cell.strategy());
            out.writeUTF(what);
            out.writeInt(steps);
            out.flush();
            switch (Answer.values()[in.readInt()]) {
                case GO -> {}
                case THROW -> throw new IllegalStateException("told to fail");
                case HALT -> Runtime.getRuntime().halt(137);
                case STOP_SPARK -> new Thread(() -> SparkContext.getOrCreate().stop()).start(); // of master "local"
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the test does not answer", e);
        }
    }
}

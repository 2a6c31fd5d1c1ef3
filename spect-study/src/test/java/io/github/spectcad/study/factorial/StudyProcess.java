package io.github.spectcad.study.factorial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs a small study as a process of its own, which can wait in the middle of a cell to be killed. */
final class StudyProcess {
    static final StudyConfiguration STUDY =
            SmallStudy.of(List.of("cnn1"), List.of("task-1", "strategy-1", "strategy-4", "strategy-5"), 4);

    private StudyProcess() {}

    /** {@code FOLDER [STRATEGY EPOCH]}: the folder, and after which epoch of which cell to wait for ever. */
    public static void main(String[] args) throws Exception {
        StudyRunner.of(STUDY, SmallStudy.COHORT, Path.of(args[0]))
                .withWorkers(1)
                .withCheckpointInterval(Duration.ZERO)
                .run(new StudyListener() {
                    @Override
                    public void started(Cell cell) {
                        System.out.println("started " + cell.strategy());
                    }

                    @Override
                    public void epochDone(Cell cell, int epoch, int epochs) {
                        System.out.println(cell.strategy() + " " + epoch);
                        if (args.length > 1 && cell.strategy().equals(args[1]) && epoch == Integer.parseInt(args[2])) {
                            System.out.println("waiting");
                            waitForEver();
                        }
                    }
                });
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

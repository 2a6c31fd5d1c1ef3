package io.github.spectcad.study.factorial;

import io.github.spectcad.nn.model.Json;
import java.io.IOException;

/** How the results of a study are begun, or given other levels: by one process at a time. */
final class StudyBeginning {
    private StudyBeginning() {}

    /**
     * Opens the results of a study, or begins them. Where they exist, their number of threads stays, and the study may have
     * other levels and another name; nothing else.
     *
     * @param store where they are
     * @param study the study
     * @return the results
     * @throws StudyFileException if the store holds another study, or results of other data or another version; the message
     *     says what differs
     * @throws IOException if the store cannot be read or written
     */
    static ResultFolder begin(ResultStore store, StudyRecord study) throws IOException, InterruptedException {
        Claim claim = StudyLock.await(store, "study");
        try {
            if (!store.exists(ResultFolder.STUDY)) {
                store.write(ResultFolder.STUDY, out -> out.write(Json.write(study)));
            }
            ResultFolder stored = ResultFolder.open(store);
            StudyRecord wanted = study.withThreads(stored.study().threads());
            StudyDifferences differences = StudyDifferences.between(stored.study(), wanted);
            if (!differences.fatal().isEmpty()) {
                throw new StudyFileException(store.location() + " holds another study: "
                        + String.join("; ", differences.fatal()) + ". Choose another folder, or undo the difference");
            }
            if (!differences.levels().isEmpty()) {
                store.write(ResultFolder.STUDY, out -> out.write(Json.write(wanted)));
                stored.logs().changed(String.join("; ", differences.levels()));
            }
            return new ResultFolder(store, wanted);
        } finally {
            claim.discard();
        }
    }
}

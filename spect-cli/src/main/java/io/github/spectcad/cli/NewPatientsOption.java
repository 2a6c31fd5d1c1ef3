package io.github.spectcad.cli;

import picocli.CommandLine.Option;

/** Whether IDs of a cohort that were met in training stand for other patients. */
final class NewPatientsOption {
    @Option(
            names = "--new-patients",
            description =
                    "No patient of the cohort was among those of the training, though IDs may be the same, such as 1, 2, 3:"
                            + " leave nobody out.")
    private boolean newPatients;

    boolean given() {
        return newPatients;
    }
}

package io.github.spectcad.cli;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.io.PolarMapReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** One patient given by options: two images and the clinical features. */
final class PatientOptions {
    @Option(names = "--rest", paramLabel = "FILE", description = "Image of the rest polar map.")
    private Optional<Path> rest = Optional.empty();

    @Option(names = "--stress", paramLabel = "FILE", description = "Image of the stress polar map.")
    private Optional<Path> stress = Optional.empty();

    @Option(names = "--sex", paramLabel = "male|female", description = "Sex of the patient.")
    private Optional<Sex> sex = Optional.empty();

    @Option(names = "--age", paramLabel = "YEARS", description = "Age in years.")
    private Optional<Double> age = Optional.empty();

    @Option(names = "--weight", paramLabel = "KG", description = "Weight in kilograms.")
    private Optional<Double> weight = Optional.empty();

    @Option(names = "--height", paramLabel = "CM", description = "Height in centimetres.")
    private Optional<Double> height = Optional.empty();

    /** Whether an image is given. */
    boolean hasImage() {
        return rest.isPresent() || stress.isPresent();
    }

    /** {@return the images given} */
    List<Path> images() {
        return Stream.of(rest, stress).flatMap(Optional::stream).toList();
    }

    /** The clinical features; a value out of range is wrong usage. */
    ClinicalFeatures clinical(CommandSpec spec) {
        return Usage.of(spec, () -> new ClinicalFeatures(sex, number(age), number(weight), number(height)));
    }

    /**
     * Reads the images.
     *
     * @param pixels the size to bring the maps to
     * @param clinical the clinical features
     * @param gate what happens to maps that something speaks against
     * @return the patient
     */
    PatientStudy read(int pixels, ClinicalFeatures clinical, MapGate gate) throws IOException {
        return read(PolarMapReader.resizedTo(pixels).withGate(gate), clinical);
    }

    /** The same by a reader that knows the size of the maps and the gate. */
    PatientStudy read(PolarMapReader reader, ClinicalFeatures clinical) throws IOException {
        return new PatientStudy(
                "patient",
                map(reader, rest, PerfusionState.REST),
                map(reader, stress, PerfusionState.STRESS),
                clinical,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<PolarMap> map(PolarMapReader reader, Optional<Path> file, PerfusionState state)
            throws IOException {
        return file.isPresent() ? Optional.of(reader.read(file.get(), state)) : Optional.empty();
    }

    private static OptionalDouble number(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}

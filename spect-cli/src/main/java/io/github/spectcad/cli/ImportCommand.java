package io.github.spectcad.cli;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.io.ImportedMap;
import io.github.spectcad.io.Palette;
import io.github.spectcad.io.PictureImport;
import io.github.spectcad.io.PngFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Turns a clinical picture into a grey polar map. */
@Command(
        name = "import",
        header = "Turn a clinical picture into a grey polar map.",
        description =
                "Find the polar map in a clinical picture, turn its colours into uptake, mend lines and letters drawn"
                        + " over it, and write it as a grey PNG. Refuses to guess where the colours fit no palette.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Option(names = "--in", required = true, paramLabel = "FILE", description = "Picture: PNG, JPEG, TIFF or BMP.")
    private Path in;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Grey map (PNG) to write.")
    private Path out;

    @Option(
            names = "--palette",
            paramLabel = "NAME|FILE|auto",
            defaultValue = "auto",
            description =
                    "Palette by name, a picture of its colour bar, or auto (default: ${DEFAULT-VALUE}). Names: grey,"
                            + " inverted-grey, hot-iron, pet, hot-metal-blue, pet-20-step, jet, jet-matplotlib, rainbow,"
                            + " rainbow-matplotlib.")
    private String palette;

    @Option(
            names = "--state",
            paramLabel = "rest|stress",
            description = "State the map shows; only repeated in the result.")
    private Optional<PerfusionState> state = Optional.empty();

    @Option(
            names = "--disc",
            paramLabel = "X,Y,RADIUS",
            split = ",",
            arity = "1",
            description = "Centre and radius of the disc in pixels, where it is not found.")
    private List<Double> disc = List.of();

    @Option(
            names = "--number",
            paramLabel = "N",
            description = "Which map of a picture of several, counted by rows from 1.")
    private Optional<Integer> number = Optional.empty();

    @Option(names = "--pixels", paramLabel = "N", description = "Width and height to write (default: of the disc).")
    private Optional<Integer> pixels = Optional.empty();

    @Mixin
    private GateOption gate;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PictureImport importing = Usage.of(spec, this::importing);
        output.check(out, List.of(in));
        if (!palette.equals("auto")) {
            importing = importing.withPalette(palette());
        }
        ImportedMap map = chosen(importing.read(in, state.orElse(PerfusionState.STRESS)));
        PngFile.write(out, map.map());
        show(map);
        return 0;
    }

    private PictureImport importing() {
        PictureImport importing = PictureImport.automatic().withGate(gate.gate());
        if (!disc.isEmpty()) {
            Usage.require(spec, disc.size() == 3, "--disc takes x, y and radius");
            importing = importing.withDisc(new Disc(disc.get(0), disc.get(1), disc.get(2)));
        }
        return pixels.isPresent() ? importing.withPixels(pixels.get()) : importing;
    }

    private Palette palette() throws IOException {
        Optional<Palette> named = Palette.ofId(palette);
        if (named.isPresent()) {
            return named.get();
        }
        Path bar = Path.of(palette);
        if (!Files.isRegularFile(bar)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--palette '" + palette + "' is neither a palette nor a picture: names are auto, "
                            + Palette.named().stream().map(Palette::id).collect(Collectors.joining(", ")));
        }
        return Palette.ofBar(bar);
    }

    private ImportedMap chosen(List<ImportedMap> maps) throws IOException {
        if (number.isEmpty() && maps.size() > 1) {
            throw new IOException(
                    in + ": the picture holds " + maps.size() + " discs: choose one by --number; centres are "
                            + maps.stream()
                                    .map(map -> String.format(
                                            Locale.ROOT,
                                            "(%.0f, %.0f)",
                                            map.disc().centreX(),
                                            map.disc().centreY()))
                                    .collect(Collectors.joining(", ")));
        }
        int chosen = number.orElse(1);
        if (chosen < 1 || chosen > maps.size()) {
            throw new ParameterException(
                    spec.commandLine(), "--number is " + chosen + ": the picture holds " + maps.size() + " discs");
        }
        return maps.get(chosen - 1);
    }

    private void show(ImportedMap map) {
        Map<String, Object> where = new LinkedHashMap<>();
        where.put("x", map.disc().centreX());
        where.put("y", map.disc().centreY());
        where.put("radius", map.disc().radius());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("state", state.map(PerfusionState::id).orElse("unknown"));
        result.put("disc", where);
        result.put("palette", map.palette().id());
        result.put("residual", map.residual());
        result.put("mended", map.mended());
        result.put("pixels", map.map().pixels());
        result.put("picture", out.toString());
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        json.print(
                spec,
                result,
                () -> String.format(
                        Locale.ROOT,
                        "wrote %s: %d x %d pixels from the disc at (%.1f, %.1f) of radius %.1f, palette %s; %.1f %% of its"
                                + " colours did not fit, %.1f %% of it was mended",
                        out,
                        map.map().pixels(),
                        map.map().pixels(),
                        map.disc().centreX(),
                        map.disc().centreY(),
                        map.disc().radius(),
                        map.palette(),
                        100 * map.residual(),
                        100 * map.mended()));
    }
}

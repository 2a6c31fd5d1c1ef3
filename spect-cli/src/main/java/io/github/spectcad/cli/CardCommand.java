package io.github.spectcad.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.core.file.Sha256;
import io.github.spectcad.core.file.SmallFile;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.study.trust.ModelCard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the card of a model. */
@Command(
        name = "card",
        header = "Write the card of a model.",
        description =
                "Write a model card as Markdown or HTML from the model file and results of other commands: intended"
                        + " use, data, protocol, figures, calibration, changes since training, and what of TRIPOD+AI, CLAIM and"
                        + " STARD-AI they can fill in.",
        mixinStandardHelpOptions = true)
final class CardCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "Model file.")
    private Path model;

    @Option(
            names = "--evaluation",
            paramLabel = "FILE",
            description =
                    "A result that 'spect evaluate', 'recalibrate' or 'explain --check' printed with --json; as often"
                            + " as needed.")
    private List<Path> evaluations = new ArrayList<>();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Card to write: Markdown (.md) or HTML (.html).")
    private Path out;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
        boolean html = name.endsWith(".html") || name.endsWith(".htm");
        Usage.require(spec, html || name.endsWith(".md"), "--out must end in .md or .html");
        List<Path> inputs = new ArrayList<>(evaluations);
        inputs.add(model);
        output.check(out, inputs);
        ModelDescription description = ModelFile.describe(model);
        Map<String, JsonNode> results = new LinkedHashMap<>();
        for (Path file : evaluations) {
            results.put(ErrorText.oneLine(String.valueOf(file.getFileName())), read(file));
        }
        String sha256 = Sha256.ofFile(model);
        ModelCard card = ModelCard.of(description, sha256, results);
        byte[] bytes = (html ? card.html() : card.markdown()).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(out, stream -> stream.write(bytes));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("card", out.toString());
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        json.print(spec, result, () -> "wrote " + out + "\n" + Prediction.RESEARCH_USE_ONLY);
        return 0;
    }

    private static JsonNode read(Path file) throws IOException {
        try {
            JsonNode json = new ObjectMapper().readTree(SmallFile.read(file));
            if (json == null || !json.isObject()) {
                throw new IOException(file + ": is no JSON object: give the output of a command with --json");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": is not valid JSON: " + ErrorText.oneLine(e.getOriginalMessage()), e);
        }
    }
}

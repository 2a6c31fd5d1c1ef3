package io.github.spectcad.cli;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.onnx.DeploymentFiles;
import io.github.spectcad.nn.onnx.OnnxExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spect export}. */
@Command(
        name = "export",
        header = "Write a model as an ONNX file.",
        description = "Write a model as an ONNX file that other runtimes predict with, and beside it "
                + DeploymentFiles.TRITON + " for the Triton Inference Server and " + DeploymentFiles.MONAI
                + " of a MONAI bundle.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "Model file.")
    private Path model;

    @Option(names = "--onnx", required = true, paramLabel = "FILE", description = "ONNX file to write.")
    private Path onnx;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        output.check(onnx, List.of(model));
        for (Path file : DeploymentFiles.beside(onnx)) {
            output.checkNew(file);
        }
        List<Path> files = new ArrayList<>();
        try (TrainedModel trained = ModelFile.load(model)) {
            files.addAll(OnnxExport.write(trained, onnx));
            DeploymentFiles.write(trained, onnx);
            files.addAll(DeploymentFiles.beside(onnx));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("files", files.stream().map(Path::toString).toList());
        result.put("operator_set", OnnxExport.OPERATOR_SET);
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        json.print(
                spec,
                result,
                () -> "wrote " + files.stream().map(Path::toString).collect(Collectors.joining(", ")) + "\n"
                        + Prediction.RESEARCH_USE_ONLY);
        return 0;
    }
}

package io.github.spectcad.cli;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.quantify.NormalDatabase;
import io.github.spectcad.core.quantify.Quantification;
import io.github.spectcad.core.quantify.QuantifiedPatient;
import io.github.spectcad.core.quantify.SegmentPerfusion;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.io.NormalDatabaseCsv;
import io.github.spectcad.io.PolarMapReader;
import io.github.spectcad.io.QuantificationCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spect segments quantify}. */
@Command(
        name = "quantify",
        header = "Quantify maps against a normal database.",
        description = "Quantify the maps of a cohort, or of one patient, against a normal database: means, extent and"
                + " severity of the 17 segments, proposed scores, and their sums at stress (SSS) and rest (SRS) with the"
                + " difference (SDS). A reader decides on the scores.",
        mixinStandardHelpOptions = true)
final class SegmentQuantifyCommand implements Callable<Integer> {
    @Option(
            names = "--normals",
            required = true,
            paramLabel = "FILE",
            description = "Normal database (CSV), as 'spect segments normals' writes it.")
    private Path normals;

    @Option(names = "--cohort", paramLabel = "FILE", description = "Cohort CSV; needs --out.")
    private Optional<Path> cohort = Optional.empty();

    @Option(
            names = "--partition",
            paramLabel = "PART",
            description = "Quantify only the patients of this partition: train, validation or test.")
    private Optional<Partition> partition = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for " + QuantificationCsv.PATIENTS + " and " + QuantificationCsv.SEGMENTS + ".")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private PatientOptions patient;

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
        Usage.require(
                spec,
                cohort.isPresent() != patient.hasImage(),
                "give either --cohort and --out, or the maps of one patient: --rest, --stress or both");
        Usage.require(spec, cohort.isPresent() == out.isPresent(), "--cohort and --out belong together");
        ClinicalFeatures clinical = patient.clinical(spec);
        Usage.require(
                spec, cohort.isPresent() || clinical.sex().isPresent(), "--sex is missing: normal limits are per sex");
        if (out.isPresent()) {
            output.checkReport(out.get(), OutputOption.inputs(cohort, Optional.of(normals)));
        }
        NormalDatabase database = NormalDatabaseCsv.read(normals);
        if (cohort.isPresent()) {
            quantifyCohort(database);
        } else {
            show(database.quantify(patient.read(PolarMapReader.ownSize().withGate(gate.gate()), clinical)));
        }
        return 0;
    }

    private void quantifyCohort(NormalDatabase database) throws IOException {
        List<QuantifiedPatient> patients = new ArrayList<>();
        for (PatientStudy study : CohortCsv.read(cohort.get(), CohortReadOptions.DEFAULT.withGate(gate.gate()))
                .cohort()
                .patients()) {
            if (partition.isEmpty() || study.partition().equals(partition)) {
                patients.add(database.quantify(study));
            }
        }
        QuantificationCsv.write(out.get(), patients);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("patients", patients.size());
        result.put("folder", out.get().toString());
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        json.print(
                spec,
                result,
                () -> "wrote " + patients.size() + " patients to " + out.get().resolve(QuantificationCsv.PATIENTS)
                        + " and " + QuantificationCsv.SEGMENTS + "\n" + Prediction.RESEARCH_USE_ONLY);
    }

    private void show(QuantifiedPatient quantified) {
        Map<String, Object> result = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        for (PerfusionState state : PerfusionState.values()) {
            quantified.of(state).ifPresent(map -> {
                result.put(state.id(), json(map));
                text.append(text(state, map));
            });
        }
        quantified.summedScores().ifPresent(scores -> {
            result.put("sss", scores.stressScore());
            result.put("srs", scores.restScore());
            result.put("sds", scores.differenceScore());
            text.append(String.format(
                    Locale.ROOT,
                    "SSS %d, SRS %d, SDS %d (proposed; a reader decides)%n",
                    scores.stressScore(),
                    scores.restScore(),
                    scores.differenceScore()));
        });
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        json.print(spec, result, () -> text + Prediction.RESEARCH_USE_ONLY);
    }

    private static Map<String, Object> json(Quantification map) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("extent_percent", map.extentPercent());
        result.put("tpd_percent", map.totalPerfusionDeficit());
        result.put("summed_score", map.proposedScores().sum());
        List<Map<String, Object>> segments = new ArrayList<>();
        for (SegmentPerfusion perfusion : map.segments()) {
            Map<String, Object> segment = new LinkedHashMap<>();
            segment.put("segment", perfusion.segment().number());
            segment.put("mean", perfusion.mean());
            segment.put("percent_of_normal", perfusion.percentOfNormal());
            segment.put("area_percent", 100 * perfusion.areaShare());
            segment.put("extent_percent", perfusion.extentPercent());
            segment.put("severity", perfusion.severity());
            segment.put("score", perfusion.score());
            segments.add(segment);
        }
        result.put("segments", segments);
        return result;
    }

    private static String text(PerfusionState state, Quantification map) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: extent %.1f %%, total perfusion deficit %.1f %%%n  segment  %% of normal  extent %%  severity  score%n",
                state.id(),
                map.extentPercent(),
                map.totalPerfusionDeficit()));
        for (SegmentPerfusion perfusion : map.segments()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %7d  %11.1f  %8.1f  %8.2f  %5d%n",
                    perfusion.segment().number(),
                    perfusion.percentOfNormal(),
                    perfusion.extentPercent(),
                    perfusion.severity(),
                    perfusion.score()));
        }
        return text.toString();
    }
}

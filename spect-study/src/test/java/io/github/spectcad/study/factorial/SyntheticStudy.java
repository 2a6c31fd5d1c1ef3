package io.github.spectcad.study.factorial;

import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.baseline.Baseline;
import io.github.spectcad.io.PredictionCsv;
import io.github.spectcad.nn.model.ImageUse;
import io.github.spectcad.nn.model.Json;
import io.github.spectcad.study.evaluation.PatientProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Writes the result folder of a study that was never trained: made-up predictions of differently good models. */
public final class SyntheticStudy {
    private SyntheticStudy() {}

    /** Fills a folder with all cells of a study, for as many validation and test patients. */
    public static void write(Path root, StudyConfiguration study, int validation, int test)
            throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(study.seed());
        List<String> validationIds = ids("v", validation);
        List<String> testIds = ids("t", test);
        Map<String, PatientProfile> truth = new HashMap<>();
        List<PatientProfile> all = new ArrayList<>();
        for (List<String> ids : List.of(validationIds, testIds)) {
            for (String id : ids) {
                all.add(new PatientProfile(
                        id,
                        labels(random),
                        labels(random),
                        List.of(random.nextInt(9), random.nextInt(9), random.nextInt(9)),
                        random.nextInt(5) > 0 ? "male" : "female",
                        45 + random.nextInt(35),
                        20 + 15 * random.nextDouble()));
            }
        }
        all.forEach(patient -> truth.put(patient.id(), patient));
        ResultFolder folder = StudyBeginning.begin(
                ResultStore.local(root),
                new StudyRecord(
                        StudyRecord.FORMAT_VERSION,
                        study,
                        StudyConfiguration.sha256(new byte[0]),
                        Map.of(),
                        "synthetic",
                        1,
                        new CohortSplit(List.of(), validationIds, testIds, List.of()),
                        all));
        folder.logs().opened(test, study.cells().size());
        for (Cell cell : study.cells()) {
            Reference reference = cell.strategy().equals("task-1") ? Reference.ER : Reference.ICA;
            double skill = 0.1 + 0.25 * random.nextDouble();
            folder.work(cell).finish(directory -> {
                PredictionCsv.write(
                        directory.resolve("validation.csv"),
                        predictions(validationIds, truth, reference, skill, random));
                PredictionCsv.write(
                        directory.resolve("test.csv"), predictions(testIds, truth, reference, skill, random));
                Files.write(directory.resolve("cell.json"), Json.write(record(folder, cell, reference)));
            });
        }
        SplittableRandom baselines = new SplittableRandom(study.seed() + 1);
        for (String strategy : study.strategies()) {
            Reference reference = strategy.equals("task-1") ? Reference.ER : Reference.ICA;
            double skill = reference == Reference.ER ? 0.05 : 0.4; // worse than every network, better than every one
            Path csv = Files.createTempFile(root, "baseline", ".csv");
            PredictionCsv.write(csv, predictions(testIds, truth, reference, skill, baselines));
            byte[] content = Files.readAllBytes(csv);
            Files.delete(csv);
            folder.store()
                    .write(ResultFolder.baselineFile(Baseline.SEGMENT_LOGISTIC, strategy), out -> out.write(content));
        }
    }

    private static List<String> ids(String prefix, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(prefix + i);
        }
        return ids;
    }

    private static VesselLabels labels(SplittableRandom random) {
        return new VesselLabels(random.nextInt(100) < 57, random.nextInt(100) < 39, random.nextInt(100) < 43);
    }

    private static List<Prediction> predictions(
            List<String> ids,
            Map<String, PatientProfile> truth,
            Reference reference,
            double skill,
            SplittableRandom random) {
        return ids.stream()
                .map(id -> {
                    VesselLabels labels = truth.get(id).labels(reference).orElseThrow();
                    return new Prediction(
                            id,
                            probability(labels.lad(), skill, random),
                            probability(labels.rca(), skill, random),
                            probability(labels.lcx(), skill, random));
                })
                .toList();
    }

    private static double probability(boolean diseased, double skill, SplittableRandom random) {
        return random.nextDouble() * (1 - skill) + (diseased ? skill : 0);
    }

    private static CellRecord record(ResultFolder folder, Cell cell, Reference reference) {
        boolean pseudo = cell.strategy().equals("strategy-5");
        return new CellRecord(
                CellRecord.FORMAT_VERSION,
                cell,
                folder.key(cell),
                reference,
                141,
                40,
                3,
                2,
                1,
                Thresholds.HALF,
                "none",
                cell.strategy().equals("strategy-4")
                        ? new CellRecord.Transfer(
                                cell.withStrategy("task-1").id(),
                                List.of("head_dense1"),
                                List.of(),
                                List.of("head_logits"))
                        : CellRecord.Transfer.NONE,
                pseudo
                        ? new CellRecord.PseudoLabels(
                                cell.withStrategy("strategy-1").id(), 659, 659, List.of(0.7, 0.8, 0.75))
                        : CellRecord.PseudoLabels.NONE,
                ImageUse.UNKNOWN);
    }
}

package io.github.spectcad.serve;

import io.github.spectcad.core.AhaGeometry;
import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.SegmentGrid;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCondition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntToDoubleFunction;

/** What the page is told, as JSON values. Truths of the cohort are never in it. */
final class Answers {
    private static final int LEVELS = 255;
    /** Most maps of a cohort share it, and it takes longer than reading a map. */
    private static final AtomicReference<SegmentGrid> LAST_GRID = new AtomicReference<>();

    private Answers() {}

    static Map<String, Object> session(ReadingDesk desk, String token) throws IOException {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < desk.patients().size(); i++) {
            places.put(desk.patients().id(i), i);
        }
        boolean[] without = new boolean[places.size()];
        boolean[] with = new boolean[places.size()];
        for (Reading reading : desk.readings()) {
            (reading.condition() == ReadingCondition.WITH ? with : without)[places.get(reading.patientId())] = true;
        }
        List<Integer> done = new ArrayList<>();
        for (int i = 0; i < without.length; i++) {
            done.add((without[i] ? 1 : 0) + (with[i] ? 1 : 0));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("token", token);
        json.put("reader", desk.reader());
        json.put("model", desk.model().map(ModelOutput::name).orElse(null));
        json.put("done", done);
        json.put("palettes", ShownPalettes.json());
        json.put(
                "rings",
                List.of(
                        AhaGeometry.STANDARD.apexRadius(),
                        AhaGeometry.STANDARD.apicalRadius(),
                        AhaGeometry.STANDARD.midRadius(),
                        1.0));
        json.put("segments", segments());
        json.put("vessels", VesselTerritory.ORDER.stream().map(Enum::name).toList());
        json.put("notice", Prediction.RESEARCH_USE_ONLY);
        return json;
    }

    private static List<Map<String, Object>> segments() {
        TerritoryMap territories = TerritoryMap.standard();
        List<Map<String, Object>> segments = new ArrayList<>();
        for (AhaSegment segment : AhaSegment.ORDER) {
            segments.add(Map.of(
                    "name", segment.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    "ring", AhaSegment.Ring.values().length - 1 - segment.ring().ordinal(),
                    "start", segment.startDegrees(),
                    "sector", segment.ring().sectorDegrees(),
                    "vessel", territories.vesselOf(segment).ordinal()));
        }
        return segments;
    }

    /** What stays the same of a patient, whatever is read. */
    static Map<String, Object> patient(PatientStudy patient, List<String> notes) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", patient.patientId());
        json.put("clinical", clinical(patient.clinical()));
        json.put("notes", notes);
        for (PerfusionState state : PerfusionState.values()) {
            json.put(state.id(), patient.map(state).map(Answers::map).orElse(null));
        }
        return json;
    }

    static Map<String, Object> patient(ReadingDesk desk, int index) throws IOException {
        Map<String, Object> json =
                new LinkedHashMap<>(desk.patients().load(index).answer());
        json.put("index", index);
        for (ReadingCondition condition : ReadingCondition.values()) {
            json.put(
                    condition.id(),
                    desk.reading(index, condition).map(Answers::reading).orElse(null));
        }
        return json;
    }

    private static List<String> clinical(ClinicalFeatures features) {
        List<String> texts = new ArrayList<>();
        features.sex().ifPresent(sex -> texts.add(sex.name().toLowerCase(Locale.ROOT)));
        features.ageYears().ifPresent(age -> texts.add(number(age) + " years"));
        features.weightKg().ifPresent(weight -> texts.add(number(weight) + " kg"));
        features.heightCm().ifPresent(height -> texts.add(number(height) + " cm"));
        return texts;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
    }

    private static Map<String, Object> map(PolarMap map) {
        float[] values = new float[map.pixels() * map.pixels()];
        map.copyTo(values, 0);
        double maximum = map.maximum();
        Map<String, Object> json = new LinkedHashMap<>(picture(map.pixels(), map.disc(), i -> values[i] / maximum));
        json.put(
                "means",
                Arrays.stream(grid(map.pixels(), map.disc()).means(map))
                        .map(mean -> mean / maximum)
                        .boxed()
                        .toList());
        return json;
    }

    private static SegmentGrid grid(int pixels, Disc disc) {
        SegmentGrid last = LAST_GRID.get();
        if (last == null || last.pixels() != pixels || !last.disc().equals(disc)) {
            last = AhaGeometry.STANDARD.grid(pixels, disc);
            LAST_GRID.set(last);
        }
        return last;
    }

    /** A square of values in [0, 1], a byte each. */
    private static Map<String, Object> picture(int pixels, Disc disc, IntToDoubleFunction values) {
        byte[] levels = new byte[pixels * pixels];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) Math.round(LEVELS * values.applyAsDouble(i));
        }
        return Map.of(
                "pixels", pixels,
                "disc", List.of(disc.centreX(), disc.centreY(), disc.radius()),
                "levels", Base64.getEncoder().encodeToString(levels));
    }

    static Map<String, Object> reading(Reading reading) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "diseased",
                VesselTerritory.ORDER.stream()
                        .map(reading.diseased()::isPositive)
                        .toList());
        json.put("stress", scores(reading.stress()));
        json.put("rest", scores(reading.rest()));
        json.put("time", reading.time().map(Object::toString).orElse(""));
        return json;
    }

    private static List<Integer> scores(Optional<SegmentScores> scores) {
        return scores.map(SegmentScores::scores).orElse(null);
    }

    static Map<String, Object> output(ModelOutput.Shown shown) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "probabilities",
                VesselTerritory.ORDER.stream()
                        .map(shown.prediction()::probability)
                        .toList());
        json.put("thresholds", shown.thresholds().toList());
        json.put("warning", shown.warning());
        return json;
    }

    /** By perfusion state. */
    static Map<String, Object> saliency(List<ModelOutput.Saliency> maps) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (ModelOutput.Saliency map : maps) {
            json.put(map.state().id(), picture(map.pixels(), map.disc(), map::valueAt));
        }
        return json;
    }
}

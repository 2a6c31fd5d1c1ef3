package io.github.spectcad.serve;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.file.Sha256;
import io.github.spectcad.core.quality.MapFinding;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.io.OpenCohort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The patients of a cohort by their place in the order they are read in; maps are read when they are asked for. Safe for concurrent use. */
final class CohortPatients {
    /** Larger maps are shown at this size. */
    static final int LARGEST_SHOWN = 512;

    /** So many patients last asked for are kept. */
    static final int KEPT = 8;

    private final OpenCohort cohort;
    private final List<String> ids;
    private final Map<Integer, Loaded> recent = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Loaded> eldest) {
            return size() > KEPT;
        }
    };

    private CohortPatients(OpenCohort cohort, List<String> ids) {
        this.cohort = cohort;
        this.ids = ids;
    }

    /** A patient with what is suspicious about the maps, as the page is told. */
    record Loaded(PatientStudy patient, Map<String, Object> answer) {
        Loaded {
            Objects.requireNonNull(patient, "patient");
            answer = Collections.unmodifiableMap(answer);
        }
    }

    /** The patients in the order of the cohort. */
    static CohortPatients of(OpenCohort cohort) {
        return new CohortPatients(cohort, cohort.patientIds());
    }

    /** The same patients in an order that looks random: by the digest of a key and each ID, so that it stays if others join. */
    CohortPatients shuffled(String key) {
        Comparator<String> byDigest = Comparator.comparing(id ->
                HexFormat.of().formatHex(Sha256.digest().digest((key + "\n" + id).getBytes(StandardCharsets.UTF_8))));
        return new CohortPatients(cohort, ids.stream().sorted(byDigest).toList());
    }

    int size() {
        return ids.size();
    }

    String id(int index) {
        return ids.get(index);
    }

    /** Reads a patient's maps, with the refusals of the readers. */
    Loaded load(int index) throws IOException {
        synchronized (recent) {
            Loaded known = recent.get(index);
            if (known != null) {
                return known;
            }
        }
        Loaded loaded = read(ids.get(index));
        synchronized (recent) {
            recent.put(index, loaded);
        }
        return loaded;
    }

    /** Reads a patient whose turn comes next; what is wrong with it is told when it is asked for. */
    void prepare(int index) {
        try {
            load(index);
        } catch (IOException | RuntimeException e) {
            return;
        }
    }

    private Loaded read(String id) throws IOException {
        Set<String> notes = Collections.synchronizedSet(new LinkedHashSet<>());
        CohortReadOptions options = CohortReadOptions.DEFAULT.withGate(
                MapGate.refusing((MapFinding finding) -> notes.add(finding.explanation())));
        PatientStudy patient = cohort.patient(id, options);
        if (largest(patient) > LARGEST_SHOWN) {
            patient = cohort.patient(id, options.withPixels(LARGEST_SHOWN));
        }
        return new Loaded(patient, Answers.patient(patient, new ArrayList<>(notes)));
    }

    private static int largest(PatientStudy patient) {
        int largest = 0;
        for (PerfusionState state : PerfusionState.values()) {
            largest = Math.max(largest, patient.map(state).map(PolarMap::pixels).orElse(0));
        }
        return largest;
    }
}

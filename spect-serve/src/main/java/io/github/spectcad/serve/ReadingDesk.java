package io.github.spectcad.serve;

import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCondition;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds the order of the protocol: a reader reads a patient without the model, then is shown the model's output, then
 * reads again. A recorded reading is final. Safe for concurrent use.
 */
final class ReadingDesk {
    private static final int KEPT = 4;

    private final CohortPatients patients;
    private final ReadingLog log;
    private final String reader;
    private final Optional<ModelOutput> model;
    private final Clock clock;
    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();
    private final Map<Integer, ModelOutput.Shown> recent = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, ModelOutput.Shown> eldest) {
            return size() > KEPT;
        }
    };

    ReadingDesk(CohortPatients patients, ReadingLog log, String reader, Optional<ModelOutput> model, Clock clock) {
        this.patients = patients;
        this.log = log;
        this.reader = reader;
        this.model = model;
        this.clock = clock;
    }

    String reader() {
        return reader;
    }

    CohortPatients patients() {
        return patients;
    }

    Optional<ModelOutput> model() {
        return model;
    }

    private Reading.Key key(int index, ReadingCondition condition) {
        return new Reading.Key(reader, patients.id(index), condition);
    }

    /** This reader's readings of patients of this cohort, in the order they were recorded. */
    List<Reading> readings() throws IOException {
        Set<String> known = new HashSet<>();
        for (int i = 0; i < patients.size(); i++) {
            known.add(patients.id(i));
        }
        return log.all().stream()
                .filter(reading -> reading.reader().equals(reader) && known.contains(reading.patientId()))
                .toList();
    }

    /** The first patient whose readings are not all recorded; the first of all where there is none. */
    int firstOpen() throws IOException {
        ReadingCondition last = model.isPresent() ? ReadingCondition.WITH : ReadingCondition.WITHOUT;
        Set<String> done = new HashSet<>();
        for (Reading reading : readings()) {
            if (reading.condition() == last) {
                done.add(reading.patientId());
            }
        }
        for (int i = 0; i < patients.size(); i++) {
            if (!done.contains(patients.id(i))) {
                return i;
            }
        }
        return 0;
    }

    Optional<Reading> reading(int index, ReadingCondition condition) throws IOException {
        return log.find(key(index, condition));
    }

    /**
     * The model's output, after the first reading only.
     *
     * @throws RequestException if there is no model, the first reading is not recorded, or the model takes no such maps
     */
    ModelOutput.Shown output(int index) throws IOException, RequestException {
        ModelOutput source =
                model.orElseThrow(() -> new RequestException(404, "the server was started without a model"));
        if (reading(index, ReadingCondition.WITHOUT).isEmpty()) {
            throw new RequestException(409, "the model's output is shown after the reading without it is recorded");
        }
        ModelOutput.Shown output = computed(source, index);
        seen.add(index);
        return output;
    }

    private ModelOutput.Shown computed(ModelOutput source, int index) throws RequestException {
        synchronized (recent) {
            ModelOutput.Shown known = recent.get(index);
            if (known != null) {
                return known;
            }
        }
        try {
            ModelOutput.Shown output = source.of(patients.id(index));
            synchronized (recent) {
                recent.put(index, output);
            }
            return output;
        } catch (IOException | IllegalArgumentException e) {
            throw new RequestException(422, "the model cannot be used for this patient: " + e.getMessage(), e);
        }
    }

    /**
     * Records a reading; it is on the disk when this returns.
     *
     * @return the reading as recorded
     * @throws RequestException if it was recorded before, or its turn has not come
     */
    Reading record(int index, ReadingDraft draft) throws IOException, RequestException {
        if (draft.condition() == ReadingCondition.WITH && !seen.contains(index)) {
            throw new RequestException(409, "look at the model's output before the reading with it");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Reading reading = new Reading(
                reader,
                patients.id(index),
                draft.condition(),
                draft.diseased(),
                draft.stress(),
                draft.rest(),
                draft.condition() == ReadingCondition.WITH
                        ? Optional.of(output(index).prediction())
                        : Optional.empty(),
                Optional.of(now));
        if (log.append(reading).isPresent()) {
            throw new RequestException(
                    409, "this reading is recorded already and final; it may have been done in another window");
        }
        return reading;
    }
}

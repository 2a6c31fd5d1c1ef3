package io.github.spectcad.serve;

import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCondition;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Holds the order of the protocol: a reader reads a patient without the model, then is shown the model's output, then
 * reads again. A recorded reading is final. Safe for concurrent use.
 */
final class ReadingDesk implements AutoCloseable {
    private static final int KEPT = 4;
    private static final long LONGEST_SECONDS = 60;

    private final CohortPatients patients;
    private final ReadingLog log;
    private final String reader;
    private final Optional<ModelOutput> model;
    private final Clock clock;
    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();
    private final ExecutorService computing = Executors.newSingleThreadExecutor(this::computingThread);
    private final Ahead<Integer, ModelOutput.Shown> outputs =
            new Ahead<>(KEPT, computing, index -> shownModel().of(id(index)));
    private final Ahead<Explained, List<ModelOutput.Saliency>> saliencies = new Ahead<>(
            KEPT * VesselTerritory.ORDER.size(), computing, key -> shownModel().saliency(id(key.index), key.vessel));

    private record Explained(int index, VesselTerritory vessel) {}

    ReadingDesk(CohortPatients patients, ReadingLog log, String reader, Optional<ModelOutput> model, Clock clock) {
        this.patients = patients;
        this.log = log;
        this.reader = reader;
        this.model = model;
        this.clock = clock;
    }

    private Thread computingThread(Runnable work) {
        Thread thread = new Thread(
                () -> {
                    model.ifPresent(ModelOutput::workAhead);
                    work.run();
                },
                "spect-serve-model");
        thread.setDaemon(true);
        return thread;
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

    private ModelOutput shownModel() throws RequestException {
        return model.orElseThrow(() -> new RequestException(404, "the server was started without a model"));
    }

    private String id(int index) {
        return patients.id(index);
    }

    /**
     * The model's output, after the first reading only.
     *
     * @throws RequestException if there is no model, the first reading is not recorded, or the model takes no such maps
     */
    ModelOutput.Shown output(int index) throws IOException, RequestException {
        requireFirstReading(index);
        ModelOutput.Shown output = computed(outputs, index);
        seen.add(index);
        expectSaliency(index);
        return output;
    }

    /**
     * The saliency of a vessel's probability, after the first reading only.
     *
     * @throws RequestException if there is no model, the first reading is not recorded, or the model takes no such maps
     */
    List<ModelOutput.Saliency> saliency(int index, VesselTerritory vessel) throws IOException, RequestException {
        requireFirstReading(index);
        return computed(saliencies, new Explained(index, vessel));
    }

    private void requireFirstReading(int index) throws IOException, RequestException {
        shownModel();
        if (reading(index, ReadingCondition.WITHOUT).isEmpty()) {
            throw new RequestException(409, "the model's output is shown after the reading without it is recorded");
        }
    }

    /**
     * Reads the patients whose turn comes first and predicts the first: what is done for the first time takes many times as
     * long as later, so it is done before the reader asks for it. What is wrong with a patient is told when it is asked for.
     */
    void prepareFirst() throws IOException {
        int first = firstOpen();
        patients.prepare(first);
        computing.execute(() -> {
            for (int i = first; i < Math.min(first + CohortPatients.KEPT, patients.size()); i++) {
                answerAhead(i);
            }
        });
        expect(first);
    }

    private void answerAhead(int index) {
        try {
            Reply.json(200, Answers.patient(this, index));
        } catch (IOException | RuntimeException e) {
            return;
        }
    }

    /** Begins to compute the output for a patient who is being read, so that it is there when it may be sent. */
    void expect(int index) {
        if (model.isPresent()) {
            outputs.begin(index);
            expectSaliency(index);
        }
    }

    private void expectSaliency(int index) {
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            saliencies.begin(new Explained(index, vessel));
        }
    }

    private static <K, V> V computed(Ahead<K, V> results, K key) throws IOException, RequestException {
        try {
            return results.get(key);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server is being stopped", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException || e.getCause() instanceof IllegalArgumentException) {
                throw new RequestException(
                        422,
                        "the model cannot be used for this patient: "
                                + e.getCause().getMessage(),
                        e.getCause());
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        computing.shutdownNow();
        try {
            computing.awaitTermination(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
                        ? Optional.of(computed(outputs, index).prediction())
                        : Optional.empty(),
                draft.condition() == ReadingCondition.WITH ? model.flatMap(ModelOutput::file) : Optional.empty(),
                Optional.of(now));
        if (log.append(reading).isPresent()) {
            throw new RequestException(
                    409, "this reading is recorded already and final; it may have been done in another window");
        }
        return reading;
    }
}

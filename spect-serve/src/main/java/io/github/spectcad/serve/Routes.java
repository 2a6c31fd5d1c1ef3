package io.github.spectcad.serve;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.CsvFormatException;
import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCsv;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which request gives which answer. Patients are named by their place in the cohort, so no id and no path is in a request. */
final class Routes {
    private static final Pattern PATIENT =
            Pattern.compile("/api/patients/(\\d{1,9})(/expected|/model|/saliency/[0-2]|/readings)?");

    private final ReadingDesk desk;
    private final String token;
    private final Pages pages = new Pages();

    Routes(ReadingDesk desk, String token) {
        this.desk = desk;
        this.token = token;
    }

    Reply answer(boolean post, String path, String content) throws RequestException {
        try {
            return routed(post, path, content);
        } catch (CsvFormatException e) {
            throw new RequestException(422, e.getMessage(), e);
        } catch (IOException e) {
            throw new RequestException(500, e.getMessage(), e);
        }
    }

    private Reply routed(boolean post, String path, String content) throws IOException, RequestException {
        if (!post && path.equals("/api/session")) {
            return Reply.json(200, Answers.session(desk, token));
        }
        if (!post && path.equals("/api/readings.csv")) {
            return new Reply(200, "text/csv; charset=utf-8", ReadingCsv.header() + ReadingCsv.rows(desk.readings()));
        }
        Matcher patient = PATIENT.matcher(path);
        if (patient.matches()) {
            return ofPatient(post, Integer.parseInt(patient.group(1)), String.valueOf(patient.group(2)), content);
        }
        if (post) {
            throw new RequestException(404, "there is nothing to be changed at this address");
        }
        return pages.find(path).orElseThrow(() -> new RequestException(404, "there is nothing at this address"));
    }

    private Reply ofPatient(boolean post, int index, String part, String content) throws IOException, RequestException {
        if (index >= desk.patients().size()) {
            throw new RequestException(404, "the cohort has " + desk.patients().size() + " patients, counted from 0");
        }
        if (post == part.equals("/readings")) {
            switch (part) {
                case "/readings" -> {
                    PatientStudy patient = desk.patients().load(index).patient();
                    Reading reading = desk.record(
                            index,
                            ReadingDraft.parse(
                                    content,
                                    patient.stress().isPresent(),
                                    patient.rest().isPresent()));
                    return Reply.json(201, Answers.reading(reading));
                }
                case "/expected" -> {
                    desk.expect(index);
                    return Reply.json(200, Map.of());
                }
                case "/model" -> {
                    return Reply.json(200, Answers.output(desk.output(index)));
                }
                case "/saliency/0", "/saliency/1", "/saliency/2" -> {
                    int vessel = Character.digit(part.charAt(part.length() - 1), 10);
                    return Reply.json(200, Answers.saliency(desk.saliency(index, VesselTerritory.ORDER.get(vessel))));
                }
                default -> {
                    return Reply.json(200, Answers.patient(desk, index));
                }
            }
        }
        throw new RequestException(405, "this address takes " + (post ? "GET" : "POST"));
    }
}

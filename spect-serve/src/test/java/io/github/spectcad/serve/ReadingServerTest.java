package io.github.spectcad.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.CsvFormatException;
import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCsv;
import io.github.spectcad.io.ShownModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingServerTest {
    private static final String SCORES = "[0,0,1,2,0,0,0,3,4,0,0,0,0,0,0,0,2]";
    private static final String WITHOUT = reading("without", "[true,false,true]", SCORES);
    private static final String WITH = reading("with", "[true,true,false]", SCORES);

    @TempDir
    private Path folder;

    private static String reading(String condition, String diseased, String stress) {
        return "{\"condition\":\"" + condition + "\",\"diseased\":" + diseased + ",\"stress\":" + stress + ",\"rest\":"
                + SCORES + "}";
    }

    private ReadingServer.Builder builder(String reader) throws IOException {
        Path csv = folder.resolve("cohort.csv");
        if (Files.notExists(csv)) {
            SmallCohort.write(folder, 3);
        }
        return ReadingServer.builder(csv, folder.resolve("readings"), reader);
    }

    private ReadingServer start() throws IOException {
        return builder("reader-1").output(SmallCohort.output()).start();
    }

    private List<Reading> recorded() throws IOException {
        return ReadingCsv.read(folder.resolve("readings/readings.csv"));
    }

    @Test
    void showsTheModelAfterTheFirstReadingOnlyAndRecordsBoth() throws IOException {
        try (ReadingServer server = start()) {
            Http http = new Http(server.uri());
            for (String path :
                    List.of("/api/session", "/api/patients/0", "/api/patients/0/model", "/api/patients/0/saliency/0")) {
                String content = http.get(path).content();
                assertFalse(content.contains("\"probabilities") || content.contains("\"thresholds"), path);
            }
            assertEquals(409, http.get("/api/patients/0/model").status());
            assertEquals(409, http.get("/api/patients/0/saliency/0").status());
            assertEquals(409, http.record(0, WITH).status());
            assertEquals(201, http.record(0, WITHOUT).status());
            assertEquals(409, http.record(0, WITH).status(), "the output has not been looked at");
            assertEquals(409, http.get("/api/patients/1/model").status());
            JsonNode output = http.get("/api/patients/0/model").json();
            assertEquals("[0.8,0.3,0.1]", output.path("probabilities").toString());
            JsonNode saliency = http.get("/api/patients/0/saliency/2").json();
            assertEquals(SmallCohort.PIXELS, saliency.at("/stress/pixels").asInt());
            assertTrue(saliency.path("rest").isMissingNode(), "the stand-in looks at stress alone");
            assertEquals(404, http.get("/api/patients/0/saliency/3").status());
            assertEquals(201, http.record(0, WITH).status());
            List<Reading> readings = recorded();
            assertEquals(2, readings.size());
            assertEquals(Optional.empty(), readings.get(0).shown());
            assertEquals(
                    Optional.of(new Prediction("p1", 0.8, 0.3, 0.1)),
                    readings.get(1).shown());
            assertEquals(12, readings.get(1).stress().orElseThrow().sum());
            assertTrue(readings.get(1).diseased().rca());
        }
    }

    @Test
    void computesWhatIsExpectedAheadAndDoesNotSendIt() throws Exception {
        CountDownLatch computed = new CountDownLatch(1 + VesselTerritory.ORDER.size());
        ModelOutput output = new ModelOutput() {
            @Override
            public String name() {
                return "stand-in";
            }

            @Override
            public Shown of(String patientId) throws IOException {
                count(patientId);
                return SmallCohort.output().of(patientId);
            }

            @Override
            public List<Saliency> saliency(String patientId, VesselTerritory vessel) throws IOException {
                count(patientId);
                return SmallCohort.output().saliency(patientId, vessel);
            }

            private void count(String patientId) {
                if (patientId.equals("p3")) {
                    computed.countDown();
                }
            }
        };
        try (ReadingServer server = builder("reader-1").output(output).start()) {
            Http http = new Http(server.uri());
            assertEquals(200, http.get("/api/patients/2").status());
            assertEquals("{}", http.get("/api/patients/2/expected").content());
            assertTrue(computed.await(30, TimeUnit.SECONDS));
            assertEquals(409, http.get("/api/patients/2/model").status());
            assertEquals(404, http.get("/api/patients/3/expected").status());
        }
    }

    @Test
    void aReadingWithTheModelNamesTheModelsFile() throws IOException {
        ShownModel file = new ShownModel("model.zip", "0123456789abcdef".repeat(4));
        ModelOutput output = new ModelOutput() {
            @Override
            public String name() {
                return "stand-in";
            }

            @Override
            public Optional<ShownModel> file() {
                return Optional.of(file);
            }

            @Override
            public Shown of(String patientId) throws IOException {
                return SmallCohort.output().of(patientId);
            }

            @Override
            public List<Saliency> saliency(String patientId, VesselTerritory vessel) throws IOException {
                return SmallCohort.output().saliency(patientId, vessel);
            }
        };
        try (ReadingServer server = builder("reader-1").output(output).start()) {
            Http http = new Http(server.uri());
            assertEquals(201, http.record(0, WITHOUT).status());
            assertEquals(200, http.get("/api/patients/0/model").status());
            assertEquals(201, http.record(0, WITH).status());
        }
        assertEquals(
                List.of(Optional.empty(), Optional.of(file)),
                recorded().stream().map(Reading::model).toList());
    }

    @Test
    void eachReaderHasAnOrderOfTheirOwnThatStaysWhereAPatientJoins() throws IOException {
        List<String> one = order("reader-1", 1, 40);
        assertEquals(40, Set.copyOf(one).size());
        assertEquals(one, order("reader-1", 1, 40));
        assertNotEquals(one, order("reader-1", 2, 40));
        assertNotEquals(one, order("reader-2", 1, 40));
        List<String> more = new ArrayList<>(order("reader-1", 1, 41));
        more.remove("p41");
        assertEquals(one, more);
        List<String> sorted = new ArrayList<>(one);
        sorted.sort(null);
        assertNotEquals(sorted, one);
    }

    private List<String> order(String reader, long seed, int patients) throws IOException {
        Path csv = Files.createDirectories(folder.resolve("of-" + patients)).resolve("cohort.csv");
        if (Files.notExists(csv)) {
            SmallCohort.write(csv.getParent(), patients);
        }
        List<String> ids = new ArrayList<>();
        try (ReadingServer server = ReadingServer.builder(csv, folder.resolve("readings"), reader)
                .shuffled(seed)
                .start()) {
            Http http = new Http(server.uri());
            for (int i = 0; i < patients; i++) {
                ids.add(http.get("/api/patients/" + i).json().path("id").asText());
            }
        }
        return ids;
    }

    @Test
    void aRecordedReadingIsFinal() throws IOException {
        try (ReadingServer server = start()) {
            Http http = new Http(server.uri());
            String other = reading("without", "[false,false,false]", SCORES);
            long recorded = IntStream.range(0, 12)
                    .parallel()
                    .filter(i -> http.record(0, i % 2 == 0 ? WITHOUT : other).status() == 201)
                    .count();
            assertEquals(1, recorded);
            assertEquals(409, http.record(0, other).status());
            assertEquals(1, recorded().size());
        }
    }

    @Test
    void resumesWhereTheReaderStoppedAndKeepsReadersApart() throws IOException {
        try (ReadingServer server = start()) {
            assertEquals(201, new Http(server.uri()).record(1, WITHOUT).status());
        }
        try (ReadingServer again = start();
                ReadingServer other =
                        builder("reader-2").output(SmallCohort.output()).start()) {
            Http first = new Http(again.uri());
            Http second = new Http(other.uri());
            assertEquals(
                    "[0,1,0]", first.get("/api/session").json().path("done").toString());
            assertEquals(
                    "[0,0,0]", second.get("/api/session").json().path("done").toString());
            assertEquals(409, second.get("/api/patients/1/model").status());
            assertEquals(201, second.record(1, WITHOUT).status());
            assertEquals(200, first.get("/api/patients/1/model").status());
            assertEquals(2, first.get("/api/readings.csv").content().lines().count(), "those of this reader");
            assertEquals(2, recorded().size());
        }
    }

    @Test
    void withoutAModelThereIsOneReading() throws IOException {
        try (ReadingServer server = builder("reader-1").start()) {
            Http http = new Http(server.uri());
            assertTrue(http.get("/api/session").json().path("model").isNull());
            assertEquals(201, http.record(0, WITHOUT).status());
            assertEquals(404, http.get("/api/patients/0/model").status());
            assertEquals(409, http.record(0, WITH).status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{} {}",
                "{\"condition\":\"without\"}",
                "{\"condition\":\"without\",\"diseased\":[true,false],\"stress\":[],\"rest\":[]}",
                "{\"condition\":\"without\",\"diseased\":[1,0,0],\"stress\":[],\"rest\":[]}"
            })
    void refusesWhatIsNoReading(String content) throws IOException {
        try (ReadingServer server = start()) {
            Http http = new Http(server.uri());
            assertEquals(400, http.record(0, content).status());
            assertEquals(
                    400,
                    http.record(0, reading("without", "[true,false,null]", SCORES))
                            .status());
            assertEquals(
                    400,
                    http.record(0, reading("without", "[true,false,true]", "null"))
                            .status());
            assertEquals(
                    400,
                    http.record(0, reading("without", "[true,false,true]", SCORES.replace('4', '5')))
                            .status());
            assertEquals(
                    400,
                    http.record(0, reading("without", "[true,false,true]", SCORES.replace("4", "0.5")))
                            .status());
            assertEquals(
                    413,
                    http.record(0, " ".repeat(ReadingHandler.LARGEST_CONTENT + 1))
                            .status());
            assertEquals("[0,0,0]", http.get("/api/session").json().path("done").toString());
        }
    }

    @Test
    void answersItsOwnPageOnly() throws IOException {
        try (ReadingServer server = start()) {
            Http http = new Http(server.uri());
            int port = server.uri().getPort();
            assertEquals(200, http.get("/", "Host: localhost:" + port).status());
            assertEquals(200, http.get("/", "Origin: http://127.0.0.1:" + port).status());
            assertEquals(200, http.get("/", "Sec-Fetch-Site: none").status());
            for (String header : List.of(
                    "Host: rebound.example:" + port,
                    "Host: 127.0.0.1",
                    "Host: 127.0.0.1:" + port + ".rebound.example",
                    "Origin: http://localhost:" + port,
                    "Origin: https://127.0.0.1:" + port,
                    "Origin: null",
                    "Sec-Fetch-Site: cross-site",
                    "Sec-Fetch-Site: same-site")) {
                for (String path : List.of("/", "/page.js", "/api/session", "/api/patients/0", "/api/readings.csv")) {
                    Http.Answer answer = http.get(path, header);
                    assertTrue(answer.status() == 403 || answer.status() == 400, header + " " + answer);
                    assertFalse(answer.content().contains("token\":"), header);
                }
            }
            assertEquals(
                    400,
                    http.get("/", "Host: 127.0.0.1:" + port, "Host: rebound.example")
                            .status());
        }
    }

    @Test
    void changesNothingWithoutTheTokenOfThePage() throws IOException {
        try (ReadingServer server = start()) {
            Http http = new Http(server.uri());
            String path = "/api/patients/0/readings";
            String token = "X-Spect-Token: "
                    + http.get("/api/session").json().path("token").asText();
            assertEquals(
                    403,
                    http.post(path, WITHOUT, "Content-Type: application/json").status());
            assertEquals(
                    403,
                    http.post(path, WITHOUT, "Content-Type: application/json", token + "x")
                            .status());
            assertEquals(
                    415,
                    http.post(path, WITHOUT, "Content-Type: text/plain", token).status());
            assertEquals(
                    405,
                    http.send("PUT", path, WITHOUT, "Content-Type: application/json", token)
                            .status());
            assertEquals(405, http.send("DELETE", path, "", token).status());
            assertEquals(
                    405,
                    http.post("/api/patients/0", WITHOUT, "Content-Type: application/json", token)
                            .status());
            assertEquals("[0,0,0]", http.get("/api/session").json().path("done").toString());
        }
    }

    @Test
    void servesThePageAndThePatientsAndNothingElse() throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "secret");
        try (ReadingServer server = start()) {
            Http http = new Http(server.uri());
            for (String path : List.of(
                    "/secret.txt",
                    "/../secret.txt",
                    "/%2e%2e/secret.txt",
                    "/..%2fsecret.txt",
                    "/api/patients/../../secret.txt",
                    "/cohort.csv",
                    "/images/p1_rest.png",
                    "/api/patients/3",
                    "/api/patients/-1",
                    "/api/patients/99999999999",
                    "/api/patients/p1",
                    "/api/readings",
                    "/ReadingServer.class",
                    "/META-INF/MANIFEST.MF",
                    "//etc/passwd",
                    "/\0",
                    "/%00",
                    "/%zz")) {
                Http.Answer answer = http.get(path);
                assertTrue(answer.status() == 404 || answer.status() == 400, path + " " + answer);
                assertFalse(answer.content().contains("secret"), answer.content());
                assertTrue(answer.head().contains("Content-Security-Policy") || answer.status() == 400, answer.head());
            }
            String head = http.get("/").head();
            assertTrue(head.contains("default-src 'none'") && head.contains("nosniff"), head);
            assertFalse(head.toLowerCase(java.util.Locale.ROOT).contains("jetty"), head);
        }
    }

    @Test
    void doesNotTellTheTruthOfTheCohort() throws IOException {
        Path csv = SmallCohort.write(folder, 3);
        List<String> lines = Files.readAllLines(csv);
        List<String> columns = Arrays.asList(lines.get(0).split(",", -1));
        String[] cells = lines.get(1).split(",", -1);
        for (String vessel : List.of("lad", "rca", "lcx")) {
            cells[columns.indexOf("stenosis_" + vessel)] = "87.125";
            cells[columns.indexOf("er_" + vessel)] = "1";
        }
        lines.set(1, String.join(",", cells));
        Files.write(csv, lines);
        try (ReadingServer server = start()) {
            assertFalse(new Http(server.uri()).get("/api/session").content().contains("87.125"));
            assertEquals(
                    List.of("id", "clinical", "notes", "rest", "stress", "index", "without", "with"),
                    fields(new Http(server.uri()).get("/api/patients/0").json()));
        }
    }

    private static List<String> fields(JsonNode json) {
        List<String> names = new java.util.ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void tellsWhyAPatientCannotBeShownAndGoesOn() throws IOException {
        Path csv = SmallCohort.write(folder, 3);
        String image = Files.readAllLines(csv).get(1).split(",", -1)[1];
        Files.writeString(folder.resolve(image), "<script>alert(1)</script>");
        try (ReadingServer server = start()) {
            Http http = new Http(server.uri());
            Http.Answer answer = http.get("/api/patients/0");
            assertEquals(422, answer.status());
            assertTrue(answer.json().path("error").asText().contains("rest_image"), answer.content());
            assertTrue(answer.head().contains("application/json"), answer.head());
            assertEquals(422, http.record(0, WITHOUT).status());
            assertEquals(200, http.get("/api/patients/1").status());
        }
    }

    @Test
    void doesNotStartWithACohortThatLeadsOutside() throws IOException {
        Path csv = SmallCohort.write(folder, 3);
        Files.writeString(csv, Files.readString(csv).replaceFirst("images/", "../images/"));
        assertThrows(CsvFormatException.class, this::start);
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (ReadingServer server = start()) {
            int port = server.uri().getPort();
            IOException e = assertThrows(
                    IOException.class, () -> builder("reader-2").port(port).start());
            assertTrue(e.getMessage().contains("another port"), e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "../a", "=1+1", "a\n", "-a"})
    void takesReadersOfPlainCharactersOnly(String reader) {
        assertThrows(IllegalArgumentException.class, () -> builder(reader));
    }
}

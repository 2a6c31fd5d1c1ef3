package io.github.spectcad.spark;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.launcher.JavaModuleOptions;

/** A driver in a process of its own, with executors in further ones, whose attempts ask the test how to go on. */
final class ClusterRun implements AutoCloseable {
    /** One attempt at a cell says where it is. */
    record Event(long pid, String executor, String task, String strategy, String what, int steps) {
        boolean is(String wantedTask, String wantedStrategy, String wanted) {
            return task.equals(wantedTask) && strategy.equals(wantedStrategy) && what.equals(wanted);
        }
    }

    private final Process driver;
    private final ServerSocket server;
    private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

    /**
     * Starts a driver.
     *
     * @param folder an empty folder of this run alone
     * @param location where the results go
     * @param settings Spark's
     * @param step after which step of a training it asks
     * @param answers what to answer, for any thread; may kill who asks, or wait
     */
    ClusterRun(
            Path folder, String location, Map<String, String> settings, int step, Function<Event, Probe.Answer> answers)
            throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread listening = new Thread(() -> listen(answers), "probe");
        listening.setDaemon(true);
        listening.start();
        Path home = home(folder);
        driver = start(
                home,
                settings(folder, System.getProperty("java.class.path"), settings),
                folder.resolve("driver.log"),
                StudyDriver.class.getName(),
                location,
                folder.resolve("driver").toString(),
                Integer.toString(server.getLocalPort()),
                Integer.toString(step));
    }

    /** Starts a class of Spark's or of this test in a process of its own. */
    static Process start(Path home, Map<String, String> properties, Path log, String... main) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx512m", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(main));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.start();
    }

    /** A folder that Spark takes for its home: the jars come from the class path. */
    static Path home(Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve("spark-home"));
        Files.createDirectories(home.resolve("jars"));
        Files.createFile(home.resolve("RELEASE"));
        return home;
    }

    private static Map<String, String> settings(Path folder, String classPath, Map<String, String> more) {
        Map<String, String> settings = new java.util.TreeMap<>(Map.of(
                "spark.master",
                "local-cluster[2,1,1024]",
                "spark.driver.host",
                "127.0.0.1",
                "spark.driver.bindAddress",
                "127.0.0.1",
                "spark.ui.enabled",
                "false",
                "spark.local.dir",
                folder.resolve("local").toString(),
                "spark.executor.extraClassPath",
                classPath,
                "spark.executor.extraJavaOptions",
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                SparkStudyExecutor.CHECKPOINT_INTERVAL,
                "0s"));
        settings.putAll(more);
        return settings;
    }

    private void listen(Function<Event, Probe.Answer> answers) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread answering = new Thread(() -> answer(socket, answers), "answer");
                answering.setDaemon(true);
                answering.start();
            } catch (IOException e) {
                return; // the test is over
            }
        }
    }

    private void answer(Socket socket, Function<Event, Probe.Answer> answers) {
        try (socket;
                DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
            Event event =
                    new Event(in.readLong(), in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readInt());
            events.add(event);
            out.writeInt(answers.apply(event).ordinal());
        } catch (IOException e) {
            return; // who asked was killed meanwhile
        }
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    /** The attempts at a cell that ended, with their steps. */
    List<Event> ended(String task, String strategy) {
        return events().stream()
                .filter(event -> event.is(task, strategy, "end"))
                .toList();
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    void killDriver() {
        driver.toHandle().destroyForcibly();
    }

    /** Waits for the driver to end; the code it ended with. */
    int await() throws InterruptedException {
        return driver.waitFor();
    }

    String log(Path folder) throws IOException {
        return Files.readString(folder.resolve("driver.log"));
    }

    @Override
    public void close() throws IOException {
        driver.descendants().forEach(ProcessHandle::destroyForcibly);
        driver.destroyForcibly();
        server.close();
    }
}

package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real browser without a window, as Debian's package chromium installs it. */
final class Browser {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Pattern RESULT = Pattern.compile("<pre id=\"result\">([^<]*)</pre>");
    private static final Pattern PDF_PAGE = Pattern.compile("/Type\\s*/Page\\b(?!s)");
    private static final long SECONDS = 120;

    private final Path program;

    private Browser(Path program) {
        this.program = program;
    }

    /** The browser; a test that asks for it is skipped where there is none. */
    static Browser find() {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "no Chromium on the PATH: install the package chromium");
        return new Browser(found.orElseThrow());
    }

    /**
     * Lays a page out.
     *
     * @param html the page
     * @param width of the window, in CSS pixels
     * @return {@code page}, the width the page needs, and {@code figures} and {@code captions}, the right ends of all
     *     figures and pictures, and of what is written in all captions
     */
    JsonNode layout(Path folder, String html, int width) throws IOException {
        String script = "const f = document.getElementById('frame'); f.onload = () => { const d = f.contentDocument;"
                + " const right = [...d.querySelectorAll('figure, figure svg, img')]"
                + ".map(e => Math.ceil(e.getBoundingClientRect().right));"
                + " const words = [...d.querySelectorAll('figcaption')].map(e => { const r = d.createRange();"
                + " r.selectNodeContents(e); return Math.ceil(r.getBoundingClientRect().right); });"
                + " document.getElementById('result').textContent = JSON.stringify("
                + "{page: d.documentElement.scrollWidth, figures: right, captions: words}); };";
        String wrapper = "<!DOCTYPE html><meta charset=\"utf-8\"><pre id=\"result\"></pre><iframe id=\"frame\" style=\""
                + "border: 0; height: 900px; width: " + width + "px\"></iframe><script>" + script
                + "f.srcdoc = document.getElementById('page').content.textContent;</script>";
        Path file = folder.resolve("wrapper.html");
        String page = "<template id=\"page\">" + html.replace("&", "&amp;").replace("<", "&lt;") + "</template>";
        Files.writeString(file, wrapper.replace("<script>", page + "<script>"));
        Matcher result = RESULT.matcher(run(
                folder,
                "--dump-dom",
                "--virtual-time-budget=20000",
                file.toUri().toString()));
        if (!result.find() || result.group(1).isEmpty()) {
            throw new IOException("the browser has not laid the page out");
        }
        return new ObjectMapper().readTree(result.group(1));
    }

    /** How many pages a page takes in print. */
    int printedPages(Path folder, Path page) throws IOException {
        Path pdf = folder.resolve("print.pdf");
        run(
                folder,
                "--no-pdf-header-footer",
                "--print-to-pdf=" + pdf,
                page.toUri().toString());
        Matcher matcher = PDF_PAGE.matcher(Files.readString(pdf, StandardCharsets.ISO_8859_1));
        return (int) matcher.results().count();
    }

    private String run(Path folder, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(options));
        Path out = folder.resolve("browser.out");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the browser has not ended within " + SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(out);
    }
}

package io.github.spectcad.study.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** The common look of all pages, and the one place that escapes. */
final class Html {
    static final String STYLE = """
            body { font: 15px/1.5 sans-serif; color: #111; background: #fff; max-width: 1180px; margin: 2em auto; \
            padding: 0 1.2em; overflow-wrap: break-word; }
            h1 { font-size: 1.7em; margin-bottom: 0.2em; }
            h2 { font-size: 1.25em; margin-top: 2em; border-bottom: 1px solid #bbb; }
            h3 { font-size: 1.05em; margin-top: 1.5em; }
            a { color: #004a80; }
            .notice { border: 2px solid #a33; padding: 0.5em 1em; font-weight: bold; }
            .box { background: #f4f7fa; border-left: 4px solid #0072b2; padding: 0.1em 1.2em 0.4em; margin: 1em 0; }
            .box h2 { margin-top: 0.6em; border: none; }
            nav ol { columns: 2 22em; list-style: none; padding: 0; font-size: 13.5px; }
            nav .l2 { font-weight: bold; margin-top: 0.3em; } nav .l3 { padding-left: 1.2em; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; font-size: 12.5px; margin: 1em 0; font-variant-numeric: tabular-nums; }
            .table figcaption { font-weight: bold; font-size: 12.5px; } .table table { margin: 0.4em 0; }
            th, td { padding: 0.2em 0.45em; text-align: left; vertical-align: top; }
            thead th { border-top: 1.5px solid #111; border-bottom: 1px solid #111; }
            tbody tr:last-child td { border-bottom: 1.5px solid #111; }
            td.n, th.n { text-align: right; }
            td.n, td.s { white-space: nowrap; }
            figure { margin: 1.2em 0; max-width: 100%; min-width: 0; }
            .row { display: flex; flex-wrap: wrap; gap: 1em; align-items: flex-start; }
            .row figure { margin: 0; } .row figure:not(.table) figcaption { contain: inline-size; }
            figure svg, img { max-width: 100%; height: auto; }
            .eyes { display: grid; grid-template-columns: repeat(var(--columns), minmax(0, 1fr)); gap: 0.4em; }
            .eyes img { width: 100%; max-width: 480px; }
            figcaption { font-size: 13px; max-width: 60em; }
            .file { color: #555; font-size: 11.5px; }
            pre { background: #f4f4f4; border: 1px solid #ddd; padding: 0.8em 1em; overflow-x: auto; font-size: 13px; }
            @media screen and (max-width: 700px) { .eyes { grid-template-columns: minmax(0, 1fr); } \
            td.s { white-space: normal; } }
            @page { size: landscape; margin: 12mm; }
            @media print { body { max-width: none; margin: 0; font-size: 10pt; } figure, table, pre \
            { break-inside: avoid; } .scroll { overflow: visible; } h2, h3 { break-after: avoid; } \
            pre { white-space: pre-wrap; } table { font-size: 7.5pt; } figure svg, .eyes img { max-height: 165mm; } \
            td.s, td.n { white-space: normal; } th, td { padding: 0.1em 0.4em; } }
            """;

    private Html() {}

    /** A page up to the begin of its content, with what a style sheet of its own says after the common one. */
    static StringBuilder begin(String title, String... style) {
        return new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + escape(title)
                + "</title>\n<style>\n" + STYLE + String.join("\n", style) + "</style>\n</head>\n<body>\n<main>\n");
    }

    static void notice(StringBuilder page, String text) {
        page.append("<p class=\"notice\" role=\"note\">").append(escape(text)).append("</p>\n");
    }

    static void element(StringBuilder page, String name, String text) {
        page.append('<').append(name).append('>').append(escape(text));
        page.append("</").append(name).append(">\n");
    }

    /** A picture inside the page. */
    static void image(StringBuilder page, BufferedImage image, String alternative) {
        page.append("<img alt=\"").append(escape(alternative)).append("\" width=\"");
        page.append(image.getWidth()).append("\" height=\"").append(image.getHeight());
        page.append("\" src=\"data:image/png;base64,");
        page.append(Base64.getEncoder().encodeToString(png(image))).append("\">\n");
    }

    static byte[] png(BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory can always be written to
        }
        return png.toByteArray();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

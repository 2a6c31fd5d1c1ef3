package io.github.spectcad.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.FeatureScaler;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A few figures that belong to a model, from a file: CSV with a row for each, or a JSON object with a field for each.
 * {@code feature,mean,standard_deviation} and {@code {"sex": {"mean": 1.2, "standard_deviation": 0.4}, ...}} are a scaler,
 * {@code vessel,threshold} and {@code {"lad": 0.5, ...}} are thresholds.
 */
final class FigureFile {
    private static final long MAX_BYTES = 1 << 20;

    private final Path file;
    private final String key;
    private final List<String> keys;
    private final List<String> columns;

    private FigureFile(Path file, String key, List<String> keys, String... columns) {
        this.file = file;
        this.key = key;
        this.keys = keys;
        this.columns = List.of(columns);
    }

    /** Means and standard deviations of the clinical features. */
    static FeatureScaler scaler(Path file) throws IOException {
        Map<String, List<Double>> figures =
                new FigureFile(file, "feature", ClinicalFeatures.NAMES, "mean", "standard_deviation").read();
        try {
            return new FeatureScaler(
                    figures.values().stream().map(row -> row.get(0)).toList(),
                    figures.values().stream().map(row -> row.get(1)).toList());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Decision thresholds of the vessels. */
    static Thresholds thresholds(Path file) throws IOException {
        List<String> vessels =
                VesselTerritory.ORDER.stream().map(VesselTerritory::id).toList();
        Map<String, List<Double>> figures = new FigureFile(file, "vessel", vessels, "threshold").read();
        try {
            return Thresholds.of(
                    figures.values().stream().map(row -> row.get(0)).toList());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** The figures by key, in the order of the keys. */
    private Map<String, List<Double>> read() throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + ": has " + Files.size(file) + " bytes: at most " + MAX_BYTES + " are read");
        }
        Map<String, List<Double>> found = isJson() ? json() : csv();
        Map<String, List<Double>> ordered = new LinkedHashMap<>();
        for (String name : keys) {
            List<Double> row = found.remove(name);
            if (row == null) {
                throw new IOException(file + ": there is no " + key + " " + name + ": needed are " + keys);
            }
            ordered.put(name, row);
        }
        if (!found.isEmpty()) {
            throw new IOException(file + ": the " + key + " "
                    + ErrorText.oneLine(found.keySet().iterator().next()) + " is not known: needed are " + keys);
        }
        return ordered;
    }

    private boolean isJson() throws IOException {
        try (var in = Files.newInputStream(file)) {
            int c = in.read();
            while (Character.isWhitespace(c)) {
                c = in.read();
            }
            return c == '{';
        }
    }

    private Map<String, List<Double>> csv() throws IOException {
        List<String> known = new ArrayList<>(List.of(key));
        known.addAll(columns);
        CsvTable table = CsvTable.read(file, known);
        for (String column : known) {
            table.require(column);
        }
        Map<String, List<Double>> found = new LinkedHashMap<>();
        for (CsvTable.Row row : table.rows()) {
            List<Double> figures = new ArrayList<>();
            for (String column : columns) {
                OptionalDouble figure = row.number(column);
                figures.add(figure.orElseThrow(() -> row.error(column, "the cell is empty: give a number")));
            }
            if (found.put(row.text(key).toLowerCase(Locale.ROOT), figures) != null) {
                throw row.error(key, "occurs twice");
            }
        }
        return found;
    }

    private Map<String, List<Double>> json() throws IOException {
        JsonNode tree;
        try {
            tree = new ObjectMapper().readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": is not valid JSON: " + e.getOriginalMessage(), e);
        }
        Map<String, List<Double>> found = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            List<Double> figures = new ArrayList<>();
            for (String column : columns) {
                JsonNode figure = columns.size() == 1
                        ? field.getValue()
                        : field.getValue().path(column);
                if (!figure.isNumber()) {
                    throw new IOException(
                            file + ": " + ErrorText.oneLine(field.getKey()) + " has no number as " + column);
                }
                figures.add(figure.asDouble());
            }
            found.put(field.getKey().toLowerCase(Locale.ROOT), figures);
        }
        return found;
    }
}

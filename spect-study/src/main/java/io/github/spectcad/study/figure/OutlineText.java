package io.github.spectcad.study.figure;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Recognises the glyph outlines of known strings. XChart fills text as outlines; this finds the string again, so that
 * the picture holds text that can be searched, copied and read aloud, and is several times smaller.
 *
 * <p>An outline is recognised whatever its place and rotation, by the kinds of its path segments and the distances
 * between successive points.
 */
final class OutlineText {
    private static final double TOLERANCE = 1e-3;
    private static final int MOST_KEPT = 4096;
    /** Figures share most of their labels, and laying a text out takes longer than all else. */
    private static final Map<Layout, Path> KEPT = new ConcurrentHashMap<>();

    private final List<FontRenderContext> contexts;
    private final Set<Font> fonts = new LinkedHashSet<>();
    private final Set<String> strings = new LinkedHashSet<>();
    private final Map<String, List<Label>> bySegments = new HashMap<>();

    /** Text may have been laid out in any of the contexts. */
    OutlineText(List<FontRenderContext> contexts) {
        this.contexts = List.copyOf(contexts);
    }

    /** A recognised string and where it stands. */
    record Placement(String text, Font font, AffineTransform transform) {}

    private record Label(String text, Font font, Path path) {}

    void addFont(Font font) {
        if (fonts.add(font)) {
            strings.forEach(text -> register(text, font));
        }
    }

    void add(String text) {
        if (text != null && !text.isBlank() && strings.add(text)) {
            fonts.forEach(font -> register(text, font));
        }
    }

    private record Layout(String text, Font font, FontRenderContext context) {
        Path path() {
            return Path.of(new TextLayout(text, font, context).getOutline(null));
        }
    }

    private static Path path(Layout layout) {
        if (KEPT.size() > MOST_KEPT) {
            KEPT.clear();
        }
        return KEPT.computeIfAbsent(layout, Layout::path);
    }

    private void register(String text, Font font) {
        for (FontRenderContext context : contexts) {
            Path path = path(new Layout(text, font, context));
            bySegments
                    .computeIfAbsent(path.segments(), key -> new ArrayList<>())
                    .add(new Label(text, font, path));
        }
    }

    Optional<Placement> find(Shape shape) {
        Path path = Path.of(shape);
        for (Label label : bySegments.getOrDefault(path.segments(), List.of())) {
            if (path.isCongruentTo(label.path())) {
                return Optional.of(
                        new Placement(label.text(), label.font(), label.path().transformTo(path)));
            }
        }
        return Optional.empty();
    }

    /** Kinds of segments and all points of a path. */
    private static final class Path {
        private final String segments;
        private final double[] points;

        private Path(String segments, double[] points) {
            this.segments = segments;
            this.points = points;
        }

        String segments() {
            return segments;
        }

        static Path of(Shape shape) {
            StringBuilder kinds = new StringBuilder();
            List<Double> points = new ArrayList<>();
            double[] segment = new double[6];
            for (PathIterator it = shape.getPathIterator(null); !it.isDone(); it.next()) {
                int kind = it.currentSegment(segment);
                kinds.append((char) ('0' + kind));
                int values = switch (kind) {
                    case PathIterator.SEG_CLOSE -> 0;
                    case PathIterator.SEG_QUADTO -> 4;
                    case PathIterator.SEG_CUBICTO -> 6;
                    default -> 2;
                };
                for (int i = 0; i < values; i++) {
                    points.add(segment[i]);
                }
            }
            return new Path(
                    kinds.toString(),
                    points.stream().mapToDouble(Double::doubleValue).toArray());
        }

        boolean isCongruentTo(Path other) {
            if (points.length < 4 || points.length != other.points.length) {
                return false;
            }
            for (int i = 2; i < points.length; i += 2) {
                if (Math.abs(step(i) - other.step(i)) > TOLERANCE
                        || Math.abs(fromStart(i) - other.fromStart(i)) > TOLERANCE) {
                    return false;
                }
            }
            return true;
        }

        private double step(int i) {
            return Math.hypot(points[i] - points[i - 2], points[i + 1] - points[i - 1]);
        }

        private double fromStart(int i) {
            return Math.hypot(points[i] - points[0], points[i + 1] - points[1]);
        }

        AffineTransform transformTo(Path placed) {
            int far = 2;
            for (int i = 2; i < points.length; i += 2) {
                if (fromStart(i) > fromStart(far)) {
                    far = i;
                }
            }
            double angle = placed.angleTo(far) - angleTo(far);
            AffineTransform transform = AffineTransform.getTranslateInstance(placed.points[0], placed.points[1]);
            if (Math.abs(angle) > TOLERANCE) {
                transform.rotate(angle);
            }
            transform.translate(-points[0], -points[1]);
            return transform;
        }

        private double angleTo(int i) {
            return Math.atan2(points[i + 1] - points[1], points[i] - points[0]);
        }
    }
}

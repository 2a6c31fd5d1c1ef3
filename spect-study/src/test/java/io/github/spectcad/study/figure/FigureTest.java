package io.github.spectcad.study.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class FigureTest {
    private static final String AWKWARD = "Otaki's <cnn1> & \"co\"";

    static Stream<Figure> figures() {
        return figures(AWKWARD);
    }

    private static Stream<Figure> figures(String title) {
        return Stream.of(
                roc(title),
                HeatMapFigure.draw(
                        title,
                        List.of("cnn1", "cnn2"),
                        List.of("rest", "late-fusion"),
                        List.of(List.of(0.51, 0.62), List.of(0.73, Double.NaN)),
                        0.5,
                        0.8),
                BoxPlotFigure.draw(
                        title,
                        "AUC",
                        List.of(
                                new BoxPlotFigure.Box("strategy-1", 0.5, 0.6, 0.65, 0.7, 0.8),
                                new BoxPlotFigure.Box("strategy-2", 0.4, 0.5, 0.55, 0.6, 0.7))),
                CalibrationFigure.draw(
                        title,
                        List.of(new CalibrationFigure.Curve(
                                "LAD",
                                List.of(
                                        new CalibrationFigure.Bin(0.1, 0.2, 0.1, 0.3),
                                        new CalibrationFigure.Bin(0.8, 0.7, 0.5, 0.9))))),
                DecisionCurveFigure.draw(
                        title,
                        List.of(DecisionCurveFigure.Curve.of(
                                "cnn1", new int[] {1, 1, 0, 0}, new double[] {0.9, 0.6, 0.4, 0.1}))),
                TrainingFigure.draw(
                        title,
                        "Loss",
                        List.of(
                                new TrainingFigure.History("training", List.of(1.0, 0.7, 0.6)),
                                new TrainingFigure.History("validation", List.of(1.1, 0.8, 0.9)))));
    }

    private static Figure roc(String title) {
        return RocFigure.draw(
                title,
                List.of(
                        new RocFigure.Curve(
                                "cnn1's", List.of(0.0, 0.0, 0.4, 1.0), List.of(0.0, 0.5, 0.9, 1.0), 0.8123, 0.7, 0.9),
                        new RocFigure.Curve("cnn2", List.of(0.0, 1.0), List.of(0.0, 1.0), 0.5, 0.4, 0.6)));
    }

    private static Document parse(Figure figure) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(figure.svg().getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Figure figure) throws Exception {
        NodeList nodes = parse(figure).getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static Set<String> ids(Figure figure) {
        Set<String> ids = new HashSet<>();
        Matcher matcher = Pattern.compile(" id=\"([^\"]+)\"").matcher(figure.svg());
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        return ids;
    }

    @ParameterizedTest
    @MethodSource("figures")
    void isOneSvgElementWithItsTitleAsTextAndNothingFromOutside(Figure figure) throws Exception {
        Document document = parse(figure);
        assertEquals("svg", document.getDocumentElement().getTagName());
        assertEquals(AWKWARD, document.getElementsByTagName("title").item(0).getTextContent());
        assertTrue(texts(figure).contains(AWKWARD), () -> "no title among " + figure.svg());
        assertFalse(figure.svg().contains("<script"));
        assertFalse(figure.svg().replace("http://www.w3.org/2000/svg", "").contains("http"));
    }

    @Test
    void isWideEnoughForTheLongestTitleOfAReport() {
        String title = "AUC by augmentation, task 2, per patient, n = 1800";
        double room = new Font(Font.SANS_SERIF, Font.BOLD, 13)
                .getStringBounds(title, new FontRenderContext(null, true, true))
                .getWidth();
        figures(title).forEach(figure -> assertTrue(figure.width() > room + 20, figure.width() + " for " + room));
    }

    @Test
    void sameArgumentsGiveTheSamePicture() {
        List<Figure> first = figures().toList();
        List<Figure> second = figures().toList();
        assertEquals(first, second);
    }

    @Test
    void idsOfDifferentFiguresDiffer() {
        Set<String> ids = new HashSet<>();
        int count = 0;
        for (Figure figure : figures().toList()) {
            ids.addAll(ids(figure));
            count += ids(figure).size();
        }
        assertTrue(count > 0);
        assertEquals(count, ids.size());
    }

    @Test
    void rocLegendGivesAreaAndInterval() throws Exception {
        List<String> texts = texts(roc("ROC"));
        assertTrue(texts.contains("cnn1's: AUC 0.81 (0.70 to 0.90)"), texts::toString);
        assertTrue(texts.contains("1 - specificity"), texts::toString);
    }

    @Test
    void rocCurveIsOnePathSoThatItsDashesRunOn() {
        String svg = roc("ROC").svg();
        long curves = Pattern.compile("<path d=\"M[^L\"]*( L[^L\"]*){3}\"")
                .matcher(svg)
                .results()
                .count();
        assertTrue(curves >= 1, svg);
    }

    @Test
    void heatMapWritesEachValueAndLeavesNanEmpty() throws Exception {
        List<String> texts = texts(figures().toList().get(1));
        assertTrue(texts.containsAll(List.of("0.51", "0.62", "0.73", "cnn1", "late-fusion")), texts::toString);
        assertFalse(texts.stream().anyMatch(text -> text.contains("NaN")));
    }

    @Test
    void boxPlotNamesEachGroup() throws Exception {
        List<String> texts = texts(figures().toList().get(2));
        assertTrue(texts.containsAll(List.of("strategy-1", "strategy-2", "AUC")), texts::toString);
    }

    @Test
    void emptyFiguresAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> RocFigure.draw("x", List.of()));
        assertThrows(IllegalArgumentException.class, () -> BoxPlotFigure.draw("x", "AUC", List.of()));
        assertThrows(IllegalArgumentException.class, () -> CalibrationFigure.draw("x", List.of()));
        assertThrows(IllegalArgumentException.class, () -> TrainingFigure.draw("x", "Loss", List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> HeatMapFigure.draw("x", List.of("a"), List.of("b"), List.of(List.of(Double.NaN)), 0, 1));
    }

    @Test
    void boxOutOfOrderIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new BoxPlotFigure.Box("x", 0.5, 0.4, 0.6, 0.7, Double.NaN));
    }
}

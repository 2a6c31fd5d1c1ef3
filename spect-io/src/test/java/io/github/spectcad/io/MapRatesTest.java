package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.quality.MapFinding;
import io.github.spectcad.core.quality.MapGate;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** How often the gate is wrong on the good maps of a folder, and on the same maps damaged. */
final class MapRatesTest {
    /** Damages a good grey picture whose disc touches the borders. */
    private interface Damage {
        BufferedImage of(BufferedImage map);
    }

    /** In smaller maps a margin of an eighth is a pixel or two. */
    private static final int LEAST_SIDE_TO_MOVE = 32;

    private static final Map<String, Damage> DAMAGES = new LinkedHashMap<>();

    static {
        DAMAGES.put(
                "inverted",
                map -> Pictures.grey8(map.getWidth(), map.getWidth(), (row, column) -> 255 - at(map, row, column)));
        DAMAGES.put("inset", map -> placed(map, map.getWidth() / 8, 0));
        DAMAGES.put("inset on white", map -> placed(map, map.getWidth() / 8, 255));
        DAMAGES.put("cropped", map -> {
            int margin = Math.max(1, map.getWidth() / 12);
            int side = map.getWidth() - 2 * margin;
            return Pictures.grey8(side, side, (row, column) -> at(map, row + margin, column + margin));
        });
        DAMAGES.put(
                "hot pixel",
                map -> Pictures.grey8(
                        map.getWidth(),
                        map.getWidth(),
                        (row, column) -> row == map.getWidth() / 2 && column == map.getWidth() / 2
                                ? 255
                                : at(map, row, column) / 2));
        DAMAGES.put("constant", map -> Pictures.grey8(map.getWidth(), map.getWidth(), (row, column) -> 128));
        DAMAGES.put("jet", MapRatesTest::jet);
    }

    private static int at(BufferedImage map, int row, int column) {
        return map.getRaster().getSample(column, row, 0);
    }

    private static BufferedImage placed(BufferedImage map, int margin, int background) {
        int side = map.getWidth();
        double centre = (side - 1) / 2.0;
        return Pictures.grey8(side + 2 * margin, side + 2 * margin, (row, column) -> {
            double dx = column - margin - centre;
            double dy = row - margin - centre;
            return dx * dx + dy * dy <= side * side / 4.0 ? at(map, row - margin, column - margin) : background;
        });
    }

    private static BufferedImage jet(BufferedImage map) {
        Palette jet = Palette.ofId("jet").orElseThrow();
        BufferedImage image = new BufferedImage(map.getWidth(), map.getWidth(), BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < map.getWidth(); row++) {
            for (int column = 0; column < map.getWidth(); column++) {
                image.setRGB(column, row, jet.rgb(at(map, row, column)));
            }
        }
        return image;
    }

    private static List<MapFinding> findings(BufferedImage image) throws IOException {
        List<MapFinding> findings = new ArrayList<>();
        PolarMapReader.ownSize().withGate(MapGate.warning(findings::add)).read(image, "map", PerfusionState.REST);
        return findings;
    }

    @Test
    void goodMapsPassAndDamagedOnesAreFound() throws IOException {
        String folder = System.getProperty("maps");
        assumeTrue(folder != null, "-Dmaps names no folder of good maps");
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(folder))) {
            files = all.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .toList();
        }
        int alarms = 0;
        int suspicions = 0;
        Map<String, Integer> missed = new LinkedHashMap<>();
        for (Path file : files) {
            BufferedImage read = ImageIO.read(file.toFile());
            BufferedImage map = new BufferedImage(read.getWidth(), read.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
            Graphics2D graphics = map.createGraphics();
            graphics.drawImage(read, 0, 0, null);
            graphics.dispose();
            List<MapFinding> good = findings(map);
            alarms += good.stream().anyMatch(finding -> finding.kind().isFault()) ? 1 : 0;
            suspicions += good.isEmpty() ? 0 : 1;
            for (Map.Entry<String, Damage> damage : DAMAGES.entrySet()) {
                boolean moves =
                        damage.getKey().startsWith("inset") || damage.getKey().equals("cropped");
                if (moves && map.getWidth() < LEAST_SIDE_TO_MOVE) {
                    continue;
                }
                boolean found = findings(damage.getValue().of(map)).stream()
                        .anyMatch(finding -> finding.kind().isFault());
                missed.merge(damage.getKey(), found ? 0 : 1, Integer::sum);
            }
        }
        String rates = files.size() + " good maps: " + alarms + " refused, " + suspicions
                + " with any finding; missed of as" + " many damaged ones: " + missed;
        System.out.println(rates);
        assertEquals(0, alarms, rates);
        missed.forEach((damage, count) -> assertTrue(count <= 0.05 * files.size(), rates));
    }
}

package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.core.phantom.PhantomCohort;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** How long reading the paper's cohort into memory takes against decoding its images with ImageIO alone, on all cores. */
@EnabledIfSystemProperty(
        named = "spect.benchmark",
        matches = "true",
        disabledReason = "run with -Dspect.benchmark=true")
class CohortReadingBenchmark {
    private static final int ROUNDS = 7;

    @Test
    void greyOfEightBits(@TempDir Path folder) throws Exception {
        compare("grey PNG of 8 bits, as spect phantom writes", CohortWriter.ofEightBits(), folder, false);
    }

    @Test
    void greyOfSixteenBits(@TempDir Path folder) throws Exception {
        compare("grey PNG of 16 bits", CohortWriter.ofSixteenBits(), folder, false);
    }

    @Test
    void colour(@TempDir Path folder) throws Exception {
        compare("RGB PNG", CohortWriter.ofEightBits(), folder, true);
    }

    private static void compare(String what, CohortWriter writer, Path folder, boolean colour) throws Exception {
        Path csv = folder.resolve("cohort.csv");
        writer.write(csv, PhantomCohort.paper(1).cohort(290).patients().iterator());
        List<Path> images;
        try (Stream<Path> files = Files.walk(folder)) {
            images = files.filter(file -> file.toString().endsWith(".png")).toList();
        }
        assertEquals(1880, images.size());
        if (colour) {
            images.parallelStream().forEach(CohortReadingBenchmark::toRgb);
        }
        ImageIO.setUseCache(false);
        double[] alone = new double[ROUNDS];
        double[] ours = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            alone[round] = seconds(() ->
                    images.parallelStream().map(CohortReadingBenchmark::decode).toList());
            ours[round] = seconds(() -> CohortCsv.read(csv));
        }
        System.out.printf(
                "%s: ImageIO alone %.2f s, cohort %.2f s, ratio %.2f (medians of %d rounds); first round %.2f s, %.2f s%n",
                what, median(alone), median(ours), median(ours) / median(alone), ROUNDS, alone[0], ours[0]);
    }

    private static double seconds(Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static BufferedImage decode(Path file) {
        try {
            return ImageIO.read(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void toRgb(Path file) {
        BufferedImage grey = decode(file);
        BufferedImage rgb = new BufferedImage(grey.getWidth(), grey.getHeight(), BufferedImage.TYPE_INT_RGB);
        rgb.getGraphics().drawImage(grey, 0, 0, null);
        try {
            PngFile.write(file, rgb);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

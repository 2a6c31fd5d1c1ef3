package io.github.spectcad.io.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.spectcad.core.PerfusionState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Files that cannot be in the repository, from the folder that SPECT_TEST_DATA names; skipped where it is not set. */
class RealFilesTest {
    private static Path data(String folder) {
        String root = System.getenv("SPECT_TEST_DATA");
        Assumptions.assumeTrue(root != null, "SPECT_TEST_DATA is not set");
        Path path = Path.of(root, folder);
        Assumptions.assumeTrue(Files.isDirectory(path), path + " does not exist");
        return path;
    }

    @Test
    void aReconstructedRestStudyHasItsCountsStateAndNegativeSliceStep() throws IOException {
        DicomFile file = DicomFile.read(data("dicom").resolve("physionet-rest-recon.dcm"));
        DicomImage image = file.image();
        assertEquals(List.of(70, 70, 50), List.of(image.width(), image.height(), image.frames()));
        long sum = 0;
        int maximum = 0;
        for (int frame = 0; frame < 50; frame++) {
            for (int value : image.stored(frame)) {
                sum += value;
                maximum = Math.max(maximum, value);
            }
        }
        assertEquals(1999.34, sum / 245_000.0, 0.005);
        assertEquals(32767, maximum);
        assertEquals(Optional.of(PerfusionState.REST), file.study().state());
        assertEquals(OptionalDouble.of(-4), file.study().sliceStepMm());
    }

    @Test
    void rawProjectionsOfAStressStudyHaveTheirVectors() throws IOException {
        DicomFile file = DicomFile.read(data("dicom").resolve("rimd-stress-tomo.dcm"));
        assertEquals(30, file.image().frames());
        int maximum = 0;
        for (int frame = 0; frame < 30; frame++) {
            maximum = Math.max(
                    maximum, Arrays.stream(file.image().stored(frame)).max().orElseThrow());
        }
        assertEquals(261, maximum);
        assertEquals(Optional.of(PerfusionState.STRESS), file.study().state());
        assertEquals(
                List.of("EnergyWindowVector", "DetectorVector", "RotationVector", "AngularViewVector"),
                file.study().vectors().stream().map(FrameVector::name).toList());
    }

    @Test
    void everyEncodingOfOnePictureHoldsTheSamePixels() throws IOException {
        Path folder = data("dicom-conformance");
        int[] expected = DicomFile.read(folder.resolve("MR_small.dcm")).image().stored(0);
        assertEquals(2_125_338, Arrays.stream(expected).sum());
        for (String name : List.of("MR_small_RLE.dcm", "MR_small_bigendian.dcm", "MR_small_implicit.dcm")) {
            assertArrayEquals(
                    expected, DicomFile.read(folder.resolve(name)).image().stored(0), name);
        }
    }

    @Test
    void everyFileIsReadAndWrittenWithoutLoss() throws IOException {
        for (String folder : List.of("dicom", "dicom-conformance", "palettes")) {
            try (Stream<Path> files = Files.list(data(folder))) {
                for (Path path : files.toList()) {
                    DicomFile file = DicomFile.read(path);
                    byte[] written = file.bytes();
                    assertArrayEquals(written, DicomFiles.parse(written).bytes(), path.toString());
                }
            }
        }
    }

    @Test
    void deIdentifiedRealFilesHoldNoUidOfTheOriginal() throws IOException {
        for (String name : List.of("physionet-rest-recon.dcm", "rimd-stress-tomo.dcm")) {
            DicomFile file = DicomFile.read(data("dicom").resolve(name));
            byte[] key = new byte[16];
            byte[] cleaned = Deidentifier.of(key, Set.of()).apply(file).file().bytes();
            String text = new String(cleaned, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            assertFalse(text.contains(file.sopInstanceUid()), name);
            assertFalse(text.contains("1.2.840.113619"), name + " names the maker's root with times behind it");
            assertArrayEquals(
                    file.image().stored(3), DicomFiles.parse(cleaned).image().stored(3));
        }
    }
}

package io.github.spectcad.dl4j;

import io.github.spectcad.core.file.Sha256;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.model.InitialWeights;
import io.github.spectcad.nn.model.WeightTransfer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * Starts a training from a model that Deeplearning4j's {@code ModelSerializer} wrote, of the network that a
 * {@link Dl4jBackbone} translates:
 *
 * <pre>{@code
 * Trainer.of(configuration).withInitialWeights(Dl4jInitialWeights.of(file)).train(training, validation, listener);
 * }</pre>
 *
 * <p>Layers are matched by name. The kernel of a first convolution on 1 to 3 image channels gets for each channel of the
 * network the sum of the file's divided by their number. Of the file, the configuration and the parameters are read;
 * Java objects in it are not deserialised. Immutable.
 */
public final class Dl4jInitialWeights implements InitialWeights {
    private static final Set<Integer> IMAGE_CHANNELS = Set.of(1, 2, 3);

    private final Path file;
    private final String fingerprint;

    private Dl4jInitialWeights(Path file, String fingerprint) {
        this.file = file;
        this.fingerprint = fingerprint;
    }

    /**
     * The weights of a file, which is read for its fingerprint, and again when the training begins.
     *
     * @param file the model
     * @return the weights
     * @throws Dl4jFileException if there is no such file, or it cannot be read
     */
    public static Dl4jInitialWeights of(Path file) throws Dl4jFileException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha = Sha256.digest();
            new DigestInputStream(in, sha).transferTo(OutputStream.nullOutputStream());
            return new Dl4jInitialWeights(file, HexFormat.of().formatHex(sha.digest()));
        } catch (IOException e) {
            throw new Dl4jFileException(file, "there is no such file, or it cannot be read", e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws Dl4jFileException if the file is no model of Deeplearning4j, or is damaged; the network is unchanged then
     */
    @Override
    public WeightTransfer initialise(NetworkSpec spec, int member, Network target) throws Dl4jFileException {
        Map<String, WeightTransfer.Source> weights;
        try {
            weights = ModelZip.weights(file);
        } catch (IOException | RuntimeException | StackOverflowError e) { // all that damage makes of a reader
            throw new Dl4jFileException(
                    file, "it is no model of Deeplearning4j, or it is damaged: " + e.getMessage(), e);
        }
        WeightTransfer transfer = WeightTransfer.copy(weights, IMAGE_CHANNELS, target);
        if (transfer.copied().isEmpty() && transfer.adapted().isEmpty()) {
            throw new IllegalArgumentException(
                    file + " has nothing for " + spec.backbone() + ": no weights of the same name and size");
        }
        return transfer;
    }

    /** {@return SHA-256 in hex of the file} */
    @Override
    public String weightsFingerprint() {
        return fingerprint;
    }
}

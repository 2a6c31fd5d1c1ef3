package io.github.spectcad.keras;

import io.github.spectcad.core.file.Sha256;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.model.InitialWeights;
import io.github.spectcad.nn.model.WeightTransfer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Starts a training from a Keras weight file, layer by layer as {@link KerasWeights} says:
 *
 * <pre>{@code
 * Trainer.of(configuration).withInitialWeights(KerasInitialWeights.of(file)).train(training, validation, listener);
 * }</pre>
 *
 * <p>Immutable. The file is read when it is named, for its fingerprint, and again when the training begins.
 */
public final class KerasInitialWeights implements InitialWeights {
    private final Path file;
    private final String fingerprint;

    private KerasInitialWeights(Path file, String fingerprint) {
        this.file = file;
        this.fingerprint = fingerprint;
    }

    /**
     * The weights of a file.
     *
     * @param file the weight file
     * @return the weights
     * @throws KerasFileException if there is no such file, or it cannot be read
     */
    public static KerasInitialWeights of(Path file) throws KerasFileException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha = Sha256.digest();
            new DigestInputStream(in, sha).transferTo(OutputStream.nullOutputStream());
            return new KerasInitialWeights(file, HexFormat.of().formatHex(sha.digest()));
        } catch (IOException e) {
            throw new KerasFileException(file, "there is no such file, or it cannot be read", e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws KerasFileException if the file cannot be read, is no weight file, is damaged, or has no layer of the network;
     *     the network is unchanged then
     */
    @Override
    public WeightTransfer initialise(NetworkSpec spec, int member, Network target) throws KerasFileException {
        LoadReport report = KerasWeights.load(file, target);
        List<String> copied = new ArrayList<>();
        List<String> adapted = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        for (Parameter parameter : target.parameters()) {
            boolean kernel = parameter.dimensions().size() == 4;
            if (kernel && report.adapted().contains(parameter.layer())) {
                adapted.add(parameter.name());
            } else if (report.loaded().containsKey(parameter.layer())) {
                copied.add(parameter.name());
            } else {
                fresh.add(parameter.name());
            }
        }
        return new WeightTransfer(copied, adapted, fresh);
    }

    /** {@return SHA-256 in hex of the file} */
    @Override
    public String weightsFingerprint() {
        return fingerprint;
    }
}

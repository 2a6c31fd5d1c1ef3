/**
 * Networks for polar maps.
 *
 * <p>{@link io.github.spectcad.nn.NetworkSpec} says as data what a network is and assembles it from a backbone
 * ({@link io.github.spectcad.nn.backbone}), a fusion of rest and stress ({@link io.github.spectcad.nn.fusion}) and the head
 * ({@link io.github.spectcad.nn.HeadSpec}). The result is a {@link io.github.spectcad.nn.graph.Network}: layers and
 * parameters, which are trained by a {@link io.github.spectcad.nn.graph.TrainingSession}, frozen for prediction into a
 * {@link io.github.spectcad.nn.graph.FrozenNetwork}, and explained by a
 * {@link io.github.spectcad.nn.graph.SaliencySession}. {@link io.github.spectcad.nn.NnBackend} finds the native library.
 *
 * <pre>{@code
 * NetworkSpec spec = new NetworkSpec("cnn1", "early-fusion", 64, HeadSpec.PAPER);
 * try (Network network = spec.assemble(seed);
 *         TrainingSession session = network.train(Adam.KERAS)) {
 *     double loss = session.step(List.of(images, clinical), labels, 1e-3, stepSeed);
 *     try (FrozenNetwork frozen = network.freeze()) {
 *         double[] probabilities = frozen.probabilities(List.of(image, features), 1);
 *     }
 * }
 * }</pre>
 */
package io.github.spectcad.nn;

/**
 * Predicts with models that were exported as ONNX files, through ONNX Runtime: {@link io.github.spectcad.onnx.OnnxModel}.
 *
 * @since 0.1.0
 */
package io.github.spectcad.onnx;

/**
 * Models out, as ONNX files: {@link io.github.spectcad.nn.onnx.OnnxExport}. Layers write themselves, see
 * {@link io.github.spectcad.nn.layer.Layer#toOnnx}.
 *
 * @since 0.1.0
 */
package io.github.spectcad.nn.onnx;

package io.github.spectcad.benchmarks.pytorch;

import io.github.spectcad.benchmarks.pytorch.TorchParameter.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the forward pass of a network as TorchScript, one operation a line, and collects the parameters it uses. Trained
 * parameters are elements of the list {@code p}, running statistics of the list {@code s}.
 *
 * <p>Operations work in place where a PyTorch user would let them.
 */
final class ScriptWriter {
    /** Keras' momentum 0.99 in PyTorch's counting. */
    private static final String MOMENTUM = "0.01";

    private final TorchFlavour flavour;
    private final StringBuilder lines = new StringBuilder();
    private final List<TorchParameter> trained = new ArrayList<>();
    private final List<TorchParameter> statistics = new ArrayList<>();
    private int values;

    /**
     * A value of the forward pass.
     *
     * @param name variable
     * @param channels channels, or the features of a vector
     * @param height rows, 1 for a vector
     * @param width columns, 1 for a vector
     */
    record Value(String name, int channels, int height, int width) {}

    ScriptWriter(TorchFlavour flavour) {
        this.flavour = flavour;
    }

    String lines() {
        return lines.toString();
    }

    List<TorchParameter> trained() {
        return List.copyOf(trained);
    }

    List<TorchParameter> statistics() {
        return List.copyOf(statistics);
    }

    Value input(String name, int channels, int height, int width) {
        return new Value(name, channels, height, width);
    }

    private String assign(String expression) {
        String name = "v" + values++;
        lines.append("    ").append(name).append(" = ").append(expression).append('\n');
        return name;
    }

    private Value assign(String expression, Value shape) {
        return new Value(assign(expression), shape.channels, shape.height, shape.width);
    }

    private String parameter(String name, Kind kind, long... dimensions) {
        List<TorchParameter> list = kind.trainable() ? trained : statistics;
        list.add(new TorchParameter(name, Arrays.stream(dimensions).boxed().toList(), kind));
        return (kind.trainable() ? "p[" : "s[") + (list.size() - 1) + "]";
    }

    private static String pair(int a, int b) {
        return "[" + a + ", " + b + "]";
    }

    /** Zeros around a feature map. */
    Value pad(Value x, int top, int bottom, int left, int right) {
        String name =
                assign("torch.constant_pad_nd(%s, [%d, %d, %d, %d], 0)".formatted(x.name, left, right, top, bottom));
        return new Value(name, x.channels, x.height + top + bottom, x.width + left + right);
    }

    /** A square convolution with the same padding on all sides. */
    Value conv(String layer, Value x, int filters, int kernel, int stride, int padding, boolean bias) {
        return conv(layer, x, filters, kernel, stride, padding, 1, bias);
    }

    /** A depthwise convolution of multiplier 1, without bias. */
    Value depthwise(String layer, Value x, int kernel, int stride, int padding) {
        return conv(layer, x, x.channels, kernel, stride, padding, x.channels, false);
    }

    private Value conv(
            String layer, Value x, int filters, int kernel, int stride, int padding, int groups, boolean bias) {
        String weight = parameter(layer + "/kernel", Kind.KERNEL, filters, x.channels / groups, kernel, kernel);
        String offset = bias ? parameter(layer + "/bias", Kind.OFFSET, filters) : "None";
        String name = assign("torch.conv2d(%s, %s, %s, %s, %s, [1, 1], %d)"
                .formatted(x.name, weight, offset, pair(stride, stride), pair(padding, padding), groups));
        return new Value(
                name, filters, extent(x.height, kernel, stride, padding), extent(x.width, kernel, stride, padding));
    }

    private static int extent(int input, int kernel, int stride, int padding) {
        return (input + 2 * padding - kernel) / stride + 1;
    }

    Value batchNorm(String layer, Value x, double epsilon) {
        String gamma = parameter(layer + "/gamma", Kind.GAMMA, x.channels);
        String beta = parameter(layer + "/beta", Kind.OFFSET, x.channels);
        String mean = parameter(layer + "/moving_mean", Kind.MOVING_MEAN, x.channels);
        String variance = parameter(layer + "/moving_variance", Kind.MOVING_VARIANCE, x.channels);
        return assign(
                "torch.batch_norm(%s, %s, %s, %s, %s, %s, %s, %s, False)"
                        .formatted(
                                x.name,
                                gamma,
                                beta,
                                mean,
                                variance,
                                flavour.batchStatistics() ? "True" : "False",
                                MOMENTUM,
                                epsilon),
                x);
    }

    /** In place: what feeds it is read by nothing else. */
    Value relu(Value x) {
        return assign("torch.relu_(" + x.name + ")", x);
    }

    /** In place where no backward pass needs the input. */
    Value swish(Value x) {
        return assign((flavour == TorchFlavour.EVALUATION ? "torch.silu_(" : "torch.silu(") + x.name + ")", x);
    }

    Value sigmoid(Value x) {
        return assign("torch.sigmoid_(" + x.name + ")", x);
    }

    Value maxPool(Value x, int kernel, int stride, int padding) {
        String name = assign("torch.max_pool2d(%s, %s, %s, %s, [1, 1], False)"
                .formatted(x.name, pair(kernel, kernel), pair(stride, stride), pair(padding, padding)));
        return new Value(
                name, x.channels, extent(x.height, kernel, stride, padding), extent(x.width, kernel, stride, padding));
    }

    Value averagePool(Value x, int kernel, int stride) {
        String name = assign("torch.avg_pool2d(%s, %s, %s, [0, 0], False, False, None)"
                .formatted(x.name, pair(kernel, kernel), pair(stride, stride)));
        return new Value(name, x.channels, extent(x.height, kernel, stride, 0), extent(x.width, kernel, stride, 0));
    }

    /** Mean of each channel, as a map of one pixel. */
    Value globalAverage(Value x) {
        return new Value(assign("torch.mean(" + x.name + ", [2, 3], True)"), x.channels, 1, 1);
    }

    /** Adds b to a, in place: a is the output of a convolution or batch normalisation that nothing else reads. */
    Value add(Value a, Value b) {
        return assign("torch.add_(" + a.name + ", " + b.name + ")", a);
    }

    Value multiply(Value x, Value channelScale) {
        return assign("torch.mul(" + x.name + ", " + channelScale.name + ")", x);
    }

    Value concat(List<Value> parts) {
        String names = parts.stream().map(Value::name).collect(Collectors.joining(", "));
        int channels = parts.stream().mapToInt(Value::channels).sum();
        Value first = parts.get(0);
        return new Value(assign("torch.cat([" + names + "], 1)"), channels, first.height, first.width);
    }

    /**
     * Drops whole samples of a residual branch (Keras' Dropout with noise shape [batch, 1, 1, 1]). Without dropout none is
     * dropped, but all are scaled, as those that are kept.
     */
    Value dropSamples(Value x, double rate) {
        if (flavour == TorchFlavour.EVALUATION) {
            return x;
        }
        if (flavour == TorchFlavour.TRAINING_WITHOUT_DROPOUT) {
            return assign("torch.mul_(" + x.name + ", " + 1 / (1 - rate) + ")", x);
        }
        String ones = assign("torch.ones_like(torch.slice(torch.slice(torch.slice(%s, 1, 0, 1), 2, 0, 1), 3, 0, 1))"
                .formatted(x.name));
        String mask = assign("torch.dropout(%s, %s, True)".formatted(ones, rate));
        return assign("torch.mul_(" + x.name + ", " + mask + ")", x);
    }

    Value dropout(Value x, double rate) {
        return flavour.dropout() ? assign("torch.dropout(" + x.name + ", " + rate + ", True)", x) : x;
    }

    Value flatten(Value x) {
        return new Value(assign("torch.flatten(" + x.name + ", 1)"), x.channels * x.height * x.width, 1, 1);
    }

    Value dense(String layer, Value x, int units) {
        String kernel = parameter(layer + "/kernel", Kind.KERNEL, x.channels, units);
        String bias = parameter(layer + "/bias", Kind.OFFSET, units);
        return new Value(assign("torch.addmm(" + bias + ", " + x.name + ", " + kernel + ")"), units, 1, 1);
    }
}

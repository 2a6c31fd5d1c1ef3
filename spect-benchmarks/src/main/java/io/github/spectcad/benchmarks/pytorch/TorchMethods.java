package io.github.spectcad.benchmarks.pytorch;

import java.util.ArrayList;
import java.util.List;

/** TorchScript of the functions around the forward passes: prediction, gradients, a step of training. */
final class TorchMethods {
    private static final String BATCH = "self: __torch__.Net, x: Tensor, c: Tensor";
    private static final String LABELLED = BATCH + ", y: Tensor";
    private static final String PARAMETERS = ", p: List[Tensor], s: List[Tensor]";

    private TorchMethods() {}

    /** A forward pass. */
    static String logits(TorchFlavour flavour, String lines, String result) {
        return method(
                "logits_" + flavour.suffix(), BATCH + PARAMETERS, "Tensor", lines + "    return " + result + "\n");
    }

    /** The prediction of a module that holds its parameters. */
    static String saved() {
        return predict()
                + method("predict_saved", BATCH, "Tensor", "    return (self).predict(x, c, self.p, self.s)\n");
    }

    /** What is built on the forward passes. */
    static String rest(List<TorchParameter> trained) {
        return predict()
                + loss(trained)
                + differentiate(TorchFlavour.EVALUATION)
                + differentiate(TorchFlavour.TRAINING_WITHOUT_DROPOUT)
                + inputGradient()
                + step();
    }

    private static String predict() {
        return method(
                "predict",
                BATCH + PARAMETERS,
                "Tensor",
                "    return torch.sigmoid((self).logits_evaluation(x, c, p, s))\n");
    }

    private static String loss(List<TorchParameter> trained) {
        List<String> squares = new ArrayList<>();
        for (int i = 0; i < trained.size(); i++) {
            for (String layer : Head.PENALISED) {
                if (trained.get(i).name().equals(layer + "/kernel")) {
                    squares.add("torch.sum(torch.mul(p[" + i + "], p[" + i + "]))");
                }
            }
        }
        return method(
                "loss",
                "self: __torch__.Net, z: Tensor, y: Tensor, p: List[Tensor]",
                "Tensor",
                "    b = torch.binary_cross_entropy_with_logits(z, y, None, None, 1)\n"
                        + "    return torch.add(b, torch.mul(torch.add(" + String.join(", ", squares) + "), " + Head.L2
                        + "))\n");
    }

    /** Loss, logits, gradients. */
    private static String differentiate(TorchFlavour flavour) {
        return method(
                "differentiate_" + flavour.suffix(),
                LABELLED + PARAMETERS,
                "List[Tensor]",
                backward(flavour) + "    return torch.add([torch.detach(l), torch.detach(z)], g)\n");
    }

    /** Parameters are detached and marked afresh, so gradients are not accumulated. */
    private static String backward(TorchFlavour flavour) {
        return "    w = [torch.requires_grad_(torch.detach(q), True) for q in p]\n"
                + "    z = (self).logits_" + flavour.suffix() + "(x, c, w, s)\n"
                + "    l = (self).loss(z, y, w)\n"
                + "    g = [torch._unwrap_optional(o) for o in torch.grad([l], w, None, None, False, False)]\n";
    }

    /** Gradient of the logits' sum, weighted by y, with respect to the images. */
    private static String inputGradient() {
        return method("input_gradient", LABELLED + PARAMETERS, "Tensor", """
                    d = torch.requires_grad_(torch.detach(x), True)
                    z = (self).logits_evaluation(d, c, p, s)
                    l = torch.sum(torch.mul(z, y))
                    return torch._unwrap_optional(torch.grad([l], [d], None, None, False, False)[0])
                """);
    }

    private static String step() {
        return method(
                "step",
                LABELLED + PARAMETERS + ", m: List[Tensor], v: List[Tensor], t: Tensor",
                "Tensor",
                backward(TorchFlavour.TRAINING)
                        + "    u = torch.add_(t, 1)\n"
                        + "    a = torch._fused_adam_(p, g, m, v, annotate(List[Tensor], []), [u for q in p], "
                        + "lr=0.001, beta1=0.9, beta2=0.999, weight_decay=0., eps=1e-07, amsgrad=False, maximize=False)\n"
                        + "    return torch.detach(l)\n");
    }

    private static String method(String name, String arguments, String result, String lines) {
        return "  def " + name + "(" + arguments + ") -> " + result + ":\n" + lines;
    }
}

package io.github.spectcad.nn.train;

import java.util.Locale;

/**
 * What one epoch of a training came to.
 *
 * @param epoch number of the epoch, from 1
 * @param loss mean training loss over the epoch's patients: binary cross-entropy and the L2 penalty, with dropout
 * @param validationLoss mean binary cross-entropy over validation patients and vessels
 * @param validationAccuracy accuracy on the validation patients, in [0, 1]
 * @param validationAuc area under the ROC curve over all vessels of the validation patients; NaN for one class only
 * @param learningRate learning rate of this epoch
 * @param seconds wall-clock time
 * @param best whether the weights after this epoch were kept: by the paper's schedule if it is the best so far (highest
 *     validation accuracy, then lowest validation loss, then first), by a cosine always
 */
public record EpochRecord(
        int epoch,
        double loss,
        double validationLoss,
        double validationAccuracy,
        double validationAuc,
        double learningRate,
        double seconds,
        boolean best) {
    /** Head of the training log. */
    public static final String CSV_HEADER =
            "epoch,loss,validation_loss,validation_accuracy,validation_auc,learning_rate,seconds,best";

    /** {@return this epoch as a line of the training log, empty where a figure is not defined} */
    public String toCsv() {
        return epoch + "," + number(loss) + "," + number(validationLoss) + "," + number(validationAccuracy) + ","
                + number(validationAuc) + "," + number(learningRate) + "," + String.format(Locale.ROOT, "%.3f", seconds)
                + "," + (best ? 1 : 0);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    /** The same epoch, marked as the best so far. */
    EpochRecord asBest() {
        return new EpochRecord(
                epoch, loss, validationLoss, validationAccuracy, validationAuc, learningRate, seconds, true);
    }

    /** The same epoch with a number that counts the epochs of the ensemble's earlier members, too. */
    EpochRecord after(int earlier) {
        return new EpochRecord(
                earlier + epoch, loss, validationLoss, validationAccuracy, validationAuc, learningRate, seconds, best);
    }

    /** Whether the weights after this epoch are to be kept rather than those of another. */
    boolean isBetterThan(EpochRecord other) {
        return validationAccuracy > other.validationAccuracy
                || (validationAccuracy == other.validationAccuracy && validationLoss < other.validationLoss);
    }
}

package io.github.spectcad.nn.train;

import io.github.spectcad.nn.model.TrainingSettings;

/**
 * The learning rate as Keras' {@code ReduceLROnPlateau(monitor='val_accuracy', factor, patience, min_lr=floor)} sets it
 * (min_delta 1e-4, no cooldown), with the paper's end: arrived at the floor, training stops.
 *
 * @param learningRate learning rate of the next epoch
 * @param best best accuracy so far, by more than 1e-4
 * @param waited epochs since then
 */
record PlateauSchedule(double learningRate, double best, int waited) {
    private static final double MIN_DELTA = 1e-4;

    static PlateauSchedule start(TrainingSettings settings) {
        return new PlateauSchedule(settings.learningRate(), Double.NEGATIVE_INFINITY, 0);
    }

    /** The schedule after an epoch of the given validation accuracy. */
    PlateauSchedule after(double accuracy, TrainingSettings settings) {
        if (accuracy > best + MIN_DELTA) {
            return new PlateauSchedule(learningRate, accuracy, 0);
        }
        if (waited + 1 < settings.plateauPatience()) {
            return new PlateauSchedule(learningRate, best, waited + 1);
        }
        double reduced = learningRate * settings.plateauFactor();
        // products of 0.1 are not exact: what is within rounding of the floor is the floor
        double floor = settings.learningRateFloor();
        return new PlateauSchedule(reduced > floor * (1 + 1e-9) ? reduced : floor, best, 0);
    }

    /** Whether training ends: a plateau has brought the learning rate down to the floor. */
    boolean isAtFloor(TrainingSettings settings) {
        return learningRate <= settings.learningRateFloor() && learningRate < settings.learningRate();
    }
}

package io.github.spectcad.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The four clinical features of the paper; each may be unknown.
 *
 * @param sex sex
 * @param ageYears age in years, in (0, 130]
 * @param weightKg weight in kilograms, in (0, 500]
 * @param heightCm height in centimetres, in [30, 260]
 */
public record ClinicalFeatures(
        Optional<Sex> sex, OptionalDouble ageYears, OptionalDouble weightKg, OptionalDouble heightCm) {
    /** Names of the features in the order of {@link #vector()}. */
    public static final List<String> NAMES = List.of("sex", "age_years", "weight_kg", "height_cm");

    /** Nothing known. */
    public static final ClinicalFeatures UNKNOWN = new ClinicalFeatures(
            Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    /** Checks the ranges; NaN fails. */
    public ClinicalFeatures {
        Objects.requireNonNull(sex, "sex");
        check("age_years", ageYears, Double.MIN_VALUE, 130);
        check("weight_kg", weightKg, Double.MIN_VALUE, 500);
        check("height_cm", heightCm, 30, 260);
    }

    /**
     * Features that are all known.
     *
     * @param sex sex
     * @param ageYears age in years
     * @param weightKg weight in kilograms
     * @param heightCm height in centimetres
     * @return the features
     * @throws IllegalArgumentException if a value is out of its range
     */
    public static ClinicalFeatures of(Sex sex, double ageYears, double weightKg, double heightCm) {
        return new ClinicalFeatures(
                Optional.of(sex),
                OptionalDouble.of(ageYears),
                OptionalDouble.of(weightKg),
                OptionalDouble.of(heightCm));
    }

    private static void check(String name, OptionalDouble value, double min, double max) {
        Objects.requireNonNull(value, name);
        if (value.isPresent() && !(value.getAsDouble() >= min && value.getAsDouble() <= max)) {
            throw new IllegalArgumentException(name + " is " + value.getAsDouble() + ": must lie in "
                    + (min == Double.MIN_VALUE ? "(0" : "[" + min) + ", " + max + "]");
        }
    }

    /** {@return the body-mass index in kg/m2; empty where weight or height is unknown} */
    public OptionalDouble bmi() {
        if (weightKg.isEmpty() || heightCm.isEmpty()) {
            return OptionalDouble.empty();
        }
        double metres = heightCm.getAsDouble() / 100;
        return OptionalDouble.of(weightKg.getAsDouble() / (metres * metres));
    }

    /** {@return names of the features that are unknown, in the order of {@link #NAMES}} */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (sex.isEmpty()) {
            missing.add(NAMES.get(0));
        }
        if (ageYears.isEmpty()) {
            missing.add(NAMES.get(1));
        }
        if (weightKg.isEmpty()) {
            missing.add(NAMES.get(2));
        }
        if (heightCm.isEmpty()) {
            missing.add(NAMES.get(3));
        }
        return List.copyOf(missing);
    }

    /**
     * The features as the network takes them, before scaling.
     *
     * @return sex (1 male, 2 female), age in years, weight in kg, height in cm
     * @throws IllegalStateException if a feature is unknown, naming it
     */
    public double[] vector() {
        if (!missing().isEmpty()) {
            throw new IllegalStateException("clinical features unknown: " + String.join(", ", missing()));
        }
        return new double[] {
            sex.orElseThrow().code(), ageYears.getAsDouble(), weightKg.getAsDouble(), heightCm.getAsDouble()
        };
    }
}

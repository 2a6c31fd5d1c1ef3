package io.github.spectcad.core;

/**
 * The disc that holds the myocardium in a polar map: the apex at its centre, the base at its rim.
 *
 * <p>Coordinates are pixel centres: column 0 is {@code x = 0}, row 0 is {@code y = 0} at the top of the picture.
 *
 * @param centreX column of the centre, in pixels
 * @param centreY row of the centre, in pixels
 * @param radius radius in pixels, greater than 0
 */
public record Disc(double centreX, double centreY, double radius) {
    /** Checks the values. */
    public Disc {
        if (!(radius > 0) || !Double.isFinite(radius) || !Double.isFinite(centreX) || !Double.isFinite(centreY)) {
            throw new IllegalArgumentException("disc must be finite with a radius above 0, got centre (" + centreX
                    + ", " + centreY + "), radius " + radius);
        }
    }

    /**
     * The disc that touches the borders of a square picture.
     *
     * @param pixels width and height of the picture
     * @return the centred disc of radius {@code pixels / 2}; for 290 pixels centre (144.5, 144.5), radius 145
     */
    public static Disc inscribed(int pixels) {
        return new Disc((pixels - 1) / 2.0, (pixels - 1) / 2.0, pixels / 2.0);
    }

    /**
     * Relative distance from the centre.
     *
     * @param x column
     * @param y row
     * @return 0 at the apex, 1 at the rim, more outside
     */
    public double relativeRadius(double x, double y) {
        double dx = x - centreX;
        double dy = y - centreY;
        return Math.sqrt(dx * dx + dy * dy) / radius;
    }

    /**
     * Angle around the centre.
     *
     * @param x column
     * @param y row
     * @return degrees in [0, 360), counter-clockwise: 0 lateral (right), 90 anterior (up), 180 septal, 270 inferior
     */
    public double angleDegrees(double x, double y) {
        double degrees = Math.toDegrees(Math.atan2(centreY - y, x - centreX));
        return degrees < 0 ? degrees + 360 : degrees;
    }
}

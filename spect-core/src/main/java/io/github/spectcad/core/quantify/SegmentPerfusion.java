package io.github.spectcad.core.quantify;

import io.github.spectcad.core.AhaSegment;

/**
 * Perfusion of one segment against normal limits.
 *
 * @param segment which segment
 * @param mean mean uptake in units of the map's 95th percentile
 * @param percentOfNormal mean uptake in percent of the normal mean
 * @param areaShare the segment's part of the disc, (0, 1)
 * @param extentPercent the abnormal part of the segment in percent of its area
 * @param severity mean severity over the segment, 0 to 4
 * @param score proposed score: 0 where at most half of the segment is abnormal, else one for each begun tenth below
 *     normal, 1 to 4; a reader decides
 * @since 0.1.0
 */
public record SegmentPerfusion(
        AhaSegment segment,
        double mean,
        double percentOfNormal,
        double areaShare,
        double extentPercent,
        double severity,
        int score) {}

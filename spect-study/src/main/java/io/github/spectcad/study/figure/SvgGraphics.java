package io.github.spectcad.study.figure;

import java.awt.Graphics;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Optional;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;

/**
 * Batik's SVG graphics, with what XChart takes apart put together again: filled glyph outlines become text, and the
 * single segments of a curve become one path, so that dash patterns run along it.
 */
final class SvgGraphics extends SVGGraphics2D {
    private final OutlineText text;
    private Path2D curve;
    private Paint curvePaint;
    private Stroke curveStroke;

    SvgGraphics(SVGGeneratorContext context) {
        super(context, false);
        this.text = new OutlineText(List.of(getFontRenderContext(), new FontRenderContext(null, true, false)));
    }

    private SvgGraphics(SvgGraphics that) {
        super(that);
        this.text = that.text;
    }

    OutlineText text() {
        return text;
    }

    @Override
    public Graphics create() {
        finishCurve();
        return new SvgGraphics(this);
    }

    @Override
    public void draw(Shape shape) {
        if (shape instanceof Line2D line) {
            extendCurve(line);
        } else {
            finishCurve();
            super.draw(shape);
        }
    }

    private void extendCurve(Line2D line) {
        boolean continues = curve != null
                && curve.getCurrentPoint().distance(line.getP1()) < 1e-6
                && curvePaint.equals(getPaint())
                && curveStroke.equals(getStroke());
        if (continues) {
            curve.lineTo(line.getX2(), line.getY2());
        } else {
            finishCurve();
            curve = new Path2D.Double(line);
            curvePaint = getPaint();
            curveStroke = getStroke();
        }
    }

    /** Writes the curve collected so far: before anything else is painted, and at the end. */
    void finishCurve() {
        if (curve != null) {
            Shape finished = curve;
            curve = null;
            Paint paint = getPaint();
            Stroke stroke = getStroke();
            setPaint(curvePaint);
            setStroke(curveStroke);
            super.draw(finished);
            setPaint(paint);
            setStroke(stroke);
        }
    }

    @Override
    public void fill(Shape shape) {
        finishCurve();
        Optional<OutlineText.Placement> placement = text.find(shape);
        if (placement.isEmpty()) {
            super.fill(shape);
            return;
        }
        AffineTransform before = getTransform();
        Shape clip = getClip();
        setClip(null); // text is never cut, and a clip path for each label would be larger than the label
        transform(placement.get().transform());
        setFont(placement.get().font());
        drawString(placement.get().text(), 0f, 0f);
        setTransform(before);
        setClip(clip);
    }

    @Override
    public void setClip(Shape clip) {
        finishCurve();
        super.setClip(clip);
    }

    @Override
    public void setTransform(AffineTransform transform) {
        finishCurve();
        super.setTransform(transform);
    }

    @Override
    public void transform(AffineTransform transform) {
        finishCurve();
        super.transform(transform);
    }
}

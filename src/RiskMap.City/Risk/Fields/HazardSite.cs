using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Risk.Fields;

/// <summary>An enterprise as a source of the field: where it stands, how severe it is and how far it reaches. Immutable.</summary>
/// <param name="Feature">The enterprise.</param>
/// <param name="X">Easting of its point, metres.</param>
/// <param name="Y">Northing of its point, metres.</param>
/// <param name="Shapes">Column with its boundary in the metric plane, or null: then it is measured from its point.</param>
/// <param name="ShapeRow">Row of the boundary.</param>
/// <param name="Score">Score by its grade; NaN without a grade.</param>
/// <param name="RadiusMetres">Influence radius; 0 when no rule gives one.</param>
/// <param name="Rule">Position of the radius's rule in the model, or -1.</param>
readonly record struct HazardSite(FeatureRef Feature, double X, double Y, GeometryColumn? Shapes, int ShapeRow, double Score, double RadiusMetres, int Rule)
{
    /// <summary>False where nothing is known of its severity.</summary>
    public bool IsGraded => !double.IsNaN(Score);

    /// <summary>True when it has a place.</summary>
    public bool HasPlace => !double.IsNaN(X);

    /// <summary>Box of the enterprise, metres.</summary>
    public Box Box => Shapes?.BoxOf(ShapeRow) ?? (HasPlace ? Box.Of(X, Y) : Box.Empty);

    /// <summary>Square of the distance from a position to the boundary, or to the point where there is none; 0 on the plant's ground. m².</summary>
    public double SquaredDistance(double x, double y)
    {
        if (Shapes is null)
            return ((x - X) * (x - X)) + ((y - Y) * (y - Y));
        var (nearest, inside) = (double.PositiveInfinity, false);
        for (var part = Shapes.FirstPart(ShapeRow); part < Shapes.EndPart(ShapeRow); part++)
        {
            var xs = Shapes.PartX(part);
            var ys = Shapes.PartY(part);
            for (var i = 1; i < xs.Length; i++)
            {
                nearest = Math.Min(nearest, SquaredDistanceToSegment(x, y, xs[i - 1], ys[i - 1], xs[i], ys[i]));
                if (ys[i - 1] > y != ys[i] > y && x < xs[i - 1] + ((y - ys[i - 1]) / (ys[i] - ys[i - 1]) * (xs[i] - xs[i - 1])))
                    inside = !inside;
            }
        }
        return inside ? 0 : nearest;
    }

    /// <summary>Quartic kernel (1 − d²/h²)² of a squared distance; 0 at the radius and beyond.</summary>
    public static double Kernel(double squaredDistance, double radius)
    {
        var rest = 1 - (squaredDistance / (radius * radius));
        return rest > 0 ? rest * rest : 0;
    }

    /// <summary>True when both add the same to every cell.</summary>
    public bool AddsAs(in HazardSite other) =>
        X.Equals(other.X) && Y.Equals(other.Y) && Score.Equals(other.Score) && RadiusMetres.Equals(other.RadiusMetres) && SameShape(other);

    bool SameShape(in HazardSite other) => Shapes is null || other.Shapes is null
        ? Shapes is null && other.Shapes is null
        : Shapes.RowX(ShapeRow).SequenceEqual(other.Shapes.RowX(other.ShapeRow)) && Shapes.RowY(ShapeRow).SequenceEqual(other.Shapes.RowY(other.ShapeRow));

    static double SquaredDistanceToSegment(double x, double y, double x1, double y1, double x2, double y2)
    {
        var (dx, dy) = (x2 - x1, y2 - y1);
        var length = (dx * dx) + (dy * dy);
        var along = length > 0 ? Math.Clamp((((x - x1) * dx) + ((y - y1) * dy)) / length, 0, 1) : 0;
        var (ax, ay) = (x - (x1 + (along * dx)), y - (y1 + (along * dy)));
        return (ax * ax) + (ay * ay);
    }
}

using System.Globalization;
using System.Text;
using NetTopologySuite.Geometries;

namespace RiskMap.Geo.Cql2.Internal;

/// <summary>Geometries as canonical WKT: one space, shortest numbers, Z named where the first position has one.</summary>
static class WktPrinter
{
    public static string Print(Geometry geometry)
    {
        var text = new StringBuilder();
        Append(text, geometry);
        return text.ToString();
    }

    public static void Append(StringBuilder text, Geometry geometry)
    {
        text.Append(geometry.OgcGeometryType.ToString().ToUpperInvariant());
        if (geometry is not GeometryCollection { OgcGeometryType: OgcGeometryType.GeometryCollection } && HasZ(geometry)) text.Append(" Z");
        text.Append(' ');
        AppendBody(text, geometry);
    }

    public static bool HasZ(Geometry geometry) => geometry.Coordinate is CoordinateZ { Z: not double.NaN };

    public static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    static void AppendBody(StringBuilder text, Geometry geometry)
    {
        switch (geometry)
        {
            case Polygon polygon:
                AppendList(text, polygon.InteriorRings.Prepend(polygon.ExteriorRing), ring => AppendBody(text, ring));
                break;
            case GeometryCollection { OgcGeometryType: OgcGeometryType.GeometryCollection } collection:
                AppendList(text, collection.Geometries, member => Append(text, member));
                break;
            case GeometryCollection parts:
                AppendList(text, parts.Geometries, part => AppendBody(text, part));
                break;
            default:
                AppendList(text, geometry.Coordinates, position => AppendPosition(text, position));
                break;
        }
    }

    static void AppendPosition(StringBuilder text, Coordinate position)
    {
        text.Append(Number(position.X)).Append(' ').Append(Number(position.Y));
        if (position is CoordinateZ { Z: not double.NaN and var z }) text.Append(' ').Append(Number(z));
    }

    static void AppendList<T>(StringBuilder text, IEnumerable<T> items, Action<T> append)
    {
        text.Append('(');
        var first = true;
        foreach (var item in items)
        {
            if (!first) text.Append(", ");
            append(item);
            first = false;
        }

        text.Append(')');
    }
}

namespace RiskMap.Geo.Cql2.Internal;

/// <summary>The numbers of a BBOX.</summary>
static class BoxNumbers
{
    /// <summary>The box, or null when there are not four or six numbers. Which corner is the lesser depends on the coordinate system, unknown here.</summary>
    public static BoxLiteral? Read(ReadOnlySpan<double> numbers, Cql2Place place) => numbers switch
    {
        [var minX, var minY, var maxX, var maxY] => new(minX, minY, maxX, maxY) { Place = place },
        [var minX, var minY, var minZ, var maxX, var maxY, var maxZ] => new(minX, minY, maxX, maxY, (minZ, maxZ)) { Place = place },
        _ => null,
    };
}

using RiskMap.City.Model;

namespace RiskMap.City.Query;

/// <summary>An interval of time, ends included. A feature without a time matches always (OGC 17-069r4, 7.15.4).</summary>
/// <param name="From">First instant, milliseconds since 1970 UTC.</param>
/// <param name="To">Last instant, milliseconds since 1970 UTC.</param>
public sealed record TimeInterval(long From, long To)
{
    /// <summary>A test for the rows of a layer by the times that say when a feature begins and ends. Null for layers without time.</summary>
    public RowPredicate? TestOf(LayerSchema layer)
    {
        if (layer.TimeFields() is not var (begins, ends)) return null;
        return (block, row) =>
            (block.Field(begins).IsNull(row) || block.Field(begins).Integer(row) <= To) && (block.Field(ends).IsNull(row) || block.Field(ends).Integer(row) >= From);
    }
}

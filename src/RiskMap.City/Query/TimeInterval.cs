using RiskMap.City.Model;

namespace RiskMap.City.Query;

/// <summary>An interval of time, ends included. A feature without a time matches always (OGC 17-069r4, 7.15.4).</summary>
/// <param name="From">First instant, milliseconds since 1970 UTC.</param>
/// <param name="To">Last instant, milliseconds since 1970 UTC.</param>
public sealed record TimeInterval(long From, long To)
{
    /// <summary>A test for the rows of a layer: the layer's first time is when a feature begins, its second when it ends. Null for layers without time.</summary>
    public RowPredicate? TestOf(LayerSchema layer)
    {
        var times = Enumerable.Range(0, layer.Fields.Length).Where(field => layer.Fields[field].Type == FieldType.DateTime).ToArray();
        if (times.Length == 0) return null;
        var (begins, ends) = (times[0], times.Length > 1 ? times[1] : times[0]);
        return (block, row) =>
            (block.Field(begins).IsNull(row) || block.Field(begins).Integer(row) <= To) && (block.Field(ends).IsNull(row) || block.Field(ends).Integer(row) >= From);
    }
}

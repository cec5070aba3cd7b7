using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Cql2;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Query;

/// <summary>
/// A CQL2 filter (OGC 21-065r2) over the features of one layer, with its types checked. Properties are the layer's queryables
/// (<see cref="Queryables"/>). Logic has three values: a comparison with a missing value is unknown, and what is unknown does not match. Texts compare
/// by code point. Spatial relations are those of the plane of longitude and latitude, as in PostGIS; metres are those of the city's metric plane. A day
/// compared with a date-time stands for the whole day in UTC. A list of records compares by the first member of its records (an inventory by
/// <c>cas</c>, stock by <c>code</c>, vehicles by <c>kind</c>). Immutable; any number of threads may use it.
/// </summary>
public sealed class FeatureFilter
{
    readonly Condition _condition;
    Bound[] _bound = [];

    FeatureFilter(Condition condition) => _condition = condition;

    /// <summary>
    /// Box in longitude and latitude that every matching feature's box meets, for the index; null when the filter gives none. An empty box: nothing matches.
    /// </summary>
    public Box? Box => _condition.Box;

    /// <summary>Checks the types of a filter and makes it ready.</summary>
    /// <param name="expression">The filter.</param>
    /// <param name="schema">The layer.</param>
    /// <param name="plane">Plane in which metres are measured.</param>
    /// <param name="filterCrs">System of the filter's geometries, with the axis order of its register.</param>
    /// <exception cref="Cql2Exception">A property or function that is not there, a value of the wrong type, a geometry that is not valid or outside its system.</exception>
    public static FeatureFilter Compile(Cql2Expression expression, LayerSchema schema, MetricPlane plane, CoordinateSystem filterCrs) =>
        new(new FilterCompiler(schema, plane, filterCrs).Condition(expression));

    /// <summary>True when the row matches.</summary>
    public bool Matches(LayerBlock block, int row) => TestOf(block)(row) == Truth.True;

    /// <summary>True when the feature matches.</summary>
    public bool Matches(FeatureRef feature) => Matches(feature.Block, feature.Row);

    /// <summary>True, false or unknown for a row.</summary>
    public Truth Evaluate(LayerBlock block, int row) => TestOf(block)(row);

    // A layer has two blocks, and a filter lives as long as a request: two entries suffice, and a lost race binds once more.
    RowTest TestOf(LayerBlock block)
    {
        foreach (var bound in _bound)
            if (ReferenceEquals(bound.Block, block)) return bound.Test;
        var made = new Bound(block, _condition.Bind(block));
        var others = _bound;
        _bound = others.Length > 0 ? [made, others[0]] : [made];
        return made.Test;
    }

    sealed record Bound(LayerBlock Block, RowTest Test);
}

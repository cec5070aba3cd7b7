using System.Collections.Immutable;
using RiskMap.Geo.Style;
using RiskMap.Geo.Tiles;

namespace RiskMap.Geo.Drawing.Scene;

/// <summary>Rows of one tile layer; several may belong to one layer (a base and its changes).</summary>
/// <param name="Layer">Name of the tile layer (the style's <c>source-layer</c>).</param>
/// <param name="Rows">The rows.</param>
/// <param name="Keep">Rows to draw; all when null.</param>
public sealed record MapSource(string Layer, TileSource Rows, Predicate<int>? Keep = null);

/// <summary>A value of a feature that does not travel in its row; null where there is none.</summary>
public delegate StyleValue FeatureLookup(string layer, long id, string name);

/// <summary>What is drawn: the rows that vector tiles of the same zoom show, and what belongs to features besides. Immutable; safe in parallel if its lookups are.</summary>
/// <param name="Sources">The rows.</param>
/// <param name="State">Values of <c>feature-state</c>.</param>
/// <param name="Extra">Values of <c>get</c> that the rows do not have.</param>
public sealed record MapContent(ImmutableArray<MapSource> Sources, FeatureLookup? State = null, FeatureLookup? Extra = null)
{
    /// <summary>The rows of a tile layer.</summary>
    public IEnumerable<MapSource> Of(string layer) => Sources.Where(source => source.Layer == layer && source.Rows.Count > 0);
}

/// <summary>A row as expressions see it; set <see cref="Row"/> and ask.</summary>
sealed class SourceFeature(MapSource source, MapContent content) : StyleFeature
{
    internal int Row { get; set; }

    public override string GeometryType => source.Rows.Mercator.TypeOf(Row) switch
    {
        Geometries.GeometryType.Point or Geometries.GeometryType.MultiPoint => "Point",
        Geometries.GeometryType.LineString or Geometries.GeometryType.MultiLineString => "LineString",
        Geometries.GeometryType.Polygon or Geometries.GeometryType.MultiPolygon => "Polygon",
        _ => "",
    };

    public override StyleValue Id => StyleValue.Of((double)source.Rows.IdOf(Row));

    public override StyleValue Property(string name)
    {
        var value = source.Rows.ValuesOf(name)?.Of(Row) ?? StyleValue.Null;
        return value.IsNull && content.Extra is { } extra ? extra(source.Layer, source.Rows.IdOf(Row), name) : value;
    }

    public override StyleValue State(string name) => content.State?.Invoke(source.Layer, source.Rows.IdOf(Row), name) ?? StyleValue.Null;
}

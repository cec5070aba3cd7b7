using System.Runtime.CompilerServices;
using System.Text;
using NetTopologySuite.Geometries;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using GeometryType = RiskMap.Geo.Geometries.GeometryType;

namespace RiskMap.City.Proximity;

/// <summary>
/// The rows of a block that are measured from a shape: those with a boundary in site-boundaries, and those that are no points themselves. Made once
/// for each pair of block and boundaries, so that an edit asks only the edited rows for their boundaries. Edges are made when they are first
/// asked for. Safe for parallel reads.
/// </summary>
sealed class ShapedRows
{
    // Rows asked for their boundary at a time: far dearer than handing the piece to another core.
    const int RowsPerPiece = 8192;

    static readonly ConditionalWeakTable<LayerSnapshot, ConditionalWeakTable<LayerBlock, ShapedRows>> Made = [];

    readonly GeometryColumn _metric;
    readonly Geometry?[] _boundaries;
    readonly ShapeEdges?[] _edges;

    ShapedRows(CitySnapshot city, LayerBlock block)
    {
        _metric = block.Metric(city.Plane);
        var found = Find(block, SiteShapes.Of(city).OfLayer(block.Schema.Name));
        Rows = [.. found.Select(pair => pair.Row)];
        _boundaries = [.. found.Select(pair => pair.Boundary)];
        _edges = new ShapeEdges?[Rows.Length];
    }

    /// <summary>The rows, ascending.</summary>
    public int[] Rows { get; }

    /// <summary>The shaped rows of a block of a city.</summary>
    public static ShapedRows Of(CitySnapshot city, LayerBlock block) =>
        Made.GetValue(city.Layer("site-boundaries"), _ => []).GetValue(block, made => new ShapedRows(city, made));

    /// <summary>Box of the shape at a place in <see cref="Rows"/>.</summary>
    public Box BoxAt(int place) => _boundaries[place]?.EnvelopeInternal is { } envelope
        ? new(envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY)
        : _metric.BoxOf(Rows[place]);

    /// <summary>The shape at a place in <see cref="Rows"/>.</summary>
    // Two threads may make the same edges at once; either may be kept.
    public ShapeEdges EdgesAt(int place) => _edges[place] ??= _boundaries[place] is { } boundary ? new(boundary) : new(_metric, Rows[place]);

    /// <summary>The shape of a row of the block, or null: then it is measured from its point.</summary>
    public ShapeEdges? OfRow(int row) => Array.BinarySearch(Rows, row) is >= 0 and var place ? EdgesAt(place) : null;

    List<(int Row, Geometry? Boundary)> Find(LayerBlock block, Dictionary<string, Geometry>? boundaries)
    {
        if (boundaries is null && _metric.IsPointColumn)
            return [];
        var pieces = new List<(int, Geometry?)>[(block.Count + RowsPerPiece - 1) / RowsPerPiece];
        Parallel.For(0, pieces.Length, piece =>
        {
            var found = pieces[piece] = [];
            for (var row = piece * RowsPerPiece; row < Math.Min(block.Count, (piece + 1) * RowsPerPiece); row++)
            {
                var boundary = boundaries is null ? null : BoundaryOf(block, row, boundaries);
                if (boundary is not null || _metric.TypeOf(row) is not (GeometryType.Point or GeometryType.Empty))
                    found.Add((row, boundary));
            }
        });
        return [.. pieces.SelectMany(piece => piece)];
    }

    static Geometry? BoundaryOf(LayerBlock block, int row, Dictionary<string, Geometry> boundaries)
    {
        // Few features of a large layer have a boundary: keys are compared as bytes turned to characters, not as new strings.
        var key = block.Key(row);
        Span<char> text = key.Length <= 256 ? stackalloc char[key.Length] : new char[key.Length];
        var length = Encoding.UTF8.GetChars(key, text);
        return boundaries.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..length], out var shape) ? shape : null;
    }
}

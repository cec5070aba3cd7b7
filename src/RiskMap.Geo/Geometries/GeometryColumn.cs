using RiskMap.Geo.Geometries.Internal;
using NtsFactory = NetTopologySuite.Geometries.GeometryFactory;
using NtsGeometry = NetTopologySuite.Geometries.Geometry;

namespace RiskMap.Geo.Geometries;

/// <summary>Moves coordinates into another plane, in place. Both spans have the same length.</summary>
public delegate void PlaneTransform(Span<double> x, Span<double> y);

/// <summary>
/// The geometries of many rows in flat arrays, in any one plane. Immutable, so safe to read from any thread.
/// A row has parts (a point, a line or a ring each), a part has vertices; a ring's last vertex repeats its first,
/// and a shell is followed by its holes. A column of points only has no part arrays: 16 bytes a row.
/// Made by <see cref="GeometryColumnBuilder"/>.
/// </summary>
public sealed class GeometryColumn
{
    readonly double[] _x;
    readonly double[] _y;
    readonly GeometryTopology? _topology;
    Box[]? _boxes;

    internal GeometryColumn(double[] x, double[] y, GeometryTopology? topology)
    {
        _x = x;
        _y = y;
        _topology = topology;
    }

    /// <summary>A column without rows.</summary>
    public static GeometryColumn None { get; } = new([], [], topology: null);

    /// <summary>Number of rows.</summary>
    public int Count => _topology?.Types.Length ?? _x.Length;

    /// <summary>Number of parts of all rows.</summary>
    public int PartCount => _topology?.IsShell.Length ?? _x.Length;

    /// <summary>Number of vertices of all rows, closing vertices of rings included.</summary>
    public int VertexCount => _x.Length;

    /// <summary>True when every row is one point or empty, so that row = part = vertex.</summary>
    public bool IsPointColumn => _topology is null;

    /// <summary>All x, part after part; in a point column x of row i, NaN where the row is empty.</summary>
    public ReadOnlySpan<double> X => _x;

    /// <summary>All y, part after part; in a point column y of row i, NaN where the row is empty.</summary>
    public ReadOnlySpan<double> Y => _y;

    /// <summary>Memory held by the arrays, in bytes; the topology is counted even when another column shares it.</summary>
    public long MemoryBytes =>
        ((long)(_x.Length + _y.Length) * sizeof(double)) + (_topology?.MemoryBytes ?? 0) + ((_boxes?.Length ?? 0) * 32L);

    /// <summary>Kind of a row's geometry.</summary>
    public GeometryType TypeOf(int row) =>
        _topology is { } t ? t.Types[row] : double.IsNaN(_x[row]) ? GeometryType.Empty : GeometryType.Point;

    /// <summary>True when the row has no geometry.</summary>
    public bool IsEmpty(int row) => TypeOf(row) == GeometryType.Empty;

    /// <summary>x of the row's first vertex; NaN when the row is empty.</summary>
    public double PointX(int row) => _topology is { } t ? FirstOf(_x, t, row) : _x[row];

    /// <summary>y of the row's first vertex; NaN when the row is empty.</summary>
    public double PointY(int row) => _topology is { } t ? FirstOf(_y, t, row) : _y[row];

    /// <summary>Number of the row's first part.</summary>
    public int FirstPart(int row) => _topology is { } t ? t.RowStart[row] : row;

    /// <summary>One past the number of the row's last part.</summary>
    public int EndPart(int row) => _topology is { } t ? t.RowStart[row + 1] : IsEmpty(row) ? row : row + 1;

    /// <summary>Number of parts of a row; 0 when it is empty.</summary>
    public int PartsOf(int row) => EndPart(row) - FirstPart(row);

    /// <summary>Index in <see cref="X"/> and <see cref="Y"/> of the part's first vertex.</summary>
    public int PartStart(int part) => _topology is { } t ? t.PartStart[part] : part;

    /// <summary>One past the index of the part's last vertex.</summary>
    public int PartEnd(int part) => _topology is { } t ? t.PartStart[part + 1] : part + 1;

    /// <summary>x of the part's vertices.</summary>
    public ReadOnlySpan<double> PartX(int part) => _x.AsSpan(PartStart(part)..PartEnd(part));

    /// <summary>y of the part's vertices.</summary>
    public ReadOnlySpan<double> PartY(int part) => _y.AsSpan(PartStart(part)..PartEnd(part));

    /// <summary>x of all vertices of a row, part after part.</summary>
    public ReadOnlySpan<double> RowX(int row) => _x.AsSpan(VerticesOf(row));

    /// <summary>y of all vertices of a row, part after part.</summary>
    public ReadOnlySpan<double> RowY(int row) => _y.AsSpan(VerticesOf(row));

    /// <summary>True when the part is the outer ring of a polygon; false for holes, lines and points.</summary>
    public bool IsShell(int part) => _topology is { } t && t.IsShell[part];

    /// <summary>Box of a row; <see cref="Box.Empty"/> when the row is empty.</summary>
    public Box BoxOf(int row)
    {
        if (_boxes is { } boxes) return boxes[row];
        if (_topology is not null) return Box.Of(RowX(row), RowY(row));
        return double.IsNaN(_x[row]) ? Box.Empty : Box.Of(_x[row], _y[row]);
    }

    /// <summary>Boxes of all rows; computed at the first call and then kept (32 bytes a row).</summary>
    public ReadOnlySpan<Box> Boxes()
    {
        if (_boxes is null)
        {
            var boxes = new Box[Count];
            for (var row = 0; row < boxes.Length; row++) boxes[row] = BoxOf(row);
            Interlocked.CompareExchange(ref _boxes, boxes, null);
        }

        return _boxes;
    }

    /// <summary>Box of the whole column; <see cref="Box.Empty"/> when there is nothing in it.</summary>
    public Box Extent() => Box.Of(_x, _y);

    /// <summary>
    /// The same rows with other coordinates, for instance in the metric plane or in web mercator. The new column shares
    /// the part arrays with this one. Empty rows of a point column pass through as NaN.
    /// </summary>
    public GeometryColumn Transform(PlaneTransform transform)
    {
        var x = (double[])_x.Clone();
        var y = (double[])_y.Clone();
        transform(x, y);
        return new GeometryColumn(x, y, _topology);
    }

    /// <summary>The row as an NTS geometry; an empty row becomes POINT EMPTY.</summary>
    public NtsGeometry ToGeometry(int row, NtsFactory? factory = null) => NtsBridge.ToGeometry(this, row, factory);

    /// <summary>The row as little-endian WKB, or EWKB when an SRID is given; an empty row becomes POINT EMPTY (NaN NaN).</summary>
    public byte[] ToWkb(int row, int? srid = null)
    {
        var bytes = new byte[WkbWriting.Length(this, row, srid is not null)];
        WkbWriting.Write(this, row, srid, bytes);
        return bytes;
    }

    Range VerticesOf(int row)
    {
        if (_topology is { } t) return t.PartStart[t.RowStart[row]]..t.PartStart[t.RowStart[row + 1]];
        return IsEmpty(row) ? row..row : row..(row + 1);
    }

    static double FirstOf(double[] values, GeometryTopology t, int row) =>
        t.RowStart[row] == t.RowStart[row + 1] ? double.NaN : values[t.PartStart[t.RowStart[row]]];
}

/// <summary>How vertices form parts and parts form rows; shared by all planes of one column.</summary>
sealed class GeometryTopology(GeometryType[] types, int[] rowStart, int[] partStart, bool[] isShell)
{
    /// <summary>Kind per row.</summary>
    internal GeometryType[] Types { get; } = types;

    /// <summary>First part per row, with one more entry at the end.</summary>
    internal int[] RowStart { get; } = rowStart;

    /// <summary>First vertex per part, with one more entry at the end.</summary>
    internal int[] PartStart { get; } = partStart;

    /// <summary>Whether a part is the outer ring of a polygon.</summary>
    internal bool[] IsShell { get; } = isShell;

    internal long MemoryBytes => Types.Length + IsShell.Length + ((long)(RowStart.Length + PartStart.Length) * sizeof(int));
}

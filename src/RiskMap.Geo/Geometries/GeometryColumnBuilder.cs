using RiskMap.Geo.Geometries.Internal;
using NtsGeometry = NetTopologySuite.Geometries.Geometry;

namespace RiskMap.Geo.Geometries;

/// <summary>
/// Collects geometries into a <see cref="GeometryColumn"/>. A geometry that is refused leaves the builder as it was.
/// Not thread-safe; one use: after <see cref="Build"/> the builder is empty again.
/// </summary>
/// <param name="capacity">Expected number of rows; more may be added.</param>
public sealed class GeometryColumnBuilder(int capacity = 0)
{
    double[] _x = new double[capacity];
    double[] _y = new double[capacity];
    int _vertices;
    PartLists? _lists;

    /// <summary>Number of rows added so far.</summary>
    public int Count => _lists?.Types.Count ?? _vertices;

    /// <summary>Adds a row without a geometry.</summary>
    public void AddEmpty()
    {
        if (_lists is null) AddVertex(double.NaN, double.NaN);
        else EndRow(GeometryType.Empty);
    }

    /// <summary>Adds a point.</summary>
    /// <exception cref="FormatException">A coordinate is not finite.</exception>
    public void AddPoint(double x, double y)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y)) throw new FormatException($"The point ({x:R} {y:R}) is not finite.");
        if (_lists is null)
        {
            AddVertex(x, y);
            return;
        }

        BeginPart(shell: false);
        AddVertex(x, y);
        EndRow(GeometryType.Point);
    }

    /// <summary>
    /// Adds a geometry in WKB (ISO, OGC 06-103r4) or PostGIS' EWKB, in either byte order. Z, M and the SRID are skipped;
    /// geometries without vertices become empty rows.
    /// </summary>
    /// <exception cref="FormatException">
    /// Truncated or overlong bytes, an unknown type, a GeometryCollection, a coordinate that is not finite, a line of one
    /// vertex, or a ring that is open or has fewer than four vertices.
    /// </exception>
    public void Add(ReadOnlySpan<byte> wkb)
    {
        if (!WkbReading.TryReadPoint(wkb, out var x, out var y)) Guarded(wkb, static (builder, bytes) => WkbReading.Read(bytes, builder));
        else if (double.IsNaN(x) && double.IsNaN(y)) AddEmpty();
        else AddPoint(x, y);
    }

    /// <summary>Adds an NTS geometry; null and empty geometries become empty rows, Z and M are dropped.</summary>
    /// <exception cref="FormatException">A GeometryCollection, or a coordinate that is not finite.</exception>
    public void Add(NtsGeometry? geometry)
    {
        if (geometry is null || geometry.IsEmpty) AddEmpty();
        else Guarded(geometry, static (builder, g) => NtsBridge.Read(g, builder));
    }

    /// <summary>Adds a row of another column in the same plane.</summary>
    public void Add(GeometryColumn column, int row)
    {
        var type = column.TypeOf(row);
        if (type == GeometryType.Empty)
        {
            AddEmpty();
            return;
        }

        if (type == GeometryType.Point)
        {
            AddPoint(column.PointX(row), column.PointY(row));
            return;
        }

        for (var part = column.FirstPart(row); part < column.EndPart(row); part++)
        {
            BeginPart(column.IsShell(part));
            var x = column.PartX(part);
            var y = column.PartY(part);
            Reserve(x.Length);
            x.CopyTo(_x.AsSpan(_vertices));
            y.CopyTo(_y.AsSpan(_vertices));
            _vertices += x.Length;
        }

        EndRow(type);
    }

    /// <summary>Makes the column and empties the builder.</summary>
    public GeometryColumn Build()
    {
        var column = new GeometryColumn(Trimmed(_x), Trimmed(_y), _lists?.ToTopology(_vertices));
        (_x, _y, _vertices, _lists) = ([], [], 0, null);
        return column;
    }

    internal void Reserve(int vertices)
    {
        var needed = (long)_vertices + vertices;
        if (needed <= _x.Length) return;
        if (needed > Array.MaxLength) throw new FormatException($"A column holds at most {Array.MaxLength} vertices.");
        var size = (int)Math.Min(Array.MaxLength, Math.Max(needed, Math.Max(16L, _x.Length * 2L)));
        Array.Resize(ref _x, size);
        Array.Resize(ref _y, size);
    }

    internal void AddVertex(double x, double y)
    {
        if (_vertices == _x.Length) Reserve(1);
        _x[_vertices] = x;
        _y[_vertices++] = y;
    }

    internal void BeginPart(bool shell)
    {
        _lists ??= PartLists.OfPoints(_x, _y, ref _vertices);
        _lists.PartStart.Add(_vertices);
        _lists.IsShell.Add(shell);
    }

    /// <summary>Ends the part begun last: checks a line's or a ring's vertices.</summary>
    internal void EndPart(bool ring)
    {
        var start = _lists!.PartStart[^1];
        var count = _vertices - start;
        if (!ring && count < 2) throw new FormatException($"A line needs at least 2 vertices, this one has {count}.");
        if (!ring) return;
        if (count < 4) throw new FormatException($"A ring needs at least 4 vertices, this one has {count}.");
        if (_x[start] != _x[_vertices - 1] || _y[start] != _y[_vertices - 1])
            throw new FormatException($"A ring that starts at ({_x[start]:R} {_y[start]:R}) does not end there.");
    }

    /// <summary>Ends a row; without any part in it the row is empty.</summary>
    internal void EndRow(GeometryType type)
    {
        if (_lists is null)
        {
            AddVertex(double.NaN, double.NaN);
            return;
        }

        _lists.Types.Add(_lists.PartStart.Count == _lists.RowStart[^1] ? GeometryType.Empty : type);
        _lists.RowStart.Add(_lists.PartStart.Count);
    }

    void Guarded<T>(T source, Action<GeometryColumnBuilder, T> read) where T : allows ref struct
    {
        var (vertices, rows) = (_vertices, Count);
        var wasPoints = _lists is null;
        try
        {
            read(this, source);
        }
        catch
        {
            // A builder that turned from points to parts stays so: only its rows are taken back.
            if (wasPoints && _lists is not null) _vertices = _lists.RowStart[rows];
            else _vertices = vertices;
            _lists?.CutTo(rows);
            throw;
        }
    }

    double[] Trimmed(double[] values) => values.Length == _vertices ? values : values.AsSpan(0, _vertices).ToArray();
}

using RiskMap.Geo.Geometries;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles.Internal;

namespace RiskMap.Geo.Tiles;

/// <summary>
/// Turns rows of a column in EPSG:3857 into the geometry of one tile: straighten, cut to the tile and its buffer, round, clean, make
/// sure that polygons are valid. Keep it and use it again; not thread-safe.
/// <para>
/// Small things: a polygon that rounds to no area is drawn as a square of one unit at its first vertex, so that it neither flickers
/// between zooms nor vanishes; of a multi-polygon only those parts that have an area are drawn, and the square where none has.
/// A line that rounds to one position is left out.
/// </para>
/// </summary>
public sealed class TileShaper
{
    readonly PolygonRings _exact = new();
    readonly RingContact _contact = new();
    UnitPath _path = new();
    UnitPath _spare = new();
    TileFrame _frame;
    float _tolerance;

    /// <summary>The geometry made last.</summary>
    public MvtGeometry Geometry { get; } = new();

    /// <summary>What the tile can show, in EPSG:3857: ask the index for this box.</summary>
    public Box QueryBox { get; private set; }

    internal ref readonly TileFrame Frame => ref _frame;

    /// <summary>Begins a tile.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="options">How it is cut and drawn.</param>
    /// <param name="turn">Where the rows are taken from: 0 the world itself, 1 the world one turn to the east, -1 to the west.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public void Begin(TileId tile, TileOptions options, int turn = 0)
    {
        if (options.Extent is < 1 or > 1 << 16) throw new ArgumentOutOfRangeException(nameof(options), options.Extent, "An extent lies between 1 and 65536.");
        if (options.Buffer < 0 || options.Buffer > options.Extent)
            throw new ArgumentOutOfRangeException(nameof(options), options.Buffer, "A buffer lies between 0 and the extent.");
        if (!(options.SimplifyTolerance >= 0))
            throw new ArgumentOutOfRangeException(nameof(options), options.SimplifyTolerance, "A tolerance is 0 or more.");
        _frame = new TileFrame(tile, options, turn);
        _tolerance = options.SimplifyTolerance == 0 ? -1 : (float)(options.SimplifyTolerance / _frame.UnitsPerMetre);
        QueryBox = _frame.QueryBox(tile, turn);
    }

    /// <summary>Begins a picture that need not be a tile.</summary>
    internal void Begin(in TileFrame frame, double simplifyTolerance)
    {
        _frame = frame;
        _tolerance = (float)(simplifyTolerance / frame.UnitsPerMetre);
    }

    /// <summary>Makes the geometry of a row; false when nothing of it is in the tile.</summary>
    /// <param name="column">Geometries in EPSG:3857.</param>
    /// <param name="importance">Their <see cref="VertexImportance"/>.</param>
    /// <param name="row">The row.</param>
    public bool Shape(GeometryColumn column, ReadOnlySpan<float> importance, int row)
    {
        switch (column.TypeOf(row))
        {
            case GeometryType.Point or GeometryType.MultiPoint:
                ShapePoints(column, row);
                break;
            case GeometryType.LineString or GeometryType.MultiLineString:
                ShapeLines(column, importance, row);
                break;
            case GeometryType.Polygon or GeometryType.MultiPolygon:
                ShapePolygons(column, importance, row);
                break;
            default:
                Geometry.Clear(MvtGeometryType.Unknown);
                break;
        }

        return !Geometry.IsEmpty;
    }

    void ShapePoints(GeometryColumn column, int row)
    {
        Geometry.Clear(MvtGeometryType.Point);
        var xs = column.RowX(row);
        var ys = column.RowY(row);
        for (var i = 0; i < xs.Length; i++)
        {
            if (!_frame.TryPoint(xs[i], ys[i], out var x, out var y)) continue;
            Geometry.BeginPart();
            Geometry.Add(x, y);
        }
    }

    void ShapeLines(GeometryColumn column, ReadOnlySpan<float> importance, int row)
    {
        Geometry.Clear(MvtGeometryType.LineString);
        var box = _frame.ToUnits(column.BoxOf(row));
        if (!_frame.Touches(box)) return;
        var inside = _frame.Covers(box);
        for (var part = column.FirstPart(row); part < column.EndPart(row); part++)
        {
            Load(column, importance, part, column.PartEnd(part));
            if (inside) AddWholeLine();
            else AddCutLine();
        }
    }

    void AddWholeLine()
    {
        Geometry.BeginPart();
        AddRounded(_path);
        EndLine();
    }

    void AddCutLine()
    {
        var x = _path.X;
        var y = _path.Y;
        var open = false;
        for (var i = 1; i < x.Length; i++)
        {
            var (x1, y1, x2, y2) = (x[i - 1], y[i - 1], x[i], y[i]);
            var seen = Clipping.Segment(ref x1, ref y1, ref x2, ref y2, _frame.Min, _frame.Max);
            if (open && (!seen || x1 != x[i - 1] || y1 != y[i - 1]))
            {
                EndLine();
                open = false;
            }

            if (!seen) continue;
            if (!open)
            {
                Geometry.BeginPart();
                Geometry.Add(TileFrame.Round(x1), TileFrame.Round(y1));
                open = true;
            }

            Geometry.Add(TileFrame.Round(x2), TileFrame.Round(y2));
        }

        if (open) EndLine();
    }

    void EndLine()
    {
        if (!RingCleaning.Line(Geometry)) Geometry.DropPart();
    }

    void ShapePolygons(GeometryColumn column, ReadOnlySpan<float> importance, int row)
    {
        Geometry.Clear(MvtGeometryType.Polygon);
        _exact.Clear();
        var box = _frame.ToUnits(column.BoxOf(row));
        if (!_frame.Touches(box)) return;
        var collapsed = box.Width < 1 && box.Height < 1;
        if (!collapsed) collapsed = AddPolygons(column, importance, row, inside: _frame.Covers(box));
        if (Geometry.IsEmpty)
        {
            if (collapsed && HasNoAreaAnywhere(column, importance, row, box)) AddSquare(column, row);
            return;
        }

        if (_contact.IsSurelyValid(Geometry)) return;
        PolygonRepair.Mend(Geometry, _exact);
        if (Geometry.IsEmpty) AddSquare(column, row);
    }

    /// <summary>Adds all that has an area in this tile; true when something lies in it but has none.</summary>
    bool AddPolygons(GeometryColumn column, ReadOnlySpan<float> importance, int row, bool inside)
    {
        var collapsed = false;
        var (polygon, skip) = (0, false);
        for (var part = column.FirstPart(row); part < column.EndPart(row); part++)
        {
            var shell = column.IsShell(part);
            if (!shell && skip) continue;
            if (shell) polygon = Geometry.PartCount;
            Load(column, importance, part, column.PartEnd(part) - 1);
            var place = inside ? RingPlace.Inside : Clipping.Place(_path, _frame.Min, _frame.Max);
            if (shell) skip = !AddShell(place, ref collapsed);
            else if (place == RingPlace.Around) skip = TakeBack(polygon);
            else if (place != RingPlace.Outside) AddRing(place, shell: false);
        }

        return collapsed;
    }

    bool AddShell(RingPlace place, ref bool collapsed)
    {
        if (place == RingPlace.Outside) return false;
        if (place == RingPlace.Around) LoadWholeTile();
        var added = AddRing(place, shell: true);
        collapsed |= !added;
        return added;
    }

    bool AddRing(RingPlace place, bool shell)
    {
        if (place == RingPlace.Crossing && ReferenceEquals(Clipping.Ring(_path, _spare, _frame.Min, _frame.Max), _spare)) (_path, _spare) = (_spare, _path);
        if (_path.Count < 3) return false;
        Geometry.BeginPart(shell);
        AddRounded(_path);
        if (!RingCleaning.Ring(Geometry))
        {
            Geometry.DropPart();
            return false;
        }

        _exact.Add(_path, shell);
        return true;
    }

    /// <summary>A hole around the whole tile: nothing is left of its polygon.</summary>
    bool TakeBack(int polygon)
    {
        Geometry.CutTo(polygon);
        _exact.CutTo(polygon);
        return true;
    }

    void LoadWholeTile()
    {
        _path.Clear();
        _path.Add(_frame.Min, _frame.Min);
        _path.Add(_frame.Max, _frame.Min);
        _path.Add(_frame.Max, _frame.Max);
        _path.Add(_frame.Min, _frame.Max);
    }

    /// <summary>Whether all shells of a row round to nothing, also outside this tile: all tiles must give the same answer.</summary>
    bool HasNoAreaAnywhere(GeometryColumn column, ReadOnlySpan<float> importance, int row, in Box box)
    {
        if (box.Width < 1 && box.Height < 1) return true;
        var none = true;
        for (var part = column.FirstPart(row); part < column.EndPart(row) && none; part++)
        {
            if (!column.IsShell(part)) continue;
            Load(column, importance, part, column.PartEnd(part) - 1);
            Geometry.BeginPart(shell: true);
            AddRounded(_path);
            none = !RingCleaning.Ring(Geometry);
            Geometry.DropPart();
        }

        return none;
    }

    void AddSquare(GeometryColumn column, int row)
    {
        var x = Math.Floor(_frame.X(column.PointX(row)));
        var y = Math.Floor(_frame.Y(column.PointY(row)));
        if (!(x >= _frame.Min && y >= _frame.Min && x < _frame.Max && y < _frame.Max)) return;
        Geometry.BeginPart(shell: true);
        Geometry.Add((int)x, (int)y);
        Geometry.Add((int)x + 1, (int)y);
        Geometry.Add((int)x + 1, (int)y + 1);
        Geometry.Add((int)x, (int)y + 1);
    }

    /// <summary>The vertices of a part that matter at this zoom, in tile units.</summary>
    void Load(GeometryColumn column, ReadOnlySpan<float> importance, int part, int end)
    {
        _path.Clear();
        var xs = column.X;
        var ys = column.Y;
        for (var i = column.PartStart(part); i < end; i++)
            if (importance[i] > _tolerance) _path.Add(_frame.X(xs[i]), _frame.Y(ys[i]));
    }

    void AddRounded(UnitPath path)
    {
        var xs = path.X;
        var ys = path.Y;
        for (var i = 0; i < xs.Length; i++) Geometry.Add(TileFrame.Round(xs[i]), TileFrame.Round(ys[i]));
    }
}

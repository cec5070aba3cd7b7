using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using RiskMap.City.Proximity;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;

namespace RiskMap.City.Dispatch.Incident;

/// <summary>
/// The areas of ERG 2024 around a spill in the metric plane: the isolation circle; the protective-action square, whose side is the distance downwind, with the
/// middle of its upwind edge at the spill and its axis along the wind; and the fan that the square sweeps when the wind turns. Metres. Immutable; safe for
/// parallel reads.
/// </summary>
sealed class ReleaseZone
{
    // Segments of a quarter circle: the drawn circle is inside the true one by at most 0.03 % of its radius.
    const int QuarterSegments = 32;
    const double FanStepDegrees = 1;

    // Direction of the square's far corners as seen from the spill.
    static readonly double CornerDegrees = Math.Atan2(0.5, 1) * 180 / Math.PI;

    static readonly GeometryFactory Factory = new();

    readonly WindFrame _frame;
    readonly double _isolation;
    readonly double _protect;
    readonly IPreparedGeometry _preparedIsolation;
    readonly IPreparedGeometry? _preparedFan;
    readonly AreaGrid _isolationGrid;
    readonly AreaGrid? _fanGrid;

    public ReleaseZone(WindFrame frame, double isolationMetres, double? protectMetres, double fanDegrees, bool isCalm)
    {
        (_frame, _isolation, _protect) = (frame, isolationMetres, protectMetres ?? 0);
        var (x, y) = frame.At(0, 0);
        Isolation = (Polygon)Factory.CreatePoint(new Coordinate(x, y)).Buffer(isolationMetres, QuarterSegments);
        Protect = protectMetres is null ? null : Square();
        Fan = protectMetres is null ? null : isCalm ? (Polygon)Factory.CreatePoint(new Coordinate(x, y)).Buffer(protectMetres.Value, QuarterSegments) : FanOf(fanDegrees);
        Whole = Protect is null ? Isolation : Isolation.Union(Protect);
        Prepared = PreparedGeometryFactory.Prepare(Whole);
        _preparedIsolation = PreparedGeometryFactory.Prepare(Isolation);
        _preparedFan = Fan is null ? null : PreparedGeometryFactory.Prepare(Fan);
        (_isolationGrid, Grid, _fanGrid) = (new(Isolation), new(Whole), Fan is null ? null : new(Fan));
    }

    /// <summary>The wind around the spill.</summary>
    public WindFrame Frame => _frame;

    /// <summary>The isolation circle.</summary>
    public Polygon Isolation { get; }

    /// <summary>The protective-action square, or null where the book gives no distance downwind.</summary>
    public Polygon? Protect { get; }

    /// <summary>What the square sweeps when it turns to either side; a circle where the wind is calm.</summary>
    public Polygon? Fan { get; }

    /// <summary>Circle and square together.</summary>
    public Geometry Whole { get; }

    /// <summary>Circle and square, ready for many questions.</summary>
    public IPreparedGeometry Prepared { get; }

    /// <summary>Circle and square, for a quick look at most boxes.</summary>
    public AreaGrid Grid { get; }

    /// <summary>Side of the square, metres; 0 where there is none.</summary>
    public double ProtectMetres => _protect;

    /// <summary>How far the farthest corner of circle, square or fan is from the spill.</summary>
    public double Reach => Math.Max(_isolation, _protect * Math.Sqrt(1.25));

    /// <summary>The middle of the square, from which circle and square reach least far.</summary>
    public SiteOutline Middle => new(_frame.At(_protect / 2, 0).X, _frame.At(_protect / 2, 0).Y);

    /// <summary>How far the farthest point of circle and square is from <see cref="Middle"/>.</summary>
    public double MiddleReach => Math.Max(_protect * Math.Sqrt(0.5), (_protect / 2) + _isolation);

    /// <summary><c>isolation</c>, <c>protective</c> or null for outside: where a site lies, edge to edge.</summary>
    public string? ZoneOf(in SiteOutline site)
    {
        if (!site.HasShape)
            return ZoneOf(site.Box.MinX, site.Box.MinY);
        if (Meets(_isolationGrid, _preparedIsolation, site))
            return ZoneNames.Isolation;
        return Meets(Grid, Prepared, site) ? ZoneNames.Protective : null;
    }

    /// <summary>True when a turn of the wind reaches the site.</summary>
    public bool IsInFan(in SiteOutline site) => _fanGrid is not null && Meets(_fanGrid, _preparedFan!, site);

    static bool Meets(AreaGrid grid, IPreparedGeometry area, in SiteOutline site) => grid.SideOf(site.Box) switch
    {
        AreaSide.Outside => false,
        AreaSide.Inside => true,
        _ => area.Intersects(site.Geometry),
    };

    /// <summary>The same for a position.</summary>
    public string? ZoneOf(double x, double y)
    {
        var (along, across) = (_frame.Along(x, y), _frame.Across(x, y));
        if ((along * along) + (across * across) <= _isolation * _isolation)
            return ZoneNames.Isolation;
        return IsInSquare(along, across) ? ZoneNames.Protective : null;
    }

    /// <summary>True when a box lies wholly in the circle or wholly in the square.</summary>
    public bool Holds(in Box box) => HoldsAll(box, ZoneNames.Isolation) || HoldsAll(box, ZoneNames.Protective);

    /// <summary>Metres across the wind from a position to the nearer side of the square; 0 outside.</summary>
    public double MetresToSide(double x, double y) => Math.Max(0, Math.Max(_isolation, _protect / 2) - Math.Abs(_frame.Across(x, y)));

    bool HoldsAll(in Box box, string zone)
    {
        // Circle and square are convex: they hold a box when they hold its corners.
        foreach (var (x, y) in new[] { (box.MinX, box.MinY), (box.MinX, box.MaxY), (box.MaxX, box.MinY), (box.MaxX, box.MaxY) })
        {
            var (along, across) = (_frame.Along(x, y), _frame.Across(x, y));
            if (zone == ZoneNames.Isolation ? (along * along) + (across * across) > _isolation * _isolation : !IsInSquare(along, across))
                return false;
        }
        return true;
    }

    bool IsInSquare(double along, double across) => _protect > 0 && along >= 0 && along <= _protect && Math.Abs(across) <= _protect / 2;

    Polygon Square()
    {
        var corners = new[] { (0, -_protect / 2), (0, _protect / 2), (_protect, _protect / 2), (_protect, -_protect / 2), (0, -_protect / 2) };
        return Factory.CreatePolygon([.. corners.Select(corner => _frame.At(corner.Item1, corner.Item2)).Select(at => new Coordinate(at.X, at.Y))]);
    }

    // Seen from the spill, the sweep reaches in each direction as far as the farthest side or corner that passes through it. Straight upwind nothing does:
    // there people gather.
    Polygon FanOf(double degrees)
    {
        var (edge, steps) = (90 + degrees, (int)Math.Ceiling(2 * (90 + degrees) / FanStepDegrees));
        // Where the corner's arc begins and ends the rim has a kink, which must be among its points.
        double[] kinks = [CornerDegrees + degrees, -CornerDegrees - degrees, CornerDegrees - degrees, degrees - CornerDegrees];
        var rim = Enumerable.Range(0, steps + 1).Select(step => -edge + (2 * edge * step / steps)).Concat(kinks).Order().Select(angle => _frame.AtAngle(
            Math.Max(SideAt(Math.Clamp(CornerDegrees, LeastAt(angle), MostAt(angle))), SideAt(Math.Clamp(-CornerDegrees, LeastAt(angle), MostAt(angle)))), angle));
        Coordinate[] ring = [.. new[] { _frame.At(0, 0) }.Concat(rim).Append(_frame.At(0, 0)).Select(at => new Coordinate(at.X, at.Y))];
        return Factory.CreatePolygon(ring);

        double LeastAt(double angle) => Math.Max(-90, angle - degrees);
        double MostAt(double angle) => Math.Min(90, angle + degrees);
    }

    /// <summary>How far the square reaches in a direction, degrees from straight downwind.</summary>
    double SideAt(double degrees)
    {
        var (sin, cos) = Math.SinCos(Math.Abs(degrees) * Math.PI / 180);
        return Math.Min(_protect / Math.Max(cos, double.Epsilon), _protect / 2 / Math.Max(sin, double.Epsilon));
    }
}

/// <summary>Tokens of the zones.</summary>
static class ZoneNames
{
    public const string Isolation = "isolation";
    public const string Protective = "protective";
    public const string Fan = "fan";
}

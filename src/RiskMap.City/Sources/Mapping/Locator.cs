using System.Globalization;
using NetTopologySuite.Geometries;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Sources.Mapping;

/// <summary>
/// Brings a file's coordinates to longitude and latitude and refuses those that cannot be: outside the declared system, (0,0), swapped, outside
/// the city. While all first rows are outside the system the declaration itself is wrong and the whole file is refused. Not thread-safe.
/// </summary>
sealed class Locator(SourceCrs crs, PlaceCheck place)
{
    static readonly GeometryFactory Factory = GeometryFactory.Default;
    long _checked;
    long _impossible;
    string? _firstFault;

    /// <summary>What the coordinates are in.</summary>
    public SourceCrs Crs => crs;

    /// <summary>A position of the file as a point in degrees, or what is wrong with it.</summary>
    public RowProblem? TryPoint(double x, double y, out Point? point)
    {
        point = null;
        if (Impossible(x, y, x, y) is { } problem)
            return problem;
        var (longitude, latitude) = crs.ToLonLat(x, y);
        if (!double.IsFinite(longitude) || !double.IsFinite(latitude))
            return OutsideSystem(x, y, null);
        point = Factory.CreatePoint(new Coordinate(longitude, latitude));
        return place.Point(longitude, latitude);
    }

    /// <summary>A geometry of the file in degrees and two dimensions, or what is wrong with where it is.</summary>
    public RowProblem? TryShape(Geometry shape, out Geometry? located)
    {
        located = null;
        if (shape is Point point)
        {
            var wrong = TryPoint(point.X, point.Y, out var there);
            located = there;
            return wrong;
        }
        var box = shape.EnvelopeInternal;
        if (Impossible(box.MinX, box.MinY, box.MaxX, box.MaxY) is { } problem)
            return problem;
        if (box.MinX <= 0 && box.MaxX >= 0 && HasNullIsland(shape))
            return NullIsland();
        located = Flat(crs.ToLonLat(shape));
        return place.Shape(located.EnvelopeInternal);
    }

    /// <summary>Ends the file: when no row at all fitted the declared system, the file is refused as a whole.</summary>
    /// <exception cref="ImportException">Not one position can be in the declared system.</exception>
    public void Finish()
    {
        if (_checked > 0 && _impossible == _checked)
            throw WrongSystem();
    }

    RowProblem? Impossible(double minX, double minY, double maxX, double maxY)
    {
        if (minX == 0 && minY == 0 && maxX == 0 && maxY == 0)
            return NullIsland();
        var system = crs.System;
        if (system.Plausible(minX, minY, out var fault) && system.Plausible(maxX, maxY, out fault))
        {
            _checked++;
            return null;
        }
        if (system.IsGeographic && system.Bounds.Contains(minY, minX) && system.Bounds.Contains(maxY, maxX))
        {
            return new RowProblem(null, Text(minX, minY), ("纬度超出 ±90，经度与纬度颠倒", "the latitude is outside ±90: longitude and latitude are swapped"),
                ("交换经纬度两列，或用 --map 指定；几何中先经度后纬度", "swap the two columns, or name them with --map; in geometries longitude comes first"));
        }
        _checked++;
        _impossible++;
        _firstFault ??= fault;
        if (_impossible == _checked && _checked >= ImportRules.Current.ImplausibleFirstRows)
            throw WrongSystem();
        return OutsideSystem(minX, minY, fault);
    }

    RowProblem OutsideSystem(double x, double y, string? fault) => new(null, Text(x, y),
        ($"坐标不可能属于 {crs}", fault ?? $"the position cannot be in {crs}"),
        ("核对坐标与 --crs", "check the coordinates and --crs"));

    ImportException WrongSystem() => new((
        $"文件的坐标不可能属于所声明的 {crs}（{_firstFault}）；请用 --crs 给出实际的坐标系，如 EPSG:4326、EPSG:4490、EPSG:4548、gcj02、bd09；坐标轴颠倒时用 --map 指定两列",
        $"the file's coordinates cannot be in {crs}: {_firstFault} Give the real system with --crs (EPSG:4326, EPSG:4490, EPSG:4548, gcj02, bd09 ...); if the axes are swapped, name the two columns with --map"));

    static RowProblem NullIsland() => new(null, "0, 0", ("坐标为 (0,0)，是缺失坐标的占位值", "the position is (0,0), which stands for a missing one"),
        ("补上真实坐标，或删除该行", "give the real position, or remove the row"));

    static bool HasNullIsland(Geometry shape)
    {
        foreach (var coordinate in shape.Coordinates)
        {
            if (coordinate.X == 0 && coordinate.Y == 0)
                return true;
        }
        return false;
    }

    /// <summary>The geometry without Z and M.</summary>
    static Geometry Flat(Geometry shape)
    {
        var first = shape;
        while (first is GeometryCollection { NumGeometries: > 0 } many)
            first = many.GetGeometryN(0);
        var sequence = first switch
        {
            LineString line => line.CoordinateSequence,
            Polygon polygon => polygon.ExteriorRing.CoordinateSequence,
            Point point => point.CoordinateSequence,
            _ => null,
        };
        return sequence is { Dimension: > 2 } ? GeometryTransform.Apply(shape, static (_, _) => { }) : shape;
    }

    static string Text(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"{x}, {y}");
}

using System.Globalization;
using NetTopologySuite.Geometries;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Sources.Mapping;

/// <summary>Tells whether a position can belong to the city: within its extent and the tolerance of data/import-rules.json. Immutable.</summary>
sealed class PlaceCheck
{
    // Mean earth radius R1 of IUGG, for turning metres into degrees; a tolerance needs no more.
    const double MetresPerDegree = 6_371_008.8 * Math.PI / 180;
    readonly Box? _near;
    readonly Box? _reach;
    readonly double _tolerance;

    /// <summary>A check against the city's extent.</summary>
    /// <param name="extent">Extent in degrees, or null when there is none: everything on earth passes.</param>
    /// <param name="hasDistricts">True when the extent comes from districts and not just from the files so far.</param>
    public PlaceCheck(Box? extent, bool hasDistricts)
    {
        var rules = ImportRules.Current;
        if (extent is not { IsEmpty: false } box)
            return;
        var size = Math.Max(box.Height, box.Width * Math.Cos(box.CentreY * Math.PI / 180)) * MetresPerDegree;
        _tolerance = Math.Max(hasDistricts ? rules.OutsideCityMetres : rules.OutsideCityMetresWithoutDistricts, rules.OutsideCityShareOfSize * size);
        _near = Grow(box, _tolerance);
        _reach = Grow(box, Math.Max(_tolerance, rules.ReachOutsideCityMetres));
    }

    /// <summary>What is wrong with a point, or null.</summary>
    public RowProblem? Point(double longitude, double latitude)
    {
        if (_near is not { } near || near.Contains(longitude, latitude))
            return null;
        var value = Text(longitude, latitude);
        return near.Contains(latitude, longitude)
            ? new RowProblem(null, value, ("经度与纬度颠倒：换位后才落在本市", "longitude and latitude are swapped: only the other way round it lies in the city"),
                ("交换经纬度两列，或用 --map 指定", "swap the two columns, or name them with --map"))
            : Outside(value);
    }

    /// <summary>What is wrong with a line or polygon, or null: a part of it must be near, and none very far.</summary>
    public RowProblem? Shape(Envelope box)
    {
        if (_near is not { } near)
            return null;
        var here = new Box(box.MinX, box.MinY, box.MaxX, box.MaxY);
        if (near.Intersects(here) && _reach!.Value.Contains(here))
            return null;
        var swapped = new Box(box.MinY, box.MinX, box.MaxY, box.MaxX);
        return near.Contains(swapped)
            ? new RowProblem(null, Text(box.MinX, box.MinY), ("经度与纬度颠倒", "longitude and latitude are swapped"), ("交换坐标次序：先经度后纬度", "write longitude first, then latitude"))
            : Outside(near.Intersects(here) ? Text(box.MinX, box.MinY) + " … " + Text(box.MaxX, box.MaxY) : Text(box.MinX, box.MinY));
    }

    /// <summary>Distance of two near positions in metres, on a sphere; for telling one place from two.</summary>
    public static double Metres(double longitude, double latitude, double otherLongitude, double otherLatitude)
    {
        var x = (otherLongitude - longitude) * Math.Cos(latitude * Math.PI / 180);
        var y = otherLatitude - latitude;
        return Math.Sqrt((x * x) + (y * y)) * MetresPerDegree;
    }

    RowProblem Outside(string value) => new(null, value,
        ($"位于本市范围外 {_tolerance / 1000:0} 公里以上", $"it lies more than {_tolerance / 1000:0} km outside the city"),
        ("核对坐标与 --crs；城市范围不对时先导入行政区划或运行 riskmap init", "check the coordinates and --crs; where the city's extent is wrong, import its districts or run riskmap init first"));

    static Box Grow(Box box, double metres)
    {
        var latitude = Math.Min(89, Math.Max(Math.Abs(box.MinY), Math.Abs(box.MaxY)));
        var y = metres / MetresPerDegree;
        var x = y / Math.Cos(latitude * Math.PI / 180);
        return new Box(box.MinX - x, box.MinY - y, box.MaxX + x, box.MaxY + y);
    }

    static string Text(double longitude, double latitude) => string.Create(CultureInfo.InvariantCulture, $"{longitude:0.######}, {latitude:0.######}");
}

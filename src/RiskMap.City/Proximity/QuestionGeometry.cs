using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.GeoJson;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Proximity;

/// <summary>Geometries of questions: [longitude, latitude] or a GeoJSON geometry in CRS84, checked and brought to the metric plane. Pure.</summary>
static class QuestionGeometry
{
    static readonly LocalizedText PositionRemedy = ("给出 [经度, 纬度]（十进制度）", "give [longitude, latitude] in decimal degrees");
    static readonly LocalizedText DrawAgain = ("重新绘制", "draw it again");

    /// <summary>The geometry in the metric plane.</summary>
    /// <exception cref="QuestionException">It is no geometry, crosses itself, or lies outside the city.</exception>
    public static Geometry Read(CitySnapshot city, string member, JsonElement json)
    {
        var shape = json.ValueKind switch
        {
            JsonValueKind.Array => Position(member, json),
            JsonValueKind.Object => Parse(member, json),
            _ => throw Fault(member, json, ("应为位置或几何对象", "a position or geometry object is expected"), PositionRemedy),
        };
        CheckDegrees(member, json, shape);
        if (new IsValidOp(shape).ValidationError is { } error)
            throw Broken(member, error);
        CheckInCity(city, member, shape);
        return city.Plane.Project(shape);
    }

    static Point Position(string member, JsonElement json)
    {
        if (json.GetArrayLength() is 2 or 3 && json.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number))
            return new Point(json[0].GetDouble(), json[1].GetDouble());
        throw Fault(member, json, ("位置应为两个数", "a position has two numbers"), PositionRemedy);
    }

    static Geometry Parse(string member, JsonElement json)
    {
        var feature = GeoJsonReader.ReadGeometry(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(json));
        if (feature.Error is { } error)
            throw Fault(member, json, ($"几何有误：{error}", error), DrawAgain);
        return feature.Geometry is { IsEmpty: false } shape
            ? shape
            : throw Fault(member, json, ("几何为空", "the geometry is empty"), DrawAgain);
    }

    static void CheckDegrees(string member, JsonElement json, Geometry shape)
    {
        var box = shape.EnvelopeInternal;
        if (!(box.MinX >= -180 && box.MaxX <= 180 && box.MinY >= -90 && box.MaxY <= 90))
            throw Fault(member, json, ("坐标不是经纬度", "the coordinates are no longitudes and latitudes"), PositionRemedy);
    }

    static QuestionException Broken(string member, TopologyValidationError error)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"{error.Coordinate?.X:0.######}, {error.Coordinate?.Y:0.######}");
        return new(member, at, ($"图形自相交或无效，位置 {at}", $"the shape crosses itself or is invalid at {at} ({error.Message})"), DrawAgain);
    }

    // Everything that the city knows of counts as the city: its extent may stem from its first file only.
    static void CheckInCity(CitySnapshot city, string member, Geometry shape)
    {
        var extent = city.Layers.Aggregate(city.City?.Extent ?? Box.Empty, (box, layer) => box.Union(layer.Extent));
        var here = shape.EnvelopeInternal;
        if (extent.IsEmpty || extent.Intersects(new Box(here.MinX, here.MinY, here.MaxX, here.MaxY)))
            return;
        var at = string.Create(CultureInfo.InvariantCulture, $"{here.MinX:0.######}, {here.MinY:0.######}");
        throw new QuestionException(member, at, ($"{at} 位于本市范围外", $"{at} lies outside the city"), ("核对坐标次序（先经度后纬度）与坐标系", "check the order (longitude first) and the coordinate system"));
    }

    static QuestionException Fault(string member, JsonElement json, LocalizedText reason, LocalizedText remedy)
    {
        const int mostShown = 100;
        var raw = json.GetRawText();
        return new(member, raw.Length <= mostShown ? raw : raw[..mostShown] + "…", reason, remedy);
    }
}

using System.Globalization;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Model;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;

namespace RiskMap.City.Dispatch;

/// <summary>A position that a question gives: longitude and latitude, and metres in the city's plane.</summary>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="X">Easting, metres.</param>
/// <param name="Y">Northing, metres.</param>
readonly record struct QuestionPlace(double Longitude, double Latitude, double X, double Y)
{
    // Mean earth radius R1 of IUGG: how far outside "far" is needs no more.
    const double MetresPerDegree = 6_371_008.8 * Math.PI / 180;

    /// <summary>[longitude, latitude] for answers.</summary>
    public double[] LonLat => [Longitude, Latitude];

    /// <summary>Reads a pair [longitude, latitude].</summary>
    /// <exception cref="QuestionException">It is missing, no position on earth, or far outside the city.</exception>
    public static QuestionPlace Of(CitySnapshot city, double[]? lonLat, string member)
    {
        if (lonLat is null)
            throw Wrong(member, null, ("没有给出位置", "nothing says where"), ("给出 [经度, 纬度]，如 [118.28, 24.63]", "send [longitude, latitude], e.g. [118.28, 24.63]"));
        if (lonLat is not [var longitude, var latitude])
            throw Wrong(member, lonLat, ("不是 [经度, 纬度] 一对数", "is no pair [longitude, latitude]"), ("给出 [经度, 纬度]，如 [118.28, 24.63]", "send [longitude, latitude], e.g. [118.28, 24.63]"));
        if (!(longitude is >= -180 and <= 180 && latitude is >= -90 and <= 90))
            throw Wrong(member, lonLat, ("不是地球上的位置", "is no position on earth"), ("经度 -180–180，纬度 -90–90，先经度后纬度", "longitude -180–180, latitude -90–90, longitude first"));
        var limit = IncidentRules.Default.OutsideCityMetres.Value;
        if (city.City?.Extent is { IsEmpty: false } extent && MetresOutside(extent, longitude, latitude) > limit)
            throw Wrong(member, lonLat, ($"位于本市范围外 {limit / 1000:0} 公里以上", $"lies more than {limit / 1000:0} km outside the city"), ("核对坐标，先经度后纬度", "check the coordinates: longitude first"));
        var (x, y) = city.Plane.Project(longitude, latitude);
        return new(longitude, latitude, x, y);
    }

    /// <summary>A position of the plane as [longitude, latitude], to about a centimetre.</summary>
    public static double[] LonLatOf(CitySnapshot city, double x, double y) => AnswerGeometry.Position(city.Plane, (x, y));

    /// <summary>The refusal of a place that lies too far from the roads.</summary>
    public static QuestionException FarFromRoads(string member, double[] lonLat)
    {
        var limit = RoadCostRules.Current.Snap.LimitMetres;
        return Wrong(member, lonLat, ($"离可通行道路超过 {limit:0} 米", $"lies more than {limit:0} m from every road that this profile may use"), ("给出道路附近的位置", "give a place near a road"));
    }

    static double MetresOutside(Geo.Geometries.Box extent, double longitude, double latitude)
    {
        var east = Math.Max(0, Math.Max(extent.MinX - longitude, longitude - extent.MaxX)) * Math.Cos(latitude * Math.PI / 180);
        var north = Math.Max(0, Math.Max(extent.MinY - latitude, latitude - extent.MaxY));
        return Math.Sqrt((east * east) + (north * north)) * MetresPerDegree;
    }

    static QuestionException Wrong(string member, double[]? lonLat, LocalizedText reason, LocalizedText remedy) =>
        new(member, lonLat is null ? null : "[" + string.Join(", ", lonLat.Select(number => number.ToString(CultureInfo.InvariantCulture))) + "]", reason, remedy);
}

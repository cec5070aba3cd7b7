using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;

namespace RiskMap.Geo.Cql2.Internal;

/// <summary>GeoJSON geometries (RFC 7946, 3.1) within CQL2 JSON. One use.</summary>
/// <param name="vertices">Vertices of the filter so far.</param>
sealed class JsonGeometry(int vertices)
{
    static readonly string[] Types = ["Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"];

    readonly GeometryMaker _maker = new(vertices);

    public int Vertices => _maker.Vertices;

    public static double Number(JsonElement json, string at) => json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var number) && double.IsFinite(number)
        ? number
        : throw Invalid(json, at, Cql2Expected.Number);

    public static double[] Numbers(JsonElement json, string at, Cql2Expected expected)
    {
        // Six numbers are the most that anything here holds.
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() > 6) throw Invalid(json, at, expected);
        return [.. json.EnumerateArray().Select((item, i) => Number(item, string.Create(CultureInfo.InvariantCulture, $"{at}/{i}")))];
    }

    public Geometry Read(JsonElement json, string at, bool isMember = false)
    {
        var type = json.GetProperty("type");
        var name = type.ValueKind == JsonValueKind.String ? type.GetString()! : "";
        if (!Types.Contains(name) || (isMember && name == "GeometryCollection"))
            throw new Cql2Exception(Cql2Error.InvalidValue, Cql2Place.At(at + "/type"), type.GetRawText(), Cql2Expected.Geometry, NearMiss.Find(name, Types));
        var body = name == "GeometryCollection" ? "geometries" : "coordinates";
        foreach (var member in json.EnumerateObject())
            if (member.Name is not ("type" or "bbox") && member.Name != body) throw new Cql2Exception(Cql2Error.InvalidMember, Cql2Place.At(at), member.Name, suggestion: body);
        if (!json.TryGetProperty(body, out var coordinates)) throw new Cql2Exception(Cql2Error.InvalidMember, Cql2Place.At(at), name, suggestion: body);
        return Body(name, coordinates, $"{at}/{body}");
    }

    Geometry Body(string type, JsonElement json, string at) => type switch
    {
        "Point" => GeometryMaker.Point(Position(json, at)),
        "LineString" => Line(json, at),
        "Polygon" => Polygon(json, at),
        "MultiPoint" => GeometryMaker.Many(OgcGeometryType.MultiPoint, List(json, at, (item, place) => (Geometry)GeometryMaker.Point(Position(item, place))), Cql2Place.At(at)),
        "MultiLineString" => GeometryMaker.Many(OgcGeometryType.MultiLineString, List(json, at, (item, place) => (Geometry)Line(item, place)), Cql2Place.At(at)),
        "MultiPolygon" => GeometryMaker.Many(OgcGeometryType.MultiPolygon, List(json, at, (item, place) => (Geometry)Polygon(item, place)), Cql2Place.At(at)),
        _ => GeometryMaker.Many(OgcGeometryType.GeometryCollection, List(json, at, Member), Cql2Place.At(at)),
    };

    Geometry Member(JsonElement json, string at) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty("type", out _)
        ? Read(json, at, isMember: true)
        : throw Invalid(json, at, Cql2Expected.Geometry);

    LineString Line(JsonElement json, string at) => GeometryMaker.Line(List(json, at, Position), Cql2Place.At(at));

    Polygon Polygon(JsonElement json, string at) => GeometryMaker.Polygon(List(json, at, (ring, place) => List(ring, place, Position)), Cql2Place.At(at));

    Coordinate Position(JsonElement json, string at) => _maker.Position(Numbers(json, at, Cql2Expected.Coordinates), Cql2Place.At(at));

    static T[] List<T>(JsonElement json, string at, Func<JsonElement, string, T> read)
    {
        if (json.ValueKind != JsonValueKind.Array) throw Invalid(json, at, Cql2Expected.Coordinates);
        return [.. json.EnumerateArray().Select((item, i) => read(item, string.Create(CultureInfo.InvariantCulture, $"{at}/{i}")))];
    }

    static Cql2Exception Invalid(JsonElement json, string at, Cql2Expected expected) => new(Cql2Error.InvalidValue, Cql2Place.At(at), json.GetRawText(), expected);
}

using System.Text.Encodings.Web;
using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Store.Sql;

/// <summary>City metadata as the JSON text that both stores keep in their state row.</summary>
static class CityJson
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(CityMetadata city) => JsonSerializer.Serialize(
        new Stored(city.Name.Zh, city.Name.En, [.. city.Languages], city.TimeZone,
            city.Extent is { IsEmpty: false } box ? [box.MinX, box.MinY, box.MaxX, box.MaxY] : null, city.PlaneCode, city.PlaneWkt), Options);

    internal static CityMetadata? Read(string? json)
    {
        if (json is null || JsonSerializer.Deserialize<Stored>(json, Options) is not { } city) return null;
        Box? extent = city.Extent is [var minX, var minY, var maxX, var maxY] ? new Box(minX, minY, maxX, maxY) : null;
        return new((city.NameZh, city.NameEn), city.Languages, city.TimeZone, extent, city.PlaneCode, city.PlaneWkt);
    }

    sealed record Stored(
        string NameZh, string NameEn, string[] Languages, string TimeZone, double[]? Extent, string? PlaneCode, string? PlaneWkt);
}

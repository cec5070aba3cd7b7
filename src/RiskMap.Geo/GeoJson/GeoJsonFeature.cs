using System.Text.Json;
using NetTopologySuite.Geometries;

namespace RiskMap.Geo.GeoJson;

/// <summary>One feature of a file, or what is wrong with it.</summary>
/// <param name="Index">Number in the file, from 0.</param>
/// <param name="Line">Line where the feature starts, from 1.</param>
/// <param name="Id">The id as text, whether it was a string or a number; null when absent.</param>
/// <param name="Geometry">The geometry in the file's coordinates, x then y, heights dropped; null when absent, null or at fault.</param>
/// <param name="Properties">A JSON object, empty when the file has none; it does not hold on to the file's buffers.</param>
/// <param name="Error">Null, or path, reason and line: "features[12].geometry.coordinates[0]: the ring is not closed (line 40)".</param>
public sealed record GeoJsonFeature(long Index, int Line, string? Id, Geometry? Geometry, JsonElement Properties, string? Error)
{
    /// <summary>The feature's text as it stands in the file, where it is at fault; else null.</summary>
    public string? Raw { get; init; }

    internal static JsonElement NoProperties { get; } = JsonElement.Parse("{}"u8);
}

using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Sources.Mapping;
using RiskMap.Geo.GeoJson;

namespace RiskMap.City.Sources.Edits;

/// <summary>Reads the geometry of a sent feature with the importers' checks; nothing is repaired or moved. Pure.</summary>
static partial class MemberGeometry
{
    const string Pointer = "/geometry";

    // The finest that the kit writes: far below a millimetre.
    static readonly PositionFormat AllDecimals = new(12);

    static readonly LocalizedText Remedy = (
        "核对坐标：十进制度，先经度后纬度（CRS84）", "check the coordinates: decimal degrees, longitude before latitude (CRS84)");

    /// <summary>The geometry, or what is wrong with it.</summary>
    public static MemberFault? TryRead(LayerSchema layer, JsonElement json, EditContext context, out Geometry? geometry)
    {
        geometry = null;
        if (json.ValueKind == JsonValueKind.Null)
            return Missing();
        if (json.ValueKind != JsonValueKind.Object)
            return new(Pointer, RowProblem.Shown(json.GetRawText()), ("应为几何对象", "a geometry object is expected"), Remedy);
        if (Parse(json, out var shape) is { } broken)
            return broken;
        if (shape is null || shape.IsEmpty)
            return Missing();
        if (context.Locator(layer).TryShape(shape, out var located) is { } misplaced)
            return new(Pointer + "/coordinates", misplaced.Value, misplaced.Reason, Remedy);
        return GeometryMending.TryWhole(layer.Geometry, located!, out geometry) is { } unfit
            ? new(Pointer, unfit.Value, unfit.Reason, ("按所要求的类型重新绘制", "draw it again, of the kind that the layer takes"))
            : null;
    }

    /// <summary>The refusal of a feature without a place.</summary>
    public static MemberFault Missing()
    {
        var problem = GeometryMending.Empty();
        return new(Pointer, null, problem.Reason, ("给出位置或图形", "give a position or shape"));
    }

    /// <summary>True for a geometry in a merge patch that relies on members that stand there (RFC 7396).</summary>
    public static bool IsPartial(JsonElement json) => json.ValueKind == JsonValueKind.Object
        && (!json.TryGetProperty("type", out _) || !(json.TryGetProperty("coordinates", out _) || json.TryGetProperty("geometries", out _)));

    /// <summary>The geometry that stands there with the members of a merge patch laid over.</summary>
    public static JsonElement Merge(Geometry? current, JsonElement patch)
    {
        var members = JsonElement.Parse(Text(current, AllDecimals)) is { ValueKind: JsonValueKind.Object } standing
            ? standing.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal)
            : [];
        foreach (var member in patch.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null) members.Remove(member.Name);
            else members[member.Name] = member.Value;
        }
        return JsonSerializer.SerializeToElement(members);
    }

    /// <summary>True when both read the same on the wire, where positions are rounded: who sends back what was told to them has moved nothing.</summary>
    public static bool ReadSame(Geometry one, Geometry other) => Text(one, PositionFormat.Degrees).SequenceEqual(Text(other, PositionFormat.Degrees));

    static ReadOnlySpan<byte> Text(Geometry? geometry, PositionFormat positions)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) GeoJsonWriter.WriteGeometry(writer, geometry, positions);
        return buffer.WrittenSpan;
    }

    static MemberFault? Parse(JsonElement json, out Geometry? shape)
    {
        using var text = new MemoryStream();
        text.Write("{\"type\":\"Feature\",\"properties\":null,\"geometry\":"u8);
        text.Write(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(json));
        text.WriteByte((byte)'}');
        text.Position = 0;
        using var reader = new GeoJsonReader(text);
        var feature = reader.ReadFeatures().Single();
        shape = feature.Geometry;
        return feature.Error is { } error ? Explain(error) : null;
    }

    // The GeoJSON kit tells "geometry.coordinates[0]: the ring is not closed (line 1)".
    static MemberFault Explain(string error)
    {
        var parts = KitError().Match(error);
        if (!parts.Success)
            return new(Pointer, null, ($"几何有误：{error}", error), Remedy);
        var pointer = "/" + parts.Groups["path"].Value.Replace('.', '/').Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        var message = parts.Groups["message"].Value;
        return new(pointer, null, ($"几何有误：{message}", message), Remedy);
    }

    [GeneratedRegex(@"^(?<path>[A-Za-z.\[\]0-9]+): (?<message>.*) \(line \d+\)$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KitError();
}

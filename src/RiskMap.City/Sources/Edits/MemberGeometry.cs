using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Sources.Mapping;
using RiskMap.Geo.Crs;
using RiskMap.Geo.GeoJson;

namespace RiskMap.City.Sources.Edits;

/// <summary>Reads the geometry of a sent feature with the importers' checks; nothing is repaired or moved. Pure.</summary>
static partial class MemberGeometry
{
    const string Pointer = "/geometry";

    // The finest that the kit writes: far below a millimetre.
    static readonly PositionFormat AllDecimals = new(12);

    /// <summary>The geometry, or what is wrong with it.</summary>
    public static MemberFault? TryRead(LayerSchema layer, JsonElement json, EditContext context, out Geometry? geometry)
    {
        geometry = null;
        if (json.ValueKind == JsonValueKind.Null)
            return Missing();
        if (json.ValueKind != JsonValueKind.Object)
            return new(Pointer, RowProblem.Shown(json.GetRawText()), ("应为几何对象", "a geometry object is expected"), RemedyIn(context.System));
        if (Parse(json, RemedyIn(context.System), out var shape) is { } broken)
            return broken;
        if (shape is null || shape.IsEmpty)
            return Missing();
        if (context.System.NorthingFirst) shape = GeometryTransform.Apply(shape, Swap);
        if (context.Locator(layer).TryShape(shape, out var located) is { } misplaced)
            return new(Pointer + "/coordinates", misplaced.Value, misplaced.Reason, RemedyIn(context.System));
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
    public static JsonElement Merge(Geometry? current, JsonElement patch, CoordinateSystem system)
    {
        var members = JsonElement.Parse(Text(current, system, AllDecimals with { NorthingFirst = system.NorthingFirst })) is { ValueKind: JsonValueKind.Object } standing
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
    public static bool ReadSame(Geometry one, Geometry other, CoordinateSystem system)
    {
        var positions = PositionFormat.OnWire(system);
        return Text(one, system, positions).SequenceEqual(Text(other, system, positions));
    }

    static ReadOnlySpan<byte> Text(Geometry? geometry, CoordinateSystem system, PositionFormat positions)
    {
        var told = geometry is null ? null : new SourceCrs(system).FromLonLat(geometry);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) GeoJsonWriter.WriteGeometry(writer, told, positions);
        return buffer.WrittenSpan;
    }

    // The register puts latitude or northing first; in memory x is always the first.
    static void Swap(Span<double> x, Span<double> y)
    {
        for (var i = 0; i < x.Length; i++) (x[i], y[i]) = (y[i], x[i]);
    }

    static LocalizedText RemedyIn(CoordinateSystem system) => system switch
    {
        { IsGeographic: true, NorthingFirst: false } => ("核对坐标：十进制度，先经度后纬度（CRS84）", "check the coordinates: decimal degrees, longitude before latitude (CRS84)"),
        { IsGeographic: true } => ($"核对坐标：十进制度，先纬度后经度（{system.Code}）", $"check the coordinates: decimal degrees, latitude before longitude ({system.Code})"),
        { NorthingFirst: true } => ($"核对坐标：米，先北坐标后东坐标（{system.Code}）", $"check the coordinates: metres, northing before easting ({system.Code})"),
        _ => ($"核对坐标：米，先东坐标后北坐标（{system.Code}）", $"check the coordinates: metres, easting before northing ({system.Code})"),
    };

    static MemberFault? Parse(JsonElement json, LocalizedText remedy, out Geometry? shape)
    {
        var feature = GeoJsonReader.ReadGeometry(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(json));
        shape = feature.Geometry;
        return feature.Error is { } error ? Explain(error, remedy) : null;
    }

    // The GeoJSON kit tells "geometry.coordinates[0]: the ring is not closed (line 1)".
    static MemberFault Explain(string error, LocalizedText remedy)
    {
        var parts = KitError().Match(error);
        if (!parts.Success)
            return new(Pointer, null, ($"几何有误：{error}", error), remedy);
        var pointer = "/" + parts.Groups["path"].Value.Replace('.', '/').Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        var message = parts.Groups["message"].Value;
        return new(pointer, null, ($"几何有误：{message}", message), remedy);
    }

    [GeneratedRegex(@"^(?<path>[A-Za-z.\[\]0-9]+): (?<message>.*) \(line \d+\)$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KitError();
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Implementation;

namespace RiskMap.Geo.GeoJson;

/// <summary>
/// Parses a geometry object (RFC 7946, 3.1) from a reader over a complete text, straight into NTS. Faults are <see cref="FeatureFault"/>s at the
/// byte of the value at fault. For one thread.
/// </summary>
internal sealed class GeometryParser(GeometryFactory factory)
{
    private const int LinePositions = 2;
    private const int RingPositions = 4;
    private double[] _xy = new double[256];

    public bool HeightsDropped { get; private set; }

    public static bool IsType(string type) =>
        type is "Point" or "MultiPoint" or "LineString" or "MultiLineString" or "Polygon" or "MultiPolygon" or "GeometryCollection";

    public static string Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "missing",
    };

    /// <summary>The text of a string or a name; half a surrogate pair is a fault.</summary>
    public static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new FeatureFault("holds half of a surrogate pair, which is no character", reader.TokenStartIndex);
        }
    }

    /// <summary>Parses the object at which the reader stands; leaves the reader at its end.</summary>
    public Geometry Parse(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, "a geometry object or null");
        var start = reader.TokenStartIndex;
        string? type = null;
        Geometry? geometry = null;
        Utf8JsonReader coordinates = default, members = default;
        bool hasCoordinates = false, hasMembers = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                type = ReadType(ref reader, type);
            }
            else if (reader.ValueTextEquals("coordinates"u8))
            {
                reader.Read();
                coordinates = reader;
                hasCoordinates = true;
                if (type is null or "GeometryCollection")
                    reader.Skip();
                else
                    geometry = Coordinates(ref reader, type);
            }
            else if (reader.ValueTextEquals("geometries"u8))
            {
                reader.Read();
                members = reader;
                hasMembers = true;
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        return type switch
        {
            null => throw new FeatureFault("is missing", start, "type"),
            "GeometryCollection" => hasMembers ? Collection(ref members) : throw new FeatureFault("is missing", start, "geometries"),
            _ => hasCoordinates ? geometry ?? Coordinates(ref coordinates, type) : throw new FeatureFault("is missing", start, "coordinates"),
        };
    }

    private static string ReadType(ref Utf8JsonReader reader, string? before)
    {
        reader.Read();
        Expect(ref reader, JsonTokenType.String, "a string");
        if (before is not null)
            throw new FeatureFault("is given twice", reader.TokenStartIndex);
        if (reader.ValueTextEquals("Point"u8))
            return "Point";
        var type = Text(ref reader);
        return IsType(type)
            ? type
            : throw new FeatureFault($"is '{type}', which is not a geometry type of GeoJSON (capitals count)", reader.TokenStartIndex);
    }

    private Geometry Coordinates(ref Utf8JsonReader reader, string type)
    {
        Expect(ref reader, JsonTokenType.StartArray, "an array");
        return type switch
        {
            "Point" => Point(ref reader),
            "LineString" => factory.CreateLineString(Positions(ref reader, LinePositions, "a line")),
            "Polygon" => Polygon(ref reader),
            "MultiPoint" => factory.CreateMultiPoint(Positions(ref reader, 0, "")),
            "MultiLineString" => factory.CreateMultiLineString(Lines(ref reader).ToArray()),
            _ => factory.CreateMultiPolygon(Polygons(ref reader).ToArray()),
        };
    }

    private GeometryCollection Collection(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartArray, "an array of geometries");
        var parts = new List<Geometry>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            parts.Add(Parse(ref reader));
        return factory.CreateGeometryCollection([.. parts]);
    }

    private Point Point(ref Utf8JsonReader reader)
    {
        var ahead = reader;
        if (ahead.Read() && ahead.TokenType == JsonTokenType.EndArray)
        {
            reader = ahead;
            return factory.CreatePoint();
        }

        Position(ref reader, out var x, out var y);
        return factory.CreatePoint(new Coordinate(x, y));
    }

    private List<LineString> Lines(ref Utf8JsonReader reader)
    {
        var lines = new List<LineString>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(ref reader, JsonTokenType.StartArray, "an array of positions");
            lines.Add(factory.CreateLineString(Positions(ref reader, LinePositions, "a line")));
        }

        return lines;
    }

    private List<Polygon> Polygons(ref Utf8JsonReader reader)
    {
        var polygons = new List<Polygon>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(ref reader, JsonTokenType.StartArray, "an array of rings");
            polygons.Add(Polygon(ref reader));
        }

        return polygons;
    }

    private Polygon Polygon(ref Utf8JsonReader reader)
    {
        LinearRing? shell = null;
        List<LinearRing>? holes = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(ref reader, JsonTokenType.StartArray, "an array of positions");
            var ring = factory.CreateLinearRing(Ring(ref reader));
            if (shell is null)
                shell = ring;
            else
                (holes ??= []).Add(ring);
        }

        return shell is null ? factory.CreatePolygon() : factory.CreatePolygon(shell, holes?.ToArray() ?? []);
    }

    private PackedDoubleCoordinateSequence Ring(ref Utf8JsonReader reader)
    {
        var start = reader.TokenStartIndex;
        var ring = Positions(ref reader, RingPositions, "a ring");
        var last = ring.Count - 1;
        return last < 0
            ? throw new FeatureFault($"a ring has 0 positions, it needs {RingPositions}", start)
            : ring.GetX(0) == ring.GetX(last) && ring.GetY(0) == ring.GetY(last)
                ? ring
                : throw new FeatureFault("the ring is not closed: its last position must repeat its first", start);
    }

    /// <summary>An array of positions; an empty one passes as an empty geometry (RFC 7946, 3.1).</summary>
    private PackedDoubleCoordinateSequence Positions(ref Utf8JsonReader reader, int needed, string what)
    {
        var start = reader.TokenStartIndex;
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (2 * count + 2 > _xy.Length)
                Array.Resize(ref _xy, 2 * _xy.Length);
            Expect(ref reader, JsonTokenType.StartArray, "a position [x, y]");
            Position(ref reader, out _xy[2 * count], out _xy[2 * count + 1]);
            count++;
        }

        if (count > 0 && count < needed)
            throw new FeatureFault($"{what} has {count} positions, it needs {needed}", start);
        return new PackedDoubleCoordinateSequence(_xy.AsSpan(0, 2 * count).ToArray(), 2, 0);
    }

    /// <summary>A position, from its opening to its closing bracket; numbers after the second are dropped.</summary>
    private void Position(ref Utf8JsonReader reader, out double x, out double y)
    {
        var start = reader.TokenStartIndex;
        reader.Read();
        x = Number(ref reader, start);
        reader.Read();
        y = Number(ref reader, start);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Number(ref reader, start);
            HeightsDropped = true;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Number(ref Utf8JsonReader reader, long positionStart)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.GetDouble() is var value && double.IsFinite(value))
            return value;
        throw reader.TokenType switch
        {
            JsonTokenType.EndArray => new FeatureFault("a position needs two numbers, x and y", positionStart),
            JsonTokenType.Number => new FeatureFault("the number is too large", reader.TokenStartIndex),
            _ => new FeatureFault($"a position holds numbers, this is {Kind(reader.TokenType)}", reader.TokenStartIndex),
        };
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token, string what)
    {
        if (reader.TokenType != token)
            throw new FeatureFault($"must be {what}, is {Kind(reader.TokenType)}", reader.TokenStartIndex);
    }
}

using System.Collections.Concurrent;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Mvt.Internal;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Tiles;

/// <content>What a picture needs of the rows: the same geometries and attributes that vector tiles carry.</content>
public sealed partial class TileSource
{
    readonly ConcurrentDictionary<string, AttributeValues?> _values = new(StringComparer.Ordinal);

    /// <summary>The geometries' <see cref="VertexImportance"/>.</summary>
    internal ReadOnlySpan<float> Importance => _importance.Value;

    /// <summary>Id of a row.</summary>
    internal long IdOf(int row) => _ids[row];

    /// <summary>Appends the rows whose boxes touch a box in EPSG:3857, in the order of the index.</summary>
    internal void Query(in Box mercator, List<int> rows) => _index.Query(mercator, rows);

    /// <summary>An attribute's values for expressions, or null where no row has it.</summary>
    internal AttributeValues? ValuesOf(string name) => _values.GetOrAdd(name, static (key, source) => source.DecodeValues(key), this);

    AttributeValues? DecodeValues(string name)
    {
        if (Array.Find(_attributes, attribute => attribute.Key == name) is not { } found) return null;
        var values = new StyleValue[found.Values.Count];
        for (var code = 0; code < values.Length; code++) values[code] = Decode(found.Values.Encoded(code));
        return new AttributeValues(values, found.Codes);
    }

    static StyleValue Decode(ReadOnlySpan<byte> encoded)
    {
        var reader = new ProtoReader(encoded);
        if (!reader.Next()) return StyleValue.Null;
        return reader.Field switch
        {
            1 => StyleValue.Of(reader.TextOf("string value")),
            3 => StyleValue.Of(reader.DoubleOf("double value")),
            5 => StyleValue.Of((double)reader.VarintOf("uint value")),
            6 => StyleValue.Of(UnZigZag(reader.VarintOf("sint value"))),
            7 => StyleValue.Of(reader.VarintOf("bool value") != 0),
            var field => throw new MvtFormatException($"The value field {field} is not written by tiles of this program."),
        };
    }

    static double UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}

/// <summary>An attribute of many rows as expressions see it.</summary>
/// <param name="Values">The distinct values.</param>
/// <param name="Codes">Each row's value, or a negative number where it has none.</param>
sealed record AttributeValues(StyleValue[] Values, int[] Codes)
{
    internal StyleValue Of(int row) => Codes[row] < 0 ? StyleValue.Null : Values[Codes[row]];
}

using RiskMap.Geo.Mvt.Internal;

namespace RiskMap.Geo.Mvt;

/// <summary>
/// Decodes vector tiles, strictly: what vector-tile-spec 2.1 forbids is refused with the reason. Unknown fields are skipped, as
/// protobuf and the specification's clause 2 ask. For tests, checks and the viewer; knows nothing of the writer.
/// </summary>
public static class MvtReader
{
    /// <summary>Decodes a tile that is not compressed; no bytes are a tile without layers.</summary>
    /// <exception cref="MvtFormatException">The tile breaks the specification.</exception>
    public static MvtTile Read(ReadOnlySpan<byte> bytes)
    {
        var layers = new List<MvtLayer>();
        var reader = new ProtoReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == 3) layers.Add(ReadLayer(reader.BytesOf("layer")));
            else reader.Skip();
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var layer in layers)
            if (!names.Add(layer.Name)) throw new MvtFormatException($"The layer name '{layer.Name}' is used twice.");
        return new MvtTile(layers);
    }

    static MvtLayer ReadLayer(ReadOnlySpan<byte> bytes)
    {
        string? name = null;
        ulong? version = null;
        var extent = 4096UL;
        var keys = new List<string>();
        var values = new List<object>();
        var reader = new ProtoReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    name = reader.TextOf("layer name");
                    break;
                case 3:
                    keys.Add(reader.TextOf("key"));
                    break;
                case 4:
                    values.Add(ReadValue(reader.BytesOf("value")));
                    break;
                case 5:
                    extent = reader.VarintOf("extent");
                    break;
                case 15:
                    version = reader.VarintOf("version");
                    break;
                case 2:
                    reader.BytesOf("feature");
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (string.IsNullOrEmpty(name)) throw new MvtFormatException("A layer has no name.");
        if (version is not (1 or 2)) throw new MvtFormatException($"Layer '{name}' has {(version is { } v ? $"the version {v}" : "no version")}, expected 1 or 2.");
        if (extent is 0 or > int.MaxValue) throw new MvtFormatException($"Layer '{name}' has the extent {extent}.");
        return new MvtLayer(name, (int)version, (int)extent, keys, values, ReadFeatures(bytes, name, keys, values));
    }

    static List<MvtFeature> ReadFeatures(ReadOnlySpan<byte> layer, string name, List<string> keys, List<object> values)
    {
        var features = new List<MvtFeature>();
        var reader = new ProtoReader(layer);
        while (reader.Next())
        {
            if (reader.Field != 2)
            {
                reader.Skip();
                continue;
            }

            try
            {
                features.Add(ReadFeature(reader.BytesOf("feature"), keys, values));
            }
            catch (MvtFormatException e)
            {
                throw new MvtFormatException($"Layer '{name}', feature {features.Count}: {e.Message}", e);
            }
        }

        return features;
    }

    static MvtFeature ReadFeature(ReadOnlySpan<byte> bytes, List<string> keys, List<object> values)
    {
        ulong? id = null, type = null;
        ReadOnlySpan<byte> geometry = default;
        var hasGeometry = false;
        var tags = new List<KeyValuePair<string, object>>();
        var reader = new ProtoReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    id = reader.VarintOf("feature id");
                    break;
                case 2:
                    ReadTags(reader.BytesOf("tags"), keys, values, tags);
                    break;
                case 3:
                    type = reader.VarintOf("geometry type");
                    break;
                case 4:
                    if (hasGeometry) throw new MvtFormatException("There are two geometries.");
                    geometry = reader.BytesOf("geometry");
                    hasGeometry = true;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (type is null) throw new MvtFormatException("There is no geometry type.");
        if (type > 3) throw new MvtFormatException($"The geometry type {type} is not known.");
        if (!hasGeometry) throw new MvtFormatException("There is no geometry.");
        return new MvtFeature(id, (MvtGeometryType)type, GeometryDecoding.Read(geometry, (MvtGeometryType)type), tags);
    }

    static void ReadTags(ReadOnlySpan<byte> bytes, List<string> keys, List<object> values, List<KeyValuePair<string, object>> tags)
    {
        var reader = new ProtoReader(bytes);
        while (!reader.AtEnd)
        {
            var key = reader.Varint32("key index");
            if (reader.AtEnd) throw new MvtFormatException("The number of tags is odd.");
            var value = reader.Varint32("value index");
            if (key >= keys.Count) throw new MvtFormatException($"The key index {key} is out of range: the layer has {keys.Count} keys.");
            if (value >= values.Count) throw new MvtFormatException($"The value index {value} is out of range: the layer has {values.Count} values.");
            if (tags.Exists(tag => tag.Key == keys[(int)key])) throw new MvtFormatException($"The key '{keys[(int)key]}' is there twice.");
            tags.Add(new(keys[(int)key], values[(int)value]));
        }
    }

    static object ReadValue(ReadOnlySpan<byte> bytes)
    {
        object? value = null;
        var reader = new ProtoReader(bytes);
        while (reader.Next())
        {
            if (reader.Field > 7)
            {
                reader.Skip();
                continue;
            }

            if (value is not null) throw new MvtFormatException("A value has two fields, expected one.");
            value = reader.Field switch
            {
                1 => reader.TextOf("string value"),
                2 => reader.FloatOf("float value"),
                3 => reader.DoubleOf("double value"),
                4 => (long)reader.VarintOf("int value"),
                5 => reader.VarintOf("uint value"),
                6 => UnZigZag(reader.VarintOf("sint value")),
                _ => reader.VarintOf("bool value") != 0,
            };
        }

        return value ?? throw new MvtFormatException("A value has no field, expected one.");
    }

    static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}

using System.Buffers;
using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;

namespace RiskMap.City.Store.Sql;

/// <summary>
/// One row in the canonical form of the stores, reused for row after row: what both loaders bind from and what is compared to see
/// whether a row really changed. Not thread-safe.
/// </summary>
sealed class RowBuffer(LayerSchema layer)
{
    static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    readonly ArrayBufferWriter<byte> _bytes = new(1024);
    readonly Slot[] _slots = new Slot[layer.Fields.Length];
    Slot _key, _wkb;

    /// <summary>The layer of the rows.</summary>
    internal LayerSchema Layer { get; } = layer;

    /// <summary>Id, 0 when the store is to give one.</summary>
    internal long Id { get; set; }

    /// <summary>Revision to write.</summary>
    internal long Revision { get; set; }

    /// <summary>Key in UTF-8.</summary>
    internal ReadOnlySpan<byte> Key => Bytes(_key);

    /// <summary>Geometry in the stored form (<see cref="Wkb"/>); empty when missing.</summary>
    internal ReadOnlySpan<byte> Geometry => Bytes(_wkb);

    internal bool IsNull(int field) => !_slots[field].Given;

    internal ReadOnlySpan<byte> Text(int field) => Bytes(_slots[field]);

    /// <summary>As <see cref="RowCursor.Integer"/>.</summary>
    internal long Integer(int field) => _slots[field].Bits;

    internal double Number(int field) => BitConverter.Int64BitsToDouble(_slots[field].Bits);

    /// <summary>Takes a feature after checking it against the layer.</summary>
    /// <exception cref="StoreException">A value does not fit its field; the message names it.</exception>
    internal void Load(Feature feature)
    {
        _bytes.ResetWrittenCount();
        (Id, Revision) = (feature.Id, feature.Revision);
        if (feature.Id is < 0 or >= 1L << 53) throw Refused(feature, "id", feature.Id, "a positive integer below 2^53");
        if (string.IsNullOrEmpty(feature.Key)) throw Refused(feature, "key", "", "a text that is not empty");
        if (feature.Values.Length != _slots.Length) throw Refused(feature, "values", feature.Values.Length, $"{_slots.Length} values, one a field");
        _key = Put(feature, "key", feature.Key);
        _wkb = Put(feature, feature.Geometry);
        for (var field = 0; field < _slots.Length; field++) _slots[field] = Put(feature, Layer.Fields[field], feature.Values[field]);
    }

    /// <summary>Takes the cursor's current row as it stands in the other store.</summary>
    internal void Load(RowCursor cursor)
    {
        _bytes.ResetWrittenCount();
        (Id, Revision) = (cursor.Id, cursor.Revision);
        _key = Put(cursor.Key);
        var start = _bytes.WrittenCount;
        if (!cursor.Wkb.IsEmpty) PutStored(cursor.Wkb);
        _wkb = new(_bytes.WrittenCount > start, 0, start, _bytes.WrittenCount - start);
        for (var field = 0; field < _slots.Length; field++)
        {
            _slots[field] = cursor.IsNull(field) ? default : Layer.Fields[field].Type switch
            {
                FieldType.Text or FieldType.List => Put(cursor.Text(field)),
                FieldType.Number => Bits(BitConverter.DoubleToInt64Bits(cursor.Number(field))),
                _ => Bits(cursor.Integer(field)),
            };
        }
    }

    /// <summary>The row as a reader of the store would get it.</summary>
    internal Feature ToFeature()
    {
        var geometry = Geometry.IsEmpty ? null : new NetTopologySuite.IO.WKBReader().Read(Wkb.Single(Geometry).ToArray());
        return new(Id, Encoding.UTF8.GetString(Key), geometry, [.. Layer.Fields.Select((field, i) => IsNull(i) ? null : Value(field.Type, i))]) { Revision = Revision };
    }

    object Value(FieldType type, int field) => type switch
    {
        FieldType.Integer => Integer(field),
        FieldType.Number => Number(field),
        FieldType.Boolean => Integer(field) != 0,
        FieldType.Date => DateOnly.FromDayNumber((int)Integer(field)),
        FieldType.DateTime => DateTimeOffset.FromUnixTimeMilliseconds(Integer(field)),
        _ => Encoding.UTF8.GetString(Text(field)),
    };

    /// <summary>True when key, geometry and all values are the same to the last bit.</summary>
    internal bool SameContent(RowBuffer other)
    {
        if (!Key.SequenceEqual(other.Key) || !Geometry.SequenceEqual(other.Geometry)) return false;
        for (var field = 0; field < _slots.Length; field++)
        {
            if (_slots[field].Given != other._slots[field].Given || _slots[field].Bits != other._slots[field].Bits) return false;
            if (!Text(field).SequenceEqual(other.Text(field))) return false;
        }

        return true;
    }

    /// <summary>What another program left and no reader understands stays as it is: it equals nothing, so that the row can be mended.</summary>
    void PutStored(ReadOnlySpan<byte> wkb)
    {
        try
        {
            Wkb.Normalize(wkb, Layer.Geometry, _bytes);
        }
        catch (Exception e) when (e is NetTopologySuite.IO.ParseException or ArgumentException or IOException or IndexOutOfRangeException)
        {
            _bytes.Write(wkb);
        }
    }

    Slot Put(Feature feature, Field field, object? value) => (field.Type, value) switch
    {
        (_, null) or (FieldType.Text, "") => default,
        (FieldType.Text, string text) => Put(feature, field.Name, text),
        (FieldType.List, string json) => PutJson(feature, field.Name, json),
        (FieldType.Integer, long number) => Bits(number),
        (FieldType.Integer, int number) => Bits(number),
        (FieldType.Number, double number) when double.IsFinite(number) => Bits(BitConverter.DoubleToInt64Bits(number)),
        (FieldType.Boolean, bool truth) => Bits(truth ? 1 : 0),
        (FieldType.Date, DateOnly date) => Bits(date.DayNumber),
        (FieldType.DateTime, DateTimeOffset time) => Bits(time.ToUnixTimeMilliseconds()),
        _ => throw Refused(feature, field.Name, value, $"{field.Type} ({(field.Type == FieldType.Number ? "finite double" : "see FieldType")})"),
    };

    Slot PutJson(Feature feature, string member, string json)
    {
        var slot = Put(feature, member, json);
        try
        {
            var reader = new Utf8JsonReader(Bytes(slot));
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray) throw Refused(feature, member, json, "a JSON array");
            reader.Skip();
            if (reader.Read()) throw Refused(feature, member, json, "one JSON array");
        }
        catch (JsonException)
        {
            throw Refused(feature, member, json, "a JSON array");
        }

        return slot;
    }

    Slot Put(Feature feature, string member, string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) throw Refused(feature, member, text, "text without the character U+0000");
        try
        {
            var start = _bytes.WrittenCount;
            var length = StrictUtf8.GetBytes(text, _bytes.GetSpan(StrictUtf8.GetMaxByteCount(text.Length)));
            _bytes.Advance(length);
            return new(true, 0, start, length);
        }
        catch (EncoderFallbackException)
        {
            throw Refused(feature, member, text, "valid Unicode text");
        }
    }

    Slot Put(ReadOnlySpan<byte> utf8)
    {
        var start = _bytes.WrittenCount;
        _bytes.Write(utf8);
        return new(true, 0, start, utf8.Length);
    }

    Slot Put(Feature feature, Geometry? geometry)
    {
        if (geometry is null || geometry.IsEmpty) return default;
        if (!Fits(geometry)) throw Refused(feature, "geometry", geometry.GeometryType, $"the layer's kind {Layer.Geometry}");
        var box = geometry.EnvelopeInternal;
        if (!double.IsFinite(box.Area)) throw Refused(feature, "geometry", geometry.GeometryType, "finite coordinates");
        var start = _bytes.WrittenCount;
        Wkb.Write(geometry, Layer.Geometry, _bytes);
        return new(true, 0, start, _bytes.WrittenCount - start);
    }

    bool Fits(Geometry geometry) => Layer.Geometry switch
    {
        GeometryKind.Point => geometry is Point,
        GeometryKind.Line => geometry is LineString or MultiLineString,
        GeometryKind.Polygon => geometry is Polygon or MultiPolygon,
        _ => geometry.GetType() != typeof(GeometryCollection),
    };

    StoreException Refused(Feature feature, string member, object? value, string expected) => new((
        $"{Layer.Name} 要素“{feature.Key}”的 {member} 值“{value}”无法存储，应为 {expected}",
        $"{member} of {Layer.Name} '{feature.Key}' is '{value}', which cannot be stored; expected {expected}"));

    ReadOnlySpan<byte> Bytes(Slot slot) => _bytes.WrittenSpan.Slice(slot.Start, slot.Length);

    static Slot Bits(long bits) => new(true, bits, 0, 0);

    readonly record struct Slot(bool Given, long Bits, int Start, int Length);
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using RiskMap.Geo.Mvt.Internal;

namespace RiskMap.Geo.Mvt;

/// <summary>
/// The distinct values of one attribute, encoded once for all tiles. Immutable and safe to share. Made by
/// <see cref="MvtValuesBuilder"/>.
/// </summary>
public sealed class MvtValues
{
    readonly byte[] _bytes;
    readonly int[] _ends;
    readonly uint[] _hashes;

    internal MvtValues(InternTable table)
    {
        (_ends, _hashes) = (new int[table.Count], new uint[table.Count]);
        using var bytes = new MemoryStream(table.Fields.Length);
        for (var i = 0; i < table.Count; i++)
        {
            bytes.Write(table[i]);
            (_ends[i], _hashes[i]) = ((int)bytes.Length, table.HashOf(i));
        }

        _bytes = bytes.ToArray();
    }

    /// <summary>Number of distinct values.</summary>
    public int Count => _ends.Length;

    /// <summary>Memory held by the arrays, in bytes.</summary>
    public long MemoryBytes => _bytes.Length + (_ends.Length * 8L);

    internal ReadOnlySpan<byte> Encoded(int code) => _bytes.AsSpan((code == 0 ? 0 : _ends[code - 1]).._ends[code]);

    internal uint HashOf(int code) => _hashes[code];
}

/// <summary>Collects the distinct values of one attribute; each has a code, null has <see cref="Null"/>. Not thread-safe.</summary>
public sealed class MvtValuesBuilder
{
    /// <summary>Code of "no value": such a tag is left out.</summary>
    public const int Null = -1;

    readonly InternTable _table = new(field: 0);
    readonly ProtoBuffer _scratch = new(64);

    /// <summary>Code of a text; null gives <see cref="Null"/>.</summary>
    public int Add(string? text)
    {
        if (text is null) return Null;
        Span<byte> small = stackalloc byte[256];
        return Encoding.UTF8.TryGetBytes(text, small, out var length) ? Add(small[..length]) : Add(Encoding.UTF8.GetBytes(text).AsSpan());
    }

    /// <summary>Code of a text in UTF-8.</summary>
    public int Add(ReadOnlySpan<byte> utf8)
    {
        ValueEncoding.Text(_scratch, utf8);
        return Intern();
    }

    /// <summary>Code of a whole number.</summary>
    public int Add(long value)
    {
        ValueEncoding.Whole(_scratch, value);
        return Intern();
    }

    /// <summary>Code of a real number; it stays a double even where it is whole.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public int Add(double value)
    {
        ValueEncoding.Real(_scratch, value);
        return Intern();
    }

    /// <summary>Code of a truth value.</summary>
    public int Add(bool value)
    {
        ValueEncoding.Truth(_scratch, value);
        return Intern();
    }

    /// <summary>
    /// Code of any value: null is left out; numbers and truth values stay what they are; decimals, dates, times and identifiers become
    /// text (ISO 8601, invariant); all else becomes its JSON text.
    /// </summary>
    public int Add(object? value) => value switch
    {
        null => Null,
        string text => Add(text),
        bool truth => Add(truth),
        sbyte or byte or short or ushort or int or uint or long => Add(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        ulong large => AddUnsigned(large),
        float or double => Add(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        decimal number => Add(number.ToString(CultureInfo.InvariantCulture)),
        DateTime or DateTimeOffset => Add(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture)),
        DateOnly or TimeOnly => Add(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture)),
        Guid id => Add(id.ToString("D")),
        Enum name => Add(name.ToString()),
        _ => Add(JsonSerializer.Serialize(value, JsonText)),
    };

    /// <summary>Makes the values and empties the builder.</summary>
    public MvtValues Build()
    {
        var values = new MvtValues(_table);
        _table.Clear();
        return values;
    }

    // Chinese text stays readable: the value is shown, not put into HTML.
    static readonly JsonSerializerOptions JsonText = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    int AddUnsigned(ulong value)
    {
        ValueEncoding.Unsigned(_scratch, value);
        return Intern();
    }

    int Intern()
    {
        var code = _table.Intern(_scratch.Written);
        _scratch.Clear();
        return code;
    }
}

/// <summary>One tile attribute of many rows.</summary>
/// <param name="Key">Name of the attribute in the tile.</param>
/// <param name="Values">Its distinct values.</param>
/// <param name="Codes">Code of each row's value; negative where the row has none.</param>
public sealed record MvtAttribute(string Key, MvtValues Values, int[] Codes);

using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace RiskMap.Geo.GeoJson;

/// <summary>Builds the text of a coordinates array in pooled memory: much faster than one call to the JSON writer a number.</summary>
/// <param name="format">How positions are written.</param>
/// <param name="first">Where writing begins; longer arrays go on in pooled memory.</param>
internal ref struct PositionBuffer(PositionFormat format, Span<byte> first)
{
    /// <summary>Room on the stack in which points and short lines find place.</summary>
    public const int FirstBytes = 512;

    private const int LongestPosition = 72;
    private const double LargestScaled = 9e15;
    private const int MaxDecimals = 12;
    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, MaxDecimals + 1).Select(i => Math.Pow(10, i))];
    private readonly double _scale = PowersOfTen[format.Decimals];
    private Span<byte> _bytes = first;
    private byte[]? _rented;
    private int _length;

    public readonly void WriteTo(Utf8JsonWriter writer) => writer.WriteRawValue(_bytes[.._length], skipInputValidation: true);

    public readonly void WriteTo(IBufferWriter<byte> target) => target.Write(_bytes[.._length]);

    public readonly void Return()
    {
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
    }

    /// <summary>'[', after a comma unless the array has just been opened.</summary>
    public void Open()
    {
        Room(2);
        Separate();
        _bytes[_length++] = (byte)'[';
    }

    public void Close()
    {
        Room(1);
        _bytes[_length++] = (byte)']';
    }

    public void Positions(ReadOnlySpan<double> x, ReadOnlySpan<double> y, bool reversed)
    {
        Open();
        for (var i = 0; i < x.Length; i++)
        {
            var at = reversed ? x.Length - 1 - i : i;
            Position(x[at], y[at]);
        }

        Close();
    }

    public void Position(double x, double y)
    {
        Room(LongestPosition);
        Separate();
        _bytes[_length++] = (byte)'[';
        Number(format.NorthingFirst ? y : x);
        _bytes[_length++] = (byte)',';
        Number(format.NorthingFirst ? x : y);
        _bytes[_length++] = (byte)']';
    }

    private readonly bool AfterValue => _length > 0 && _bytes[_length - 1] == (byte)']';

    private void Separate()
    {
        if (AfterValue)
            _bytes[_length++] = (byte)',';
    }

    private void Number(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentException($"A coordinate is {value}; GeoJSON has finite numbers only.", nameof(value));
        var scaled = Math.Round(value * _scale);
        if (Math.Abs(scaled) > LargestScaled)
        {
            Utf8Formatter.TryFormat(value, _bytes[_length..], out var written);
            _length += written;
            return;
        }

        Fixed((long)scaled);
    }

    /// <summary>Writes an integer count of the last decimal: -12300000 with 7 decimals is -1.23.</summary>
    private void Fixed(long scaled)
    {
        if (scaled < 0)
        {
            _bytes[_length++] = (byte)'-';
            scaled = -scaled;
        }

        var scale = (long)_scale;
        var whole = scaled / scale;
        var fraction = scaled - whole * scale;
        Utf8Formatter.TryFormat(whole, _bytes[_length..], out var written);
        _length += written;
        if (fraction == 0)
            return;
        var digits = format.Decimals;
        for (; fraction % 10 == 0; digits--)
            fraction /= 10;
        _bytes[_length] = (byte)'.';
        for (var i = digits; i > 0; i--)
        {
            _bytes[_length + i] = (byte)('0' + fraction % 10);
            fraction /= 10;
        }

        _length += 1 + digits;
    }

    private void Room(int bytes)
    {
        if (_length + bytes <= _bytes.Length)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, _length + bytes));
        _bytes[.._length].CopyTo(larger);
        Return();
        _bytes = _rented = larger;
    }
}

using System.Buffers;
using System.Text;

namespace RiskMap.Geo.GeoJson;

/// <summary>Tells text encodings apart by their bytes.</summary>
internal static class TextEncodings
{
    /// <summary>Name of an encoding or a format, told by a file's first bytes, that is certainly not UTF-8 text; null when it may be UTF-8.</summary>
    public static string? ForeignName(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] or [0, 0, 0, not 0, ..] or [not 0, 0, 0, 0, ..] => "UTF-32",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, not 0, 0, not 0, ..] or [not 0, 0, not 0, 0, ..] => "UTF-16",
        [0x1F, 0x8B, ..] => "compressed with gzip",
        [(byte)'P', (byte)'K', 3, 4, ..] => "a ZIP archive",
        _ => null,
    };

    /// <summary>Length without a UTF-8 sequence that the end cuts.</summary>
    public static int WholeSequences(ReadOnlySpan<byte> span)
    {
        for (var back = 1; back <= Math.Min(3, span.Length); back++)
        {
            var b = span[^back];
            if (b < 0x80)
                return span.Length;
            if (b < 0xC0)
                continue;
            var needed = b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
            return needed > back ? span.Length - back : span.Length;
        }

        return span.Length;
    }

    /// <summary>Index of the first byte that is not UTF-8.</summary>
    public static int FirstInvalid(ReadOnlySpan<byte> span)
    {
        var at = 0;
        while (at < span.Length && Rune.DecodeFromUtf8(span[at..], out _, out var length) == OperationStatus.Done)
            at += length;
        return at;
    }

    /// <summary>True when every byte beyond ASCII is part of a GB18030 sequence (GB 18030-2022, 5).</summary>
    public static bool CouldBeGb18030(ReadOnlySpan<byte> span)
    {
        for (var i = 0; i < span.Length; i++)
        {
            if (span[i] < 0x80)
                continue;
            if (span[i] is 0x80 or 0xFF)
                return false;
            if (i + 1 >= span.Length)
                return true;
            var isFourBytes = span[i + 1] is >= 0x30 and <= 0x39;
            if (!isFourBytes && span[i + 1] is < 0x40 or 0x7F or 0xFF)
                return false;
            i += isFourBytes ? 3 : 1;
        }

        return true;
    }
}

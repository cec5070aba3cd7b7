using System.Globalization;
using System.Text;

namespace RiskMap.City.Sources.Reading.Shape;

/// <summary>
/// Finds the encoding of a .dbf: what the user says, else its .cpg, else the language driver in its header, else valid UTF-8, else GB18030
/// (of which GBK is a part). Never decodes with replacement characters.
/// </summary>
static class DbfEncoding
{
    const int LongestCharacter = 4;

    // Language driver ids, ESRI "Shapefile C library" and dBASE manuals: those whose code page is sure.
    static readonly Dictionary<byte, int> DriverCodePages = new()
    {
        [0x03] = 1252,
        [0x4D] = 936,
        [0x7A] = 936,
        [0x4F] = 950,
        [0x78] = 950,
        [0x13] = 932,
        [0x7B] = 932,
        [0x4E] = 949,
        [0x79] = 949,
    };

    /// <summary>The encoding and the words that say where it comes from.</summary>
    public static TextEncoding Decide(ShapefileSet set, string asked)
    {
        switch (asked.Trim().ToLowerInvariant())
        {
            case "auto": break;
            case "utf-8" or "utf8": return new TextEncoding(TextEncoding.Utf8, "utf-8");
            case "gb18030" or "gbk" or "gb2312": return new TextEncoding(TextEncoding.Gb18030, "gb18030");
            default: throw new ImportException(($"未知编码“{asked}”；可用 auto、utf-8、gb18030", $"unknown encoding '{asked}'; use auto, utf-8 or gb18030"));
        }
        if (set.CodePage is { } page && Named(page.Trim()) is { } named)
            return named with { Name = $"{named.Name} (.cpg)" };
        using var table = new DbfTable(set.Table.Open(), set.Table.Length, set.Name, Encoding.Latin1);
        if (DriverCodePages.TryGetValue(table.LanguageDriver, out var driver))
            return Page(driver) with { Name = $"{Page(driver).Name} (LDID 0x{table.LanguageDriver:X2})" };
        while (table.Read())
        {
            if (!IsUtf8(table))
                return new TextEncoding(TextEncoding.Gb18030, "gb18030");
        }
        return new TextEncoding(TextEncoding.Utf8, "utf-8");
    }

    /// <summary>Text from the bytes of a cell; a character cut by the cell's width is left out.</summary>
    /// <exception cref="DecoderFallbackException">The bytes are not text in the encoding.</exception>
    public static string Decode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        for (var cut = 0; ; cut++)
        {
            try
            {
                return encoding.GetString(bytes[..^cut]);
            }
            catch (DecoderFallbackException) when (cut < LongestCharacter - 1 && cut < bytes.Length)
            {
                // try again without the last byte
            }
        }
    }

    static bool IsUtf8(DbfTable table)
    {
        try
        {
            for (var column = 0; column < table.Columns.Count; column++)
                Decode(TextEncoding.Utf8, table.RawCell(column));
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    static TextEncoding? Named(string name)
    {
        var digits = string.Concat(name.Where(char.IsAsciiDigit));
        if (name.Contains("UTF", StringComparison.OrdinalIgnoreCase) || digits == "65001")
            return new TextEncoding(TextEncoding.Utf8, "utf-8");
        if (name.StartsWith("GB", StringComparison.OrdinalIgnoreCase) || digits is "936" or "54936" or "2312" or "18030")
            return new TextEncoding(TextEncoding.Gb18030, "gb18030");
        try
        {
            return digits is "88591" ? Page(28591) : Page(int.Parse(digits, CultureInfo.InvariantCulture));
        }
        catch (Exception error) when (error is FormatException or OverflowException or ArgumentException or NotSupportedException)
        {
            return null; // an unknown word in the .cpg: look on
        }
    }

    static TextEncoding Page(int page)
    {
        if (page == 936)
            return new TextEncoding(TextEncoding.Gb18030, "gb18030");
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(page, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
            ?? Encoding.GetEncoding(page, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        return new TextEncoding(encoding, encoding.WebName);
    }
}

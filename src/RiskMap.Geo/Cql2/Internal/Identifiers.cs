using System.Text;

namespace RiskMap.Geo.Cql2.Internal;

/// <summary>
/// Names without quotes (OGC 21-065r2, annex B, identifier). Chinese names are among them. Not taken as part of a name, though the standard would:
/// the full-width punctuation of Chinese keyboards, so that <c>（</c> and <c>，</c> are told as the slips that they are; in double quotes anything goes.
/// </summary>
static class Identifiers
{
    static readonly string[] Reserved = ["AND", "OR", "NOT", "LIKE", "BETWEEN", "IN", "IS", "NULL", "TRUE", "FALSE", "DIV"];

    static readonly (int First, int Last)[] Starts =
    [
        (':', ':'), ('_', '_'), ('A', 'Z'), ('a', 'z'), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF), (0x370, 0x37D), (0x37F, 0x1FFE), (0x200C, 0x200D),
        (0x2070, 0x218F), (0x2C00, 0x2FEF), (0x3003, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFF00), (0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF3F, 0xFF3F),
        (0xFF41, 0xFF5A), (0xFF66, 0xFFFC), (0x10000, 0xEFFFF),
    ];

    static readonly (int First, int Last)[] Parts = [('.', '.'), ('0', '9'), (0x300, 0x36F), (0x203F, 0x2040)];

    public static bool IsPart(int character, bool isFirst) => Within(Starts, character) || (!isFirst && Within(Parts, character));

    /// <summary>True when the name needs no quotes: it is an identifier and no word of the language.</summary>
    public static bool IsPlain(string name) =>
        name.Length > 0 && !Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) && name.EnumerateRunes().Index().All(pair => IsPart(pair.Item.Value, pair.Index == 0));

    public static bool IsReserved(string name) => Reserved.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The name, in double quotes where it needs them.</summary>
    public static void Append(StringBuilder text, string name)
    {
        if (IsPlain(name)) text.Append(name);
        else text.Append('"').Append(name.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    static bool Within((int First, int Last)[] ranges, int character) => Array.Exists(ranges, range => character >= range.First && character <= range.Last);
}

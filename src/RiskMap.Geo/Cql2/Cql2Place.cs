using System.Globalization;

namespace RiskMap.Geo.Cql2;

/// <summary>
/// Where an expression stands in what was parsed: an offset in CQL2 text, a JSON pointer in CQL2 JSON. All places are equal to each other, so that
/// expressions that say the same are equal wherever they were written.
/// </summary>
/// <param name="Offset">Characters before it in the text; null in JSON.</param>
/// <param name="Pointer">JSON pointer (RFC 6901); null in text.</param>
public readonly record struct Cql2Place(int? Offset, string? Pointer)
{
    /// <summary>A place in text.</summary>
    public static Cql2Place At(int offset) => new(offset, null);

    /// <summary>A place in JSON.</summary>
    public static Cql2Place At(string pointer) => new(null, pointer);

    /// <summary>Always true.</summary>
    public bool Equals(Cql2Place other) => true;

    /// <inheritdoc />
    public override int GetHashCode() => 0;

    /// <summary>The position counted from 1, or the pointer.</summary>
    public override string ToString() => Pointer ?? ((Offset ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
}

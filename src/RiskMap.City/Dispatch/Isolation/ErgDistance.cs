using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RiskMap.City.Dispatch.Isolation;

/// <summary>
/// A distance of the Emergency Response Guidebook: so many kilometres, or at least so many (<c>11+</c>, a value of its own: the book ends there).
/// In JSON a number, or the text <c>"11+"</c>.
/// </summary>
/// <param name="Kilometres">Kilometres; where <paramref name="OrMore"/>, the least.</param>
/// <param name="OrMore">True where the distance can be larger under some conditions.</param>
[JsonConverter(typeof(ErgDistanceConverter))]
public readonly record struct ErgDistance(double Kilometres, bool OrMore = false) : IComparable<ErgDistance>
{
    /// <summary>Metres.</summary>
    public double Metres => Kilometres * 1000;

    /// <summary>By kilometres; <c>11+</c> is more than 11.</summary>
    public int CompareTo(ErgDistance other) => Kilometres.CompareTo(other.Kilometres) is var order && order != 0 ? order : OrMore.CompareTo(other.OrMore);

    /// <summary>As the book writes it: <c>1.6</c>, <c>11+</c>.</summary>
    public override string ToString() => Kilometres.ToString("0.###", CultureInfo.InvariantCulture) + (OrMore ? "+" : "");

    /// <summary>True when the left is less.</summary>
    public static bool operator <(ErgDistance left, ErgDistance right) => left.CompareTo(right) < 0;

    /// <summary>True when the left is greater.</summary>
    public static bool operator >(ErgDistance left, ErgDistance right) => left.CompareTo(right) > 0;

    /// <summary>True when the left is not greater.</summary>
    public static bool operator <=(ErgDistance left, ErgDistance right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left is not less.</summary>
    public static bool operator >=(ErgDistance left, ErgDistance right) => left.CompareTo(right) >= 0;
}

/// <summary>Reads and writes <see cref="ErgDistance"/>: a number, or a text that ends with a plus.</summary>
public sealed class ErgDistanceConverter : JsonConverter<ErgDistance>
{
    /// <inheritdoc />
    public override ErgDistance Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return new(reader.GetDouble());
        var text = reader.GetString() ?? "";
        return text.EndsWith('+') && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var least)
            ? new(least, OrMore: true)
            : throw new JsonException($"'{text}' is no distance: write a number of kilometres, or \"11+\"");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ErgDistance value, JsonSerializerOptions options)
    {
        if (value.OrMore)
            writer.WriteStringValue(value.ToString());
        else
            writer.WriteNumberValue(value.Kilometres);
    }
}

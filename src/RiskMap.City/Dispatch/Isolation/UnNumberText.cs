using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RiskMap.City.Dispatch.Isolation;

/// <summary>Reads a UN number that is written as a text or as a whole number: <c>"UN1005"</c>, <c>1005</c>. Programs send either.</summary>
public sealed class UnNumberText : JsonConverter<string>
{
    /// <summary>Digits of a UN number: leading zeros, as in UN 0004, are lost where it is written as a number.</summary>
    const string Digits = "D4";

    /// <inheritdoc />
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt64(out var number) => number.ToString(Digits, CultureInfo.InvariantCulture),
        JsonTokenType.String => reader.GetString(),
        _ => throw new JsonException("a UN number is a text or a whole number"),
    };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

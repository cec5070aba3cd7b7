using System.Text.Json;
using System.Text.Json.Serialization;

namespace RiskMap.City.Risk.Grading;

/// <summary>Reads findings: a number, or <c>true</c> for 1 and <c>false</c> for 0. Any other value becomes NaN, which the analysis refuses by name.</summary>
public sealed class FindingsConverter : JsonConverter<IReadOnlyDictionary<string, double>>
{
    /// <inheritdoc />
    public override IReadOnlyDictionary<string, double>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.EnumerateObject().GroupBy(member => member.Name, StringComparer.Ordinal)
                .ToDictionary(members => members.Key, members => Count(members.Last().Value), StringComparer.Ordinal)
            : throw new JsonException("findings is an object of tokens with their number");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, double> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (token, count) in value)
            writer.WriteNumber(token, count);
        writer.WriteEndObject();
    }

    static double Count(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => double.NaN,
    };
}

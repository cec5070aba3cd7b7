using System.Text.Json;
using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Processes;

/// <summary>Reads a question's record from inputs that fit its schema.</summary>
static class QuestionReader
{
    /// <summary>The question.</summary>
    /// <exception cref="QuestionException">A value that the schema allows and the record does not; its member is named.</exception>
    internal static TQuestion Read<TQuestion>(JsonObject inputs)
    {
        try
        {
            return inputs.Deserialize<TQuestion>(ProcessJson.Options)!;
        }
        catch (JsonException error)
        {
            var member = MemberOf(error.Path);
            throw new QuestionException(member, ProcessJson.Shown(At(inputs, member)), MessageTexts.Both("process.fault.value"), MessageTexts.Both("process.fault.value.remedy"));
        }
    }

    // "$.inventory[0].tonnes" as the serializer tells it.
    static string MemberOf(string? path) => (path ?? "").TrimStart('$').Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
        .Replace('.', '/').Trim('/').Replace("'", "", StringComparison.Ordinal);

    static JsonNode? At(JsonNode? value, string member) => member.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(value, (at, name) => at switch
    {
        JsonObject members => members[name],
        JsonArray entries when int.TryParse(name, System.Globalization.CultureInfo.InvariantCulture, out var i) && i < entries.Count => entries[i],
        _ => null,
    });
}

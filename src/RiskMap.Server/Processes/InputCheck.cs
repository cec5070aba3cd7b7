using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RiskMap.City.Dispatch;
using RiskMap.City.Model;

namespace RiskMap.Server.Processes;

/// <summary>Holds inputs against the schemas that their process tells, and names the first member that does not fit. Pure.</summary>
static partial class InputCheck
{
    /// <summary>Passes where a value fits.</summary>
    /// <param name="member">The value's place: <c>inventory/0/tonnes</c>.</param>
    /// <param name="value">The value; null is JSON's null.</param>
    /// <param name="schema">Schema in the words of <see cref="QuestionSchemas"/>.</param>
    /// <exception cref="QuestionException">It does not.</exception>
    internal static void Check(string member, JsonNode? value, JsonObject schema)
    {
        if (value is null)
        {
            if (!QuestionSchemas.TakesNull(schema)) throw InputValues.Fault(member, null, "process.fault.missing");
            return;
        }
        if (schema["oneOf"] is JsonArray kinds) schema = KindOf(value, kinds);
        if (schema["type"]?.GetValue<string>() is { } type && !IsOf(value, type)) throw InputValues.Fault(member, value, $"process.fault.{type}");
        if (schema["enum"] is JsonArray codes && !codes.Any(code => JsonNode.DeepEquals(code, value)))
            throw InputValues.Fault(member, value, "process.fault.code", string.Join(", ", codes.Where(code => code is not null).Select(ProcessJson.Shown)));
        switch (value)
        {
            case JsonObject members:
                CheckObject(member, members, schema);
                break;
            case JsonArray entries:
                CheckArray(member, entries, schema);
                break;
            default:
                CheckBounds(member, value, schema);
                break;
        }
    }

    // Where a value is of no kind, the first says what is expected; of which of several kinds an object is, the analysis finds out.
    static JsonObject KindOf(JsonNode value, JsonArray kinds) => kinds.Where(kind => IsOf(value, kind!["type"]!.GetValue<string>())).ToList() switch
    {
        [] => kinds[0]!.AsObject(),
        [var kind] => kind!.AsObject(),
        _ => [],
    };

    static bool IsOf(JsonNode value, string type) => (type, value.GetValueKind()) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => value.AsValue().TryGetValue<long>(out _),
        _ => false,
    };

    static void CheckObject(string member, JsonObject value, JsonObject schema)
    {
        var members = schema["properties"] as JsonObject;
        if (members is not null && schema["additionalProperties"] is JsonValue)
        {
            foreach (var (name, stranger) in value.Where(given => !members.ContainsKey(given.Key)))
                throw InputValues.Fault($"{member}/{name}", stranger, "process.fault.unknown", string.Join(", ", members.Select(known => known.Key)));
        }
        foreach (var (name, inner) in value.Where(given => members?[given.Key] is JsonObject)) Check($"{member}/{name}", inner, members![name]!.AsObject());
        foreach (var name in (schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).Where(name => !value.ContainsKey(name)))
            throw InputValues.Fault($"{member}/{name}", null, "process.fault.missing");
        if (schema["format"]?.GetValue<string>() is QuestionSchemas.AreaFormat or QuestionSchemas.GeometryFormat) CheckGeometry(member, value);
    }

    static void CheckArray(string member, JsonArray value, JsonObject schema)
    {
        var (least, most) = ((int)(Number(schema["minItems"]) ?? 0), (int)(Number(schema["maxItems"]) ?? int.MaxValue));
        if (value.Count != least && least == most) throw InputValues.Fault(member, value, "process.fault.count", least);
        if (value.Count < least || value.Count > most) throw InputValues.Fault(member, value, "process.fault.length", least, most == int.MaxValue ? "∞" : most);
        if (schema["items"] is not JsonObject { Count: > 0 } items) return;
        for (var i = 0; i < value.Count; i++) Check($"{member}/{i}", value[i], items);
    }

    static void CheckBounds(string member, JsonNode value, JsonObject schema)
    {
        if (value.GetValueKind() == JsonValueKind.String)
        {
            if (value.GetValue<string>().Length > Number(schema["maxLength"])) throw InputValues.Fault(member, value, "process.fault.long", Number(schema["maxLength"]));
            if (schema["format"]?.GetValue<string>() == "date-time") CheckMoment(member, value);
            return;
        }
        if (value.GetValueKind() != JsonValueKind.Number) return;
        var (number, least, most, isAbove) = (Number(value), Number(schema["minimum"]), Number(schema["maximum"]), schema["exclusiveMinimum"] is not null);
        if (number < least || number > most || (isAbove && number == least))
            throw InputValues.Fault(member, value, isAbove ? "process.fault.above" : "process.fault.range", Text(least, "-∞"), Text(most, "∞"));
    }

    // A moment without an offset would be read on the clock of the machine that happens to serve: noon becomes night.
    static void CheckMoment(string member, JsonNode value)
    {
        if (!WrittenMoment().IsMatch(value.GetValue<string>()) || !DateTimeOffset.TryParse(value.GetValue<string>(), CultureInfo.InvariantCulture, out var moment))
            throw InputValues.Fault(member, value, "process.fault.moment", SharedInputs.ExampleTime);
        if (moment.UtcDateTime.Year is < Daylight.FirstYear or > Daylight.LastYear)
            throw InputValues.Fault(member, value, "process.fault.moment-far", Daylight.FirstYear, Daylight.LastYear);
    }

    // RFC 3339, 5.6: date-time.
    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})\z", RegexOptions.ECMAScript, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WrittenMoment();

    // A number that was written in code is an integer or a double; one that was read is neither yet.
    static double? Number(JsonNode? number) => number is null ? null : double.Parse(number.ToJsonString(), CultureInfo.InvariantCulture);

    static string Text(double? bound, string none) => bound?.ToString("R", CultureInfo.InvariantCulture) ?? none;

    static void CheckGeometry(string member, JsonObject value)
    {
        var (geometry, error) = GeometryJson.Parse(value);
        if (error is not null || geometry is null) throw InputValues.Fault(member, value, "process.fault.geometry", error ?? "null");
    }
}

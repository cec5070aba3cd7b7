using System.Globalization;
using System.Text.Json.Nodes;
using RiskMap.City.Dispatch.Coverage;
using RiskMap.City.Dispatch.Force;
using RiskMap.City.Dispatch.Isolation;
using RiskMap.City.Model;

namespace RiskMap.Server.Processes;

/// <summary>The values that inputs about an incident take, with their titles, for forms: as <see cref="PlanCodes"/> for a planned use. Made anew at each call.</summary>
static class DispatchCodes
{
    // A UN number has four digits.
    const int MostUnNumber = 9999;

    static readonly (string? Un, LocalizedText Name, IReadOnlyList<string>? AlsoCalled)[] Known =
    [
        .. ErgTables.Default.Table1.Select(row => ((string?)row.Un, row.Name, row.AlsoCalled)),
        .. ErgTables.Default.Guides.SelectMany(guide => guide.Materials).Select(material => (material.Un, material.Name, material.AlsoCalled)),
    ];

    /// <summary>The UN numbers that are known, with their other names and, for the gases of table 3, the containers that it has for them.</summary>
    internal static JsonObject UnNumbers()
    {
        var numbers = Known.Where(material => material.Un is not null).ToList();
        var containers = ErgTables.Default.Table3.ToLookup(row => row.Un, row => row.Container, StringComparer.Ordinal);
        var word = PlanCodes.Word(numbers.Select(material => (material.Un!, material.Name)));
        foreach (var (code, material) in word["x-codes"]!.AsArray().Zip(numbers))
        {
            if (material.AlsoCalled is { Count: > 0 } others) code!["alsoCalled"] = ListOf(others);
            if (containers[material.Un!].ToList() is { Count: > 0 } known) code!["containers"] = ListOf(known);
        }
        // Programs, and the command line, write it as a number too.
        word["oneOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = MostUnNumber });
        word["nullable"] = true;
        return word;
    }

    /// <summary>The names for what has no number: a material that nobody knows.</summary>
    internal static JsonObject Materials() => PlanCodes.Word(Known.Where(material => material.Un is null).Select(material => (material.Name.En, material.Name)));

    /// <summary>Small and large.</summary>
    internal static JsonObject Sizes()
    {
        var litres = ErgTables.Default.SmallSpillLitres.ToString(CultureInfo.InvariantCulture);
        return PlanCodes.Choice([("small", ($"小规模（{litres} 升及以下）", $"Small (up to {litres} L)")), ("large", ($"大规模（{litres} 升以上）", $"Large (above {litres} L)"))]);
    }

    /// <summary>The containers of table 3.</summary>
    internal static JsonObject Containers() => PlanCodes.Choice(ErgTables.Default.Containers.Select(row => (row.Container, row.Title)));

    /// <summary>The kinds of incidents.</summary>
    internal static JsonObject Templates() => PlanCodes.Choice(IncidentTemplates.Default.Templates.Select(row => (row.Template, row.Title)));

    /// <summary>The standards of coverage.</summary>
    internal static JsonObject Purposes() => PlanCodes.Choice(CoverageRules.Default.Standards.Select(row => (row.Purpose, row.Title)));

    static JsonArray ListOf(IEnumerable<string> texts) => [.. texts.Select(JsonNode (text) => text)];
}

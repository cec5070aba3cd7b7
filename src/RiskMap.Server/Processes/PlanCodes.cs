using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Risk.MajorHazard;
using RiskMap.City.Zoning.Catalogue;
using RiskMap.City.Zoning.Rules;

namespace RiskMap.Server.Processes;

/// <summary>The values that inputs about a planned use take, with their titles, as the schema word <c>x-codes</c> of layers tells them to forms. Made anew at each call.</summary>
static class PlanCodes
{
    /// <summary>The chemicals that are known by CAS number.</summary>
    internal static JsonObject Chemicals() => Word(Substances.All.Where(substance => substance.MainCas is not null).DistinctBy(substance => substance.MainCas, StringComparer.Ordinal)
        .Select(substance => (substance.MainCas!, substance.Name)));

    /// <summary>The facilities that separation rules know.</summary>
    internal static JsonObject Facilities()
    {
        var word = Word(FacilityRules.Default.Facilities.Select(facility => (facility.Key, facility.Value)));
        word["items"] = new JsonObject { ["type"] = "string", ["enum"] = Values(word) };
        return word;
    }

    /// <summary>The categories of protected places.</summary>
    internal static JsonObject Categories() => Choice(Places.Categories.Codes.Select(code => (code.Value, code.Title)));

    /// <summary>The land uses that rules know.</summary>
    internal static JsonObject LandUses() => Word(ZoningTable.Default.LandUses.Select(use => (use.Id, use.Title)));

    /// <summary>The schema words with these values; no other is taken.</summary>
    internal static JsonObject Choice(IEnumerable<(string Value, LocalizedText Title)> codes)
    {
        var word = Word(codes);
        word["enum"] = Values(word);
        return word;
    }

    static JsonArray Values(JsonObject word) => [.. word["x-codes"]!.AsArray().Select(code => code!["value"]!.DeepClone())];

    /// <summary>The schema word with these values; an input may take others too.</summary>
    internal static JsonObject Word(IEnumerable<(string Value, LocalizedText Title)> codes) => new()
    {
        ["x-codes"] = new JsonArray([.. codes.Select(code => (JsonNode)new JsonObject
        {
            ["value"] = code.Value,
            ["title"] = new JsonObject { ["zh"] = code.Title.Zh, ["en"] = code.Title.En },
        })]),
    };
}

using System.Runtime.CompilerServices;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;

namespace RiskMap.Server.Features;

/// <summary>
/// <c>/districts/risk</c> and <c>/parks/risk</c>: the index of every area with its terms and what is missing, computed once a version; what an edit does
/// not touch is taken from the version before (<see cref="AreaRiskAnalysis"/>).
/// </summary>
public static class AreaRisks
{
    static readonly ConditionalWeakTable<CitySnapshot, Lazy<RiskReport>> Districts = [];
    static readonly ConditionalWeakTable<CitySnapshot, Lazy<RiskReport>> Parks = [];

    /// <summary>Adds both.</summary>
    public static void MapAreaRisks(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/districts/risk", (HttpContext context, ServedCity city) =>
            WriteAsync(context, city.Required, "districts", snapshot => OnceOf(Districts, snapshot, known => AreaRiskAnalysis.ByDistrict(known))));
        routes.MapRead("/parks/risk", (HttpContext context, ServedCity city) =>
            WriteAsync(context, city.Required, "parks", snapshot => OnceOf(Parks, snapshot, known => AreaRiskAnalysis.ByPark(known))));
    }

    /// <summary>Computes the risk of a snapshot's districts, so that the first reader need not wait for it.</summary>
    public static void Prepare(CitySnapshot snapshot) => OfDistricts(snapshot);

    /// <summary>The risk of a snapshot's districts.</summary>
    public static RiskReport OfDistricts(CitySnapshot snapshot) => OnceOf(Districts, snapshot, city => AreaRiskAnalysis.ByDistrict(city));

    /// <summary>The report as it stands on the wire; the list bears the name of the areas.</summary>
    public static Dictionary<string, object?> Wire(RiskReport report, string list) => new(StringComparer.Ordinal)
    {
        ["dataVersion"] = report.DataVersion,
        ["whatIf"] = report.WhatIf,
        ["method"] = report.Method,
        ["by"] = report.By,
        ["level"] = report.Level,
        [list] = report.Areas,
        ["outside"] = report.Outside,
        ["explanation"] = report.Explanation,
    };

    // Whose risk changes with an edit is known only when it is computed: every version has its own.
    static Task WriteAsync(HttpContext context, CitySnapshot snapshot, string list, Func<CitySnapshot, RiskReport> compute)
    {
        Parameters.Allow(context.Request);
        return new CachedAnswer(
            new($"risk {list}"), snapshot, "application/json", CachedAnswer.Always, () => JsonAnswer.WithNulls(Wire(compute(snapshot), list))).WriteAsync(context);
    }

    static RiskReport OnceOf(ConditionalWeakTable<CitySnapshot, Lazy<RiskReport>> table, CitySnapshot snapshot, Func<CitySnapshot, RiskReport> compute) =>
        table.GetValue(snapshot, key => new Lazy<RiskReport>(() => compute(key))).Value;
}

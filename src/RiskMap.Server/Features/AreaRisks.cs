using System.Runtime.CompilerServices;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;

namespace RiskMap.Server.Features;

/// <summary><c>/districts/risk</c> and <c>/parks/risk</c>: the index of every area with its terms and what is missing, computed once a version.</summary>
public static class AreaRisks
{
    static readonly ConditionalWeakTable<CitySnapshot, Lazy<RiskReport>> Districts = [];
    static readonly ConditionalWeakTable<CitySnapshot, Lazy<RiskReport>> Parks = [];

    /// <summary>Adds both.</summary>
    public static void MapAreaRisks(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/districts/risk", (HttpContext context, ServedCity city) =>
            WriteAsync(context, OfDistricts(city.Required), "districts"));
        routes.MapRead("/parks/risk", (HttpContext context, ServedCity city) =>
            WriteAsync(context, OnceOf(Parks, city.Required, snapshot => AreaRiskAnalysis.ByPark(snapshot)), "parks"));
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
        ["level"] = report.Level,
        [list] = report.Areas,
        ["outside"] = report.Outside,
    };

    static Task WriteAsync(HttpContext context, RiskReport report, string list)
    {
        Parameters.Allow(context.Request);
        return Conditional.IsNotModified(context, report.DataVersion)
            ? Task.CompletedTask
            : JsonAnswer.WriteBytesAsync(context, JsonAnswer.WithNulls(Wire(report, list)), "application/json");
    }

    static RiskReport OnceOf(ConditionalWeakTable<CitySnapshot, Lazy<RiskReport>> table, CitySnapshot snapshot, Func<CitySnapshot, RiskReport> compute) =>
        table.GetValue(snapshot, key => new Lazy<RiskReport>(() => compute(key))).Value;
}

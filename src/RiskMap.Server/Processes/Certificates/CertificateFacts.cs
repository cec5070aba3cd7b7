using System.Collections.Immutable;
using System.Globalization;
using RiskMap.City.Risk;
using RiskMap.City.Risk.MajorHazard;
using RiskMap.City.Zoning;
using RiskMap.Geo.Drawing.Sheets;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Processes.Certificates;

/// <summary>What a certificate is about, in a few lines.</summary>
static class CertificateFacts
{
    /// <summary>The facts of an answer.</summary>
    internal static ImmutableArray<ReportFact> Of(SitingAnswer answer, string language)
    {
        var facts = ImmutableArray.CreateBuilder<ReportFact>();
        var centre = answer.Drawn.LonLat.Centroid;
        Add("certificate.site", Say("certificate.site.text", Number(centre.X, "0.00000"), Number(centre.Y, "0.00000"), Number(answer.SquareMetres, "0")));
        Add("certificate.planned", Planned(answer.Use, Say));
        if (answer.Use.Inventory.Count > 0) Add("certificate.inventory", string.Join(Say("page.comma"), answer.Use.Inventory.Select(Line)));
        if (answer.MajorHazard is { } hazard) Add("certificate.major-hazard", Hazard(hazard, Say));
        Add("certificate.safety", $"{CertificateRow.TextOf(answer.Method.Verdict, language)} · {answer.Method.Reason.In(language)}");
        if (answer.WhatIf) Add("process.what-if", Say("certificate.what-if"));
        return facts.ToImmutable();

        void Add(string label, string text) => facts.Add(new(Say(label), text));
        string Say(string key, params object?[] values) => MessageTexts.In(language, key, values);
    }

    static string Planned(PlannedUse use, Func<string, object?[], string> say) => string.Join(
        say("page.comma", []),
        new[]
        {
            use.IndustryCode is { } code ? say("certificate.industry", [code]) : null,
            (use.PlaceKind ?? use.PlaceCategory) is { } place ? say("certificate.place", [place]) : null,
            use.LandUse is { } land ? say("certificate.land-use", [land]) : null,
            use.Processes is { Count: > 0 } processes ? say("certificate.processes", [string.Join(", ", processes)]) : null,
            use.Facilities is { Count: > 0 } facilities ? say("certificate.facilities", [string.Join(", ", facilities)]) : null,
        }.Where(part => part is not null));

    static string Line(InventoryLine line) =>
        string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', new[] { line.Name, line.Cas ?? line.Category }.Where(part => part is not null))} {line.Tonnes:0.###} t");

    static string Hazard(MajorHazardAnswer hazard, Func<string, object?[], string> say) => hazard switch
    {
        { IsMajorHazardSource: false } => say("certificate.major-hazard.none", [Number(hazard.S ?? hazard.SAtLeast, "0.###")]),
        { Level: { } level, S: { } s, R: { } r } => say("certificate.major-hazard.level", [level, Number(s, "0.###"), Number(r, "0.###")]),
        _ => say("certificate.major-hazard.range", [Number(hazard.SAtLeast, "0.###"), Number(hazard.RAtLeast, "0.###"), hazard.RAtMost is { } most ? Number(most, "0.###") : "∞"]),
    };

    static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

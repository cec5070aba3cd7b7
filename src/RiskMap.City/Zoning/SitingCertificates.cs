using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.City.Risk.MajorHazard;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning.Catalogue;
using RiskMap.City.Zoning.External;
using RiskMap.City.Zoning.Siting;

namespace RiskMap.City.Zoning;

/// <summary>
/// The planner's siting certificate: every rule run on a drawn site and a planned use, what each found, and what would repair it. Both ways: a plant
/// among schools, and a school among plants. Pure for a question that states its date; thread-safe.
/// </summary>
public static class SitingCertificates
{
    /// <summary>The certificate.</summary>
    /// <exception cref="QuestionException">The site cannot be used, or a code, chemical, category or facility does not exist.</exception>
    public static SitingAnswer Of(CitySnapshot city, SitingQuestion question)
    {
        var use = UseChecks.Require(question.Use, "");
        var drawn = DrawnSite.Of(city, question.Site);
        return Answer(new SitingCase(city, use, question.ContoursOf, question.Date ?? Today(city)), drawn);
    }

    /// <summary>The certificate as a GeoJSON feature collection: the site, the lines of distances that are not kept, the other sites, the repairs.</summary>
    public static JsonElement ToGeoJson(SitingAnswer answer) => SitingDrawing.Of(answer);

    static SitingAnswer Answer(SitingCase planned, DrawnSite drawn)
    {
        var (city, use) = (planned.City, planned.Use);
        var (judged, ground) = (planned.On(drawn.Metric), new SiteGround(drawn.Metric));
        IReadOnlyList<SeparationRow> rules = [.. SeparationRows.Of(judged).Concat(LandUseRows.Of(judged, use.LandUse)).OrderBy(row => row.Verdict)];
        var catalogue = Catalogues.Of(city, use, ground, planned.Day);
        var safety = ExternalSafety.Of(judged, use, planned.ContoursOf, planned.Day);
        var verdict = rules.Select(row => row.Verdict).Append(Catalogues.VerdictOf(catalogue)).Append(safety.Verdict).Worst();
        var repair = RepairOf(planned, ground, verdict);
        var (hazard, unknown) = (MajorHazard(planned, judged), SeparationRows.UnknownAround(judged));
        return new(verdict, rules, catalogue, safety, hazard, repair, judged.Facilities, unknown, NotChecked(use), planned.Day, Math.Round(drawn.Metric.Area, 3),
            city.Version.Text, city.WhatIf, SitingWorking.Of(judged, verdict, rules, catalogue, safety, hazard, repair, unknown))
        {
            Drawn = drawn,
            Use = use,
        };
    }

    static SitingRepair RepairOf(SitingCase planned, SiteGround ground, Verdict verdict)
    {
        var best = planned.BestVerdict();
        var quantities = QuantityRepairs.Of(planned, ground, verdict);
        return verdict >= best
            ? new(best, quantities, null, null)
            : new(best, quantities, PlaceRepairs.Shift(planned, ground, verdict, best), PlaceRepairs.Parcel(planned, ground, best));
    }

    static MajorHazardAnswer? MajorHazard(SitingCase planned, JudgedSite site)
    {
        if (planned.Use.Inventory.Count == 0)
            return null;
        var residents = Residents.Within(planned.City, site.Outline, MajorHazardTables.Default.Population.WithinMetres);
        return MajorHazardSources.Of(planned.City, new(planned.Use.Inventory, residents.Count)) with { Residents = residents };
    }

    static IReadOnlyList<UncheckedRule> NotChecked(PlannedUse use)
    {
        if (use.LandUse is not null)
            return Separation.NotChecked;
        var pair = ZoningTable.Default.LandUsePairs[0];
        return [.. Separation.NotChecked, new("L", ("用地相容性", "Compatibility of land uses"), pair.Source.Citation.En,
            ("未给出用地性质", "no land use was given"), pair.Source)];
    }

    internal static DateOnly Today(CitySnapshot city) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, CityMetadata.ZoneOf(city.City)).DateTime);
}

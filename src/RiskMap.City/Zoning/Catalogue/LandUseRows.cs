using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Proximity;
using RiskMap.City.Risk;

namespace RiskMap.City.Zoning.Catalogue;

/// <summary>Whether the planned land use may stand in and beside the land uses of the zones layer (data/zoning.json). Pure, thread-safe.</summary>
static class LandUseRows
{
    /// <summary>One row for each pair that means the use; none without a planned land use.</summary>
    public static IReadOnlyList<SeparationRow> Of(JudgedSite site, string? landUse)
    {
        if (landUse is null)
            return [];
        var own = ZoningTable.Default.LandUsesOf(landUse);
        if (own.Count == 0)
            return [NotKnown(landUse)];
        return [.. ZoningTable.Default.LandUsePairs.SelectMany(pair => own.Select(use => Row(site, pair, use.Id)).OfType<SeparationRow>())];
    }

    static SeparationRow? Row(JudgedSite site, LandUsePair pair, string own)
    {
        var other = own == pair.One ? pair.Other : own == pair.Other ? pair.One : null;
        if (other is null)
            return null;
        var row = Empty(pair, own, other);
        var (areas, zones) = CatalogueZones.Of(site.City);
        if (areas.Count == 0)
            return row with { Verdict = Verdict.NoData, Reason = ($"图层“{Zones.Schema.Title.Zh}”没有数据", $"the layer '{Zones.Schema.Name}' holds no data") };
        var beside = areas.Near(site.Outline.Box, pair.BesideMetres).Where(area => zones[area].LandUses.Any(use => use.Id == other))
            .Select(area => (Area: area, Distance: site.Outline.DistanceTo(areas.Outline(area)))).OrderBy(near => near.Distance.Metres).ToList();
        return beside.Count == 0 || beside[0].Distance.Metres + Rules.SeparationTable.Default.ToleranceMetres >= pair.BesideMetres
            ? row
            : Broken(site, row, pair, areas, beside[0].Area, beside[0].Distance);
    }

    static SeparationRow Broken(JudgedSite site, SeparationRow row, LandUsePair pair, AreaSites areas, int area, SiteDistance distance) => row with
    {
        Verdict = pair.Verdict,
        ActualMetres = Math.Round(distance.Metres, 3),
        ShortfallMetres = Math.Round(pair.BesideMetres - distance.Metres, 3),
        From = site.LonLat(distance.From),
        To = site.LonLat(distance.To),
        OtherLayer = Zones.Schema.Name,
        OtherId = areas.Feature(area).Id,
        OtherName = areas.Feature(area).Name,
        MeasuredFrom = "boundary",
        Reason = null,
        Other = areas.Feature(area),
    };

    static SeparationRow Empty(LandUsePair pair, string own, string other)
    {
        var (one, two) = (TitleOf(own), TitleOf(other));
        return new(pair.Id, ($"{one.Zh}与{two.Zh}不相邻", $"{one.En} not beside {two.En}"), pair.Source.Citation.En, own == pair.One ? "hazard" : "target",
            pair.BesideMetres, null, null, null, null, null, null, null, null, ("自用地边界至用地边界", "from the boundary of the land to that of the other"), "must", Verdict.Pass,
            Working.Text($"{pair.BesideMetres} m 内没有", $"there is none within {pair.BesideMetres} m"), pair.Source);
    }

    static SeparationRow NotKnown(string landUse)
    {
        var source = ZoningTable.Default.LandUses[0].Source;
        return new("L", ("用地相容性", "Compatibility of land uses"), source.Citation.En, "hazard", null, null, null, null, null, null, null, null, null,
            ("自用地边界至用地边界", "from the boundary of the land to that of the other"), "must", Verdict.NoData,
            ($"不认识用地代码“{landUse}”", $"the land use '{landUse}' is not known"), source);
    }

    static LocalizedText TitleOf(string id) => ZoningTable.Default.LandUses.First(use => use.Id == id).Title;
}

using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk;

/// <summary>
/// Risk by district or park: a local method with its parameters in data/risk-model.json and its working in every answer. Pure: the same
/// snapshot and model give the same report. Distances are metres in the city's metric plane.
/// </summary>
public static class AreaRiskAnalysis
{
    /// <summary>Risk of the districts of the lowest level that covers the city.</summary>
    public static RiskReport ByDistrict(CitySnapshot city, RiskModel? model = null) =>
        Compute(city, model ?? RiskModel.Default, "district", AreaUnits.DistrictsOf(city, model ?? RiskModel.Default));

    /// <summary>Risk of the parks.</summary>
    public static RiskReport ByPark(CitySnapshot city, RiskModel? model = null) =>
        Compute(city, model ?? RiskModel.Default, "park", AreaUnits.Parks(city));

    static RiskReport Compute(CitySnapshot city, RiskModel model, string by, AreaUnits units)
    {
        var facts = AreaFacts.Gather(city, model, units);
        var areas = units.Features.Select((area, i) => AreaIndex.Of(area, units.SquareMetres[i], facts, i, city, model)).ToList();
        var method = new RiskMethod(model.Id, model.Title, Local: true, model.File, model.Source, model.Status);
        return new(city.Version.Text, method, by, units.Level, areas, facts.CountsOf(-1), city.WhatIf);
    }
}

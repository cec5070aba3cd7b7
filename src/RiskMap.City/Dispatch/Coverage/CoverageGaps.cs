using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>Names the data that an answer about coverage lacks: what nobody knows is never taken for covered. Pure.</summary>
static class CoverageGaps
{
    static readonly int Day = Places.Schema.IndexOf("capacityDay");
    static readonly int Night = Places.Schema.IndexOf("capacityNight");
    static readonly int StationClass = Teams.Schema.IndexOf("stationClass");

    /// <summary>What is missing.</summary>
    public static IEnumerable<MissingData> Of(CoveredCity city)
    {
        if (city.People.People.Length == 0)
            yield return new("population", ("“人口”图层没有常住人口：人口覆盖无数据", "layer 'population' has no residents: people have no data"));
        else if (city.People.UnknownCount > 0)
            yield return new("population.residents", ($"{city.People.UnknownCount} 个格网没有常住人口或位置，未计入", $"{city.People.UnknownCount} cells without residents or place are not counted"));
        foreach (var sites in city.Sites.Where(sites => sites.Points.Count == 0))
            yield return new(sites.Layer.Layer, ($"“{sites.Layer.Title.Zh}”图层没有数据", $"layer '{sites.Layer.Layer}' has no data"));
        if (!city.Ground.HasDistricts)
            yield return new("districts", ("没有区划：不分区统计，未覆盖范围只画到道路附近", "there are no districts: nothing is told by district, and uncovered ground is drawn near roads only"));
        foreach (var gap in OfEnterprises(city).Concat(OfPlaces(city)).Concat(OfBases(city)))
            yield return gap;
    }

    static IEnumerable<MissingData> OfEnterprises(CoveredCity city)
    {
        if (city.Sites.Any(sites => sites.Layer.Layer == Enterprises.Schema.Name && sites.Points.Count > 0) && MajorHazardMarks.Of(city.Coverage.City).UnknownCount is > 0 and var unknown)
            yield return new("enterprises.inventory", ($"{unknown} 家企业没有可判定的存量清单，是否重大危险源无数据", $"{unknown} enterprises without an inventory to judge: whether they are major hazard sources has no data"));
    }

    static IEnumerable<MissingData> OfPlaces(CoveredCity city)
    {
        var places = city.Sites.First(sites => sites.Layer.Layer == Places.Schema.Name).Points.Features;
        if (places.Count(place => place.IsNull(Day) || place.IsNull(Night)) is > 0 and var unknown)
            yield return new("places.people", ($"{unknown} 处保护目标没有日间或夜间人数，未计入", $"{unknown} protected places do not say their people by day or night: not counted"));
    }

    static IEnumerable<MissingData> OfBases(CoveredCity city)
    {
        if (city.Coverage.Bases.Count(city.Coverage.IsTooFar) is > 0 and var far)
            yield return new($"{city.Coverage.Order.Standard.Layer}.geometry", ($"{far} 个基地离可通行道路过远，到不了任何地方", $"{far} bases stand too far from usable roads to go anywhere"));
        if (city.Coverage.Order.Standard.HasArea && city.Coverage.Bases.Count(known => known.Feature.IsNull(StationClass)) is > 0 and var unknown)
            yield return new("teams.stationClass", ($"{unknown} 个消防站未填站级：辖区面积规则无数据", $"{unknown} fire stations do not say their class: the area rule has no data"));
    }
}

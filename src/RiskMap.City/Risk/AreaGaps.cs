using RiskMap.City.Model;

namespace RiskMap.City.Risk;

/// <summary>What is not known of an area and how much of it the index can bear.</summary>
sealed class AreaGaps
{
    readonly AreaFacts _facts;
    readonly int _area;
    readonly List<MissingData> _missing = [];

    public AreaGaps(AreaFacts facts, int area, AreaCounts counts)
    {
        (_facts, _area) = (facts, area);
        (KnowsHazard, KnowsExposure, KnowsResponse) = (Hazard(counts), Exposure(), Response());
    }

    public bool KnowsHazard { get; }

    public bool KnowsExposure { get; }

    public bool KnowsResponse { get; }

    /// <summary>True where people are not counted whom an enterprise reaches, or no enterprise is known: then no number bounds the risk.</summary>
    public bool IsUnbounded { get; private set; }

    public IReadOnlyList<MissingData> Missing => _missing;

    bool Hazard(AreaCounts counts)
    {
        if (_facts.City.Layer("enterprises").Count == 0)
            return Unbounded("hazard", ("没有企业数据", "no enterprises were imported"));
        if (counts.Ungraded > 0)
            Add("hazard", ($"{counts.Enterprises} 家企业中 {counts.Ungraded} 家没有风险等级", $"{counts.Ungraded} of {counts.Enterprises} enterprises have no grade"));
        return Suffices(counts.Ungraded, counts.Enterprises);
    }

    bool Exposure()
    {
        if (_facts.City.Layer("population").Count == 0)
            return Unbounded("exposure", ("没有人口数据", "no population was imported"));
        if (_facts.City.Layer("places").Count == 0)
            Add("exposure", ("没有防护目标数据，人员均按一般人口计", "no protected places were imported: all people count as at no known place"));
        return KnowsCells() & KnowsPlaces();
    }

    bool KnowsCells()
    {
        var (reached, unknown) = (0, 0);
        var (people, hazard) = (_facts.Fields.People, _facts.Fields.Hazard.Most);
        foreach (var cell in _facts.Cells[_area])
        {
            if (!(hazard[cell] > 0))
                continue;
            reached++;
            if (!people.IsCovered[cell] || people.IsUnknown[cell])
                unknown++;
        }
        if (unknown > 0)
            Unbounded("exposure", ($"企业影响所及的 {reached} 个网格中 {unknown} 个没有（或缺少）人口数据", $"{unknown} of {reached} cells that an enterprise reaches have no or incomplete data on people"));
        return Suffices(unknown, reached);
    }

    bool KnowsPlaces()
    {
        var exposed = _facts.ExposedIn(_area);
        var (uncounted, uncategorised) = (exposed.Count(place => !place.IsKnown), exposed.Count(place => place.IsKnown && place.Weight is null));
        if (uncounted > 0)
            Unbounded("exposure", ($"{exposed.Count} 处受影响防护目标中 {uncounted} 处缺人数", $"{uncounted} of {exposed.Count} exposed places have no people"));
        if (uncategorised > 0)
            Add("exposure", ($"{exposed.Count} 处受影响防护目标中 {uncategorised} 处缺类别", $"{uncategorised} of {exposed.Count} exposed places have no category"));
        return Suffices(uncounted + uncategorised, exposed.Count);
    }

    bool Response()
    {
        var response = _facts.Fields.Response;
        if (response.WithoutKind > 0)
            Add("response", ($"{response.WithoutKind} 支救援队伍没有类型，未计入", $"{response.WithoutKind} rescue teams have no kind and do not count"));
        if (!response.HasTeams)
            Add("response", ("没有消防救援队伍数据", "no fire and rescue teams were imported"));
        return response.HasTeams;
    }

    bool Suffices(int unknown, int all) => all == 0 || all - unknown >= _facts.Model.Completeness.LeastKnownShare * all;

    bool Unbounded(string term, LocalizedText reason)
    {
        IsUnbounded = true;
        Add(term, reason);
        return false;
    }

    void Add(string term, LocalizedText reason) => _missing.Add(new(term, reason));
}

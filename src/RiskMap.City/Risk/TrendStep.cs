using RiskMap.City.Risk.Fields;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk;

/// <summary>What changed from one version to the next, by area of the later one.</summary>
sealed class TrendStep
{
    readonly Dictionary<long, List<EnterpriseChange>> _enterprises = [];
    readonly int _count;

    TrendStep(CitySnapshot before, CitySnapshot after, string by, RiskModel model)
    {
        _count = model.ContributorCount;
        var (then, now) = (CityFields.Of(before, model), CityFields.Of(after, model));
        var isSameHelp = SameHelp(then, now);
        TeamsChanged = !isSameHelp && !then.Response.Stations.SequenceEqual(now.Response.Stations);
        RoadsChanged = !isSameHelp && !TeamsChanged;
        var units = AreaRiskAnalysis.UnitsOf(by, after, model);
        AreasChanged = !SameAreas(AreaRiskAnalysis.UnitsOf(by, before, model), units);
        Collect(HazardSites.Of(before, model), CityFields.Of(after, model), units);
    }

    /// <summary>True when help comes sooner or later because the fire teams are others or elsewhere.</summary>
    public bool TeamsChanged { get; }

    /// <summary>True when help comes sooner or later although the teams stand where they stood.</summary>
    public bool RoadsChanged { get; }

    /// <summary>True when the areas are others or have other borders.</summary>
    public bool AreasChanged { get; }

    public static TrendStep Of(CitySnapshot before, CitySnapshot after, string by, RiskModel model) => new(before, after, by, model);

    /// <summary>The enterprises that moved an area most.</summary>
    public IReadOnlyList<EnterpriseChange> EnterprisesOf(long area) =>
        [.. _enterprises.GetValueOrDefault(area, []).OrderByDescending(change => Math.Abs(change.Risk)).ThenBy(change => change.Id).Take(_count)];

    void Collect(HazardSites before, CityFields after, AreaUnits units)
    {
        var areaOf = AreaOfCell(units.CellsOf(after.Grid), after.Grid.Count);
        var (old, now) = (before.All(), after.Sites.All());
        var (i, j) = (0, 0);
        while (i < old.Count || j < now.Count)
        {
            var (then, next) = (i < old.Count ? before[old[i]].Feature.Id : long.MaxValue, j < now.Count ? after.Sites[now[j]].Feature.Id : long.MaxValue);
            HazardSite? from = then <= next ? before[old[i++]] : null;
            HazardSite? to = next <= then ? after.Sites[now[j++]] : null;
            if (from is { } was && to is { } stands && was.AddsAs(stands))
                continue;
            foreach (var (area, risk) in Effect(from, to, after, areaOf))
                Add(units.Features[area].Id, Describe(from, to, risk));
        }
    }

    void Add(long area, EnterpriseChange change)
    {
        if (!_enterprises.TryGetValue(area, out var changes))
            _enterprises[area] = changes = [];
        changes.Add(change);
    }

    static Dictionary<int, double> Effect(HazardSite? from, HazardSite? to, CityFields fields, int[] areaOf)
    {
        var effect = new Dictionary<int, double>();
        foreach (var (site, sign) in new[] { (from, -1.0), (to, 1.0) })
        {
            if (site is not { } known || !known.IsGraded || !known.HasPlace)
                continue;
            var window = fields.Grid.WindowOf(known.Box.Expand(known.RadiusMetres));
            for (var row = window.Bottom; row <= window.Top; row++)
            {
                for (var column = window.Left; column <= window.Right; column++)
                {
                    var cell = (row * fields.Grid.Columns) + column;
                    var field = areaOf[cell] < 0 ? 0 : Contributors.FieldOf(known, fields.Grid.CentreX(column), fields.Grid.CentreY(row));
                    if (field > 0)
                        effect[areaOf[cell]] = effect.GetValueOrDefault(areaOf[cell]) + (sign * field * fields.People.Least[cell] * (fields.Response.FactorOf(cell) ?? 1));
                }
            }
        }
        return effect;
    }

    static int[] AreaOfCell(int[][] cells, int count)
    {
        var areas = new int[count];
        Array.Fill(areas, -1);
        for (var area = cells.Length - 1; area >= 0; area--)
        {
            foreach (var cell in cells[area])
                areas[cell] = area;
        }
        return areas;
    }

    static EnterpriseChange Describe(HazardSite? from, HazardSite? to, double risk)
    {
        var feature = (to ?? from)!.Value.Feature;
        return new(
            feature.Id, feature.Key, feature.Name, from is null ? "added" : to is null ? "removed" : "changed",
            from is { } was ? Influence.GradeOf(was.Feature) : null, to is { } stands ? Influence.GradeOf(stands.Feature) : null,
            from?.RadiusMetres, to?.RadiusMetres, risk);
    }

    // Only where there is a risk does it matter how soon help comes.
    static bool SameHelp(CityFields before, CityFields after)
    {
        if (ReferenceEquals(before.Response, after.Response) || before.Response.HasTeams != after.Response.HasTeams || !after.Response.HasTeams)
            return before.Response.HasTeams == after.Response.HasTeams;
        return before.Grid != after.Grid || !Enumerable.Range(0, after.Grid.Count)
            .Any(cell => (before.RiskAtMost[cell] > 0 || after.RiskAtMost[cell] > 0) && before.Response.FactorOf(cell) != after.Response.FactorOf(cell));
    }

    static bool SameAreas(AreaUnits before, AreaUnits after) => before.Features.Count == after.Features.Count
        && before.Features.Zip(after.Features).All(pair => pair.First.Id == pair.Second.Id && pair.First.Block.Geometry.RowX(pair.First.Row).SequenceEqual(pair.Second.Block.Geometry.RowX(pair.Second.Row))
            && pair.First.Block.Geometry.RowY(pair.First.Row).SequenceEqual(pair.Second.Block.Geometry.RowY(pair.Second.Row)));
}

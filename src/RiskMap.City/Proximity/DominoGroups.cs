using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Risk.Consequence;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Index;

namespace RiskMap.City.Proximity;

/// <summary>
/// Pairs of plants of which one's accident can escalate to the other, and the groups that hang together so. The radius of a plant comes from its
/// inventory by consequence screening: screening, not QRA. Edge to edge. Pure and thread-safe.
/// </summary>
public static class DominoGroups
{
    const int UsualPairs = 1000;

    /// <summary>The pairs and groups of a city's enterprises that hold chemicals.</summary>
    /// <param name="city">The city.</param>
    /// <param name="limit">How many pairs are told, the nearest first; all are counted and grouped.</param>
    public static DominoAnswer Of(CitySnapshot city, int limit = UsualPairs) => Of(city, Escalation.RadiusOf, limit);

    /// <summary>The same with another screening (tests).</summary>
    internal static DominoAnswer Of(CitySnapshot city, Func<IReadOnlyList<InventoryLine>, EscalationAnswer> radiusOf, int limit = UsualPairs)
    {
        var sites = Sites.Of(city, "enterprises");
        var (plants, unknown) = PlantsOf(sites, radiusOf);
        var tree = PackedRTree.Build(Array.ConvertAll(plants, plant => plant.Outline.Box));
        var pairs = PairsOf(plants, tree);
        var groups = GroupsOf(plants, pairs);
        var without = plants.Where(plant => plant.Radius is null).Select(plant => plant.Told).ToList();
        List<DominoPair> told = [.. pairs.OrderBy(pair => pair.Metres).ThenBy(pair => plants[pair.A].Told.Id).ThenBy(pair => plants[pair.B].Told.Id).Take(limit).Select(pair => Told(city, plants, pair))];
        return new(city.Version.Text, city.WhatIf, pairs.Count, told, groups, without, unknown, Explain(plants, pairs, groups, without.Count, unknown));
    }

    static (Plant[] Plants, int Unknown) PlantsOf(Sites sites, Func<IReadOnlyList<InventoryLine>, EscalationAnswer> radiusOf)
    {
        var (plants, unknown) = (new List<Plant>(), 0);
        for (var site = 0; site < sites.Count; site++)
        {
            var feature = sites.Feature(site);
            if (Inventories.Of(feature) is not { } inventory)
            {
                unknown++;
                continue;
            }
            if (inventory.Count == 0)
                continue;
            var (outline, (radius, _, reasons)) = (sites.Outline(site), radiusOf(inventory));
            plants.Add(new(outline, radius, new(feature.Id, feature.Key, feature.Name, radius?.RadiusMetres, radius?.Effect, radius?.Cas, radius?.Source, reasons, outline.MeasuredFrom)));
        }
        return ([.. plants], unknown);
    }

    // Each pair once: found from the plant with the greater radius, which reaches whatever the other one reaches.
    static List<Pair> PairsOf(Plant[] plants, PackedRTree tree)
    {
        var (pairs, found) = (new List<Pair>(), new List<int>());
        for (var a = 0; a < plants.Length; a++)
        {
            if (plants[a].Radius is not { RadiusMetres: var reach })
                continue;
            found.Clear();
            tree.Query(plants[a].Outline.Box.Expand(reach), found);
            foreach (var b in found)
            {
                var other = plants[b].Radius?.RadiusMetres ?? double.NegativeInfinity;
                if (b == a || other > reach || (other == reach && b < a) || !plants[a].Outline.IsWithin(plants[b].Outline, reach))
                    continue;
                pairs.Add(new(a, b, Math.Sqrt(plants[a].Outline.SquaredDistance(plants[b].Outline))));
            }
        }
        return pairs;
    }

    static DominoPair Told(CitySnapshot city, Plant[] plants, Pair pair)
    {
        var (a, b) = (plants[pair.A], plants[pair.B]);
        var distance = a.Outline.DistanceTo(b.Outline);
        return new(
            a.Told.Id, b.Told.Id, distance.Metres, a.Radius!.RadiusMetres, b.Radius?.RadiusMetres, AReachesB: true, b.Radius is { } radius ? pair.Metres <= radius.RadiusMetres : null,
            AnswerGeometry.Position(city.Plane, distance.From), AnswerGeometry.Position(city.Plane, distance.To));
    }

    // Union-find: every pair joins the groups of its two plants.
    static List<DominoGroup> GroupsOf(Plant[] plants, List<Pair> pairs)
    {
        var parents = Enumerable.Range(0, plants.Length).ToArray();
        int Root(int plant)
        {
            while (parents[plant] != plant)
                plant = parents[plant] = parents[parents[plant]];
            return plant;
        }
        foreach (var pair in pairs)
            parents[Root(pair.A)] = Root(pair.B);
        return [.. Enumerable.Range(0, plants.Length).GroupBy(Root).Where(group => group.Count() > 1)
            .Select(group => new DominoGroup([.. group.Select(plant => plants[plant].Told).OrderBy(plant => plant.Id)]))
            .OrderByDescending(group => group.Plants.Count).ThenBy(group => group.Plants[0].Id)];
    }

    static List<ExplanationStep> Explain(Plant[] plants, List<Pair> pairs, List<DominoGroup> groups, int without, int unknown) =>
    [
        Working.Step($"有存量的企业 {plants.Length} 家；其中 {without} 家没有筛查半径（见各自原因），另有 {unknown} 家存量未知（无数据）",
            $"{plants.Length} enterprises hold chemicals; {without} of them have no screening radius (each with its reason), and of {unknown} more the inventory is not known (no data)"),
        Working.Step($"升级半径由后果筛查得出（筛查，非定量风险评价）；距离边到边；一家的半径到达另一家即成一对，相连者成一组",
            $"escalation radii come from consequence screening (screening, not QRA); distances are edge to edge; a pair is made where one's radius reaches the other, and a group of what hangs together"),
        .. plants.Select(plant => plant.Radius?.Source).OfType<RuleSource>().Distinct()
            .Select(source => Working.Step($"半径依据：{source.Citation.Zh}", $"radii by {source.Citation.En}", source)),
        Working.Step($"共 {pairs.Count} 对、{groups.Count} 组", $"{pairs.Count} pairs, {groups.Count} groups"),
    ];

    sealed record Plant(SiteOutline Outline, EscalationRadius? Radius, DominoPlant Told);

    readonly record struct Pair(int A, int B, double Metres);
}

using RiskMap.City.Model;
using RiskMap.City.Proximity;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning.Rules;

namespace RiskMap.City.Zoning;

/// <summary>Runs separation rules around a site. Pure, thread-safe.</summary>
static class SeparationRows
{
    readonly record struct Neighbour(TermSite Site, SiteDistance Distance)
    {
        /// <summary>Metres between the edges that the rule means.</summary>
        public double Metres { get; } = Math.Round(Math.Max(0, Distance.Metres - Site.HalfWidthMetres), 3);
    }

    /// <summary>All rows of a site, the most severe first, then the order of the table.</summary>
    public static IReadOnlyList<SeparationRow> Of(JudgedSite site) =>
        [.. AppliedRule.Of(site.Traits).SelectMany(applied => OfRule(site, applied)).OrderBy(row => row.Verdict)];

    /// <summary>The most severe verdict of the rows, without making them; a site to which no rule applies passes.</summary>
    public static Verdict VerdictOf(JudgedSite site, IReadOnlyList<AppliedRule> rules)
    {
        var (worst, near) = (EverywhereOf(site.City, rules), new List<TermSite>());
        foreach (var applied in rules)
        {
            var metres = applied.Rule.RequiredMetres ?? SeparationTable.Default.LookMetres;
            if ((applied.Rule.Always ?? applied.Rule.WhenBroken) >= worst)
                continue;
            foreach (var layer in applied.Other.Layers)
            {
                TermSites.Of(site.City, layer, applied.Other).Near(site.Outline.Box, metres, near);
                foreach (var other in near)
                {
                    if (VerdictOf(applied, other) is var verdict && verdict < worst && !site.Is(other.Feature) && IsBroken(site, applied.Rule, other, metres))
                        worst = verdict;
                }
            }
        }
        return worst;
    }

    /// <summary>What rules say on every site: those without a number, and those whose other side the city has no data of.</summary>
    public static Verdict EverywhereOf(CitySnapshot city, IReadOnlyList<AppliedRule> rules) =>
        rules.Select(applied => (applied.IsHazard ? applied.Rule.Always : null) ?? (applied.Other.Layers.Any(layer => city.Layer(layer).Count == 0) ? Verdict.NoData : Verdict.Pass)).Append(Verdict.Pass).Worst();

    static Verdict VerdictOf(AppliedRule applied, TermSite other) => applied.Rule.Always ?? applied.WhenBroken(other.Match);

    static bool IsBroken(JudgedSite site, SeparationRule rule, TermSite other, double metres) =>
        site.Outline.IsWithin(other.Outline, metres + other.HalfWidthMetres) && (rule.Always is not null || !IsKept(rule, new Neighbour(other, site.Outline.DistanceTo(other.Outline)).Metres));

    /// <summary>Enterprises near the site of which nothing tells what they are, the nearest first.</summary>
    public static IReadOnlyList<UnknownNeighbour> UnknownAround(JudgedSite site)
    {
        var reach = AppliedRule.Of(site.Traits).Where(applied => applied.Other.Layers.Contains("enterprises", StringComparer.Ordinal))
            .Max(applied => (double?)(applied.Rule.RequiredMetres ?? SeparationTable.Default.LookMetres));
        return reach is not { } metres ? [] : [.. NeighboursOf(site, SeparationTable.Unknown, metres).Where(near => near.Metres < metres)
            .Take(SeparationTable.Default.MostRowsPerRule).Select(near => new UnknownNeighbour(near.Site.Feature.Id, near.Site.Feature.Name, near.Metres))];
    }

    static IEnumerable<SeparationRow> OfRule(JudgedSite site, AppliedRule applied)
    {
        var (table, rule) = (SeparationTable.Default, applied.Rule);
        var near = NeighboursOf(site, applied.Other, Math.Max(table.LookMetres, rule.RequiredMetres ?? 0));
        if (rule.Always is { } always && (applied.IsHazard || near.Count > 0))
            return [Row(site, applied, near.FirstOrNull(), always, rule.Reason)];
        var broken = near.Where(neighbour => !IsKept(rule, neighbour.Metres)).ToList();
        if (broken.Count > 0)
            return broken.Take(table.MostRowsPerRule).Select((neighbour, i) => Broken(site, applied, neighbour, i == table.MostRowsPerRule - 1 ? broken.Count - i - 1 : 0));
        if (applied.Other.Layers.FirstOrDefault(layer => site.City.Layer(layer).Count == 0) is { } empty)
            return [Row(site, applied, near.FirstOrNull(), Verdict.NoData, Empty(empty))];
        // Far from every such hazard a rule without a number has nothing to say, which is no pass.
        if (rule.Always is not null)
            return [];
        return [Row(site, applied, near.FirstOrNull(), Verdict.Pass, near.Count > 0 ? null : None(table.LookMetres))];
    }

    // A rule that demands no distance still forbids to stand in one place.
    static bool IsKept(SeparationRule rule, double metres) => metres > 0 && metres + SeparationTable.Default.ToleranceMetres >= rule.RequiredMetres;

    static List<Neighbour> NeighboursOf(JudgedSite site, SiteTerm term, double metres)
    {
        var (found, near) = (new List<Neighbour>(), new List<TermSite>());
        foreach (var layer in term.Layers)
        {
            TermSites.Of(site.City, layer, term).Near(site.Outline.Box, metres, near);
            foreach (var other in near)
            {
                if (!site.Is(other.Feature) && site.Outline.IsWithin(other.Outline, metres + other.HalfWidthMetres))
                    found.Add(new(other, site.Outline.DistanceTo(other.Outline)));
            }
        }
        found.Sort((a, b) => a.Metres != b.Metres ? a.Metres.CompareTo(b.Metres) : a.Site.Feature.Id.CompareTo(b.Site.Feature.Id));
        return found;
    }

    static SeparationRow Broken(JudgedSite site, AppliedRule applied, Neighbour neighbour, int further)
    {
        var isCertain = applied.Own == Match.Certain && neighbour.Site.Match == Match.Certain;
        var reason = applied.Rule.Undecided ?? (isCertain ? null : Uncertain(applied, neighbour));
        var more = further == 0 ? null : Working.Text($"另有 {further} 处", $"{further} more");
        return Row(site, applied, neighbour, applied.WhenBroken(neighbour.Site.Match), Joined(reason, more));
    }

    static SeparationRow Row(JudgedSite site, AppliedRule applied, Neighbour? neighbour, Verdict verdict, LocalizedText? reason)
    {
        var (table, rule) = (SeparationTable.Default, applied.Rule);
        var (from, to) = (table.Ends[rule.MeasuredFrom], table.Ends[rule.MeasuredTo]);
        var row = new SeparationRow(rule.Id, rule.Title, rule.Clause, applied.IsHazard ? "hazard" : "target", rule.RequiredMetres, null, null, null, null,
            null, null, null, null, ($"自{from.Zh}至{to.Zh}", $"from {from.En} to {to.En}"), rule.Strictness, verdict, reason, rule.Source);
        return neighbour is { } near ? With(site, row, near) : row;
    }

    static SeparationRow With(JudgedSite site, SeparationRow row, Neighbour near)
    {
        var feature = near.Site.Feature;
        return row with
        {
            ActualMetres = near.Metres,
            ShortfallMetres = row.RequiredMetres > near.Metres ? Math.Round(row.RequiredMetres.Value - near.Metres, 3) : null,
            From = site.LonLat(near.Distance.From),
            To = site.LonLat(near.Distance.To),
            OtherLayer = feature.Block.Schema.Name,
            OtherId = feature.Id,
            OtherName = feature.Name,
            MeasuredFrom = near.Site.Outline.MeasuredFrom,
            Reason = Joined(row.Reason, near.Site.HalfWidthMetres is > 0 and var half
                ? Working.Text($"自道路中心线量起，已减去半宽 {half} m", $"measured to the road's centre line, half its width of {half} m taken off") : null),
            Other = feature,
        };
    }

    static LocalizedText Uncertain(AppliedRule applied, Neighbour neighbour) => neighbour.Site.Feature.Block.Schema.Name switch
    {
        _ when applied.Own != Match.Certain => ("尚不能确定本用途是否属于该规则所指", "it is not certain that the rule means the use"),
        "enterprises" => ("由行业代码、存量推定，尚不能确定该企业有此设施", "derived from industry code and inventory: it is not certain that the enterprise has such a facility"),
        "roads" => ("道路等级不能确定其是否为公路", "the road's class does not tell whether it is a highway"),
        _ => ("类别或人数缺失，不能确定是否属于该类防护目标", "its category or number of people is missing, so it is not certain that it is such a place"),
    };

    static LocalizedText Empty(string layer) => ($"图层“{CityLayers.Get(layer).Title.Zh}”没有数据", $"the layer '{layer}' holds no data");

    static LocalizedText None(double metres) => Working.Text($"{metres} m 内没有", $"there is none within {metres} m");

    static LocalizedText? Joined(LocalizedText? one, LocalizedText? other) =>
        one is null ? other : other is null ? one : ($"{one.Zh}；{other.Zh}", $"{one.En}; {other.En}");

    static Neighbour? FirstOrNull(this List<Neighbour> neighbours) => neighbours.Count == 0 ? null : neighbours[0];
}

using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Zoning.Rules;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;

namespace RiskMap.City.Zoning;

/// <summary>Runs separation rules around a site. Pure, thread-safe.</summary>
static class SeparationRows
{
    // A feature near the site, and the metres between the edges that the rule means.
    readonly record struct Neighbour(TermSite Site, double Metres) : IComparable<Neighbour>
    {
        public static double MetresOf(in TermSite site, double squared) => Math.Round(Math.Max(0, Math.Sqrt(squared) - site.HalfWidthMetres), 3);

        // The nearest first, equal distances by id.
        public int CompareTo(Neighbour other) => Metres != other.Metres ? Metres.CompareTo(other.Metres) : Site.Feature.Id.CompareTo(other.Site.Feature.Id);
    }

    /// <summary>All rows of a site, the most severe first, then the order of the table.</summary>
    public static IReadOnlyList<SeparationRow> Of(JudgedSite site)
    {
        var near = new List<Neighbour>();
        return [.. site.Applied.SelectMany(applied => OfRule(site, applied, near)).OrderBy(row => row.Verdict)];
    }

    /// <summary>
    /// The most severe verdict of the rows, without making them; a site to which no rule applies passes. What is already known to be as severe as
    /// <paramref name="enough"/> is not looked at further.
    /// </summary>
    public static Verdict VerdictOf(JudgedSite site, Verdict enough = Verdict.Prohibited)
    {
        var worst = EverywhereOf(site.Applied);
        foreach (var applied in site.Applied)
        {
            if (worst <= enough)
                break;
            if ((applied.Rule.Always ?? applied.Rule.WhenBroken) >= worst)
                continue;
            var metres = applied.Rule.RequiredMetres ?? SeparationTable.Default.LookMetres;
            foreach (var sites in applied.Sites)
            {
                var search = new WorstBroken(site, sites, applied, metres, enough) { Worst = worst };
                sites.Near(site.Outline.Box, metres, ref search);
                worst = search.Worst;
            }
        }
        return worst;
    }

    /// <summary>What rules say on every site: those without a number, and those whose other side the city has no data of.</summary>
    public static Verdict EverywhereOf(IReadOnlyList<AppliedRule> rules)
    {
        var worst = Verdict.Pass;
        foreach (var applied in rules)
        {
            if (applied.Everywhere < worst)
                worst = applied.Everywhere;
        }
        return worst;
    }

    // The most severe verdict of what lies too near.
    struct WorstBroken(JudgedSite site, TermSites sites, AppliedRule applied, double metres, Verdict enough) : IBoxVisitor
    {
        public Verdict Worst { get; set; }

        public bool Visit(int row, in Box box)
        {
            ref readonly var other = ref sites.At(row);
            if ((applied.Rule.Always ?? applied.WhenBroken(other.Match)) is var verdict && verdict < Worst && !site.Is(other.Feature) && IsBroken(other))
                Worst = verdict;
            return Worst > enough;
        }

        readonly bool IsBroken(in TermSite other)
        {
            var reach = metres + other.HalfWidthMetres;
            var squared = site.Outline.SquaredDistance(other.Outline, reach * reach);
            return squared <= reach * reach && (applied.Rule.Always is not null || !IsKept(applied.Rule, Neighbour.MetresOf(other, squared)));
        }
    }

    // All features within so many metres of the edges that the rule means.
    struct AllNear(JudgedSite site, TermSites sites, double metres, List<Neighbour> found) : IBoxVisitor
    {
        public readonly bool Visit(int row, in Box box)
        {
            ref readonly var other = ref sites.At(row);
            var reach = metres + other.HalfWidthMetres;
            if (site.Outline.SquaredDistance(other.Outline, reach * reach) is var squared && squared <= reach * reach && !site.Is(other.Feature))
                found.Add(new(other, Neighbour.MetresOf(other, squared)));
            return true;
        }
    }

    /// <summary>Enterprises near the site of which nothing tells what they are, the nearest first.</summary>
    public static IReadOnlyList<UnknownNeighbour> UnknownAround(JudgedSite site)
    {
        var reach = site.Applied.Where(applied => applied.Other.Layers.Contains("enterprises", StringComparer.Ordinal))
            .Max(applied => (double?)(applied.Rule.RequiredMetres ?? SeparationTable.Default.LookMetres));
        if (reach is not { } metres)
            return [];
        var near = new List<Neighbour>();
        Find(site, SeparationTable.Unknown.Layers.Select(layer => TermSites.Of(site.City, layer, SeparationTable.Unknown)), metres, near);
        return [.. near.Where(other => other.Metres < metres).Order()
            .Take(SeparationTable.Default.MostRowsPerRule).Select(other => new UnknownNeighbour(other.Site.Feature.Id, other.Site.Feature.Name, other.Metres))];
    }

    static IEnumerable<SeparationRow> OfRule(JudgedSite site, AppliedRule applied, List<Neighbour> near)
    {
        var (table, rule) = (SeparationTable.Default, applied.Rule);
        Find(site, applied.Sites, Math.Max(table.LookMetres, rule.RequiredMetres ?? 0), near);
        if (rule.Always is { } always && (applied.IsHazard || near.Count > 0))
            return [Row(site, applied, Nearest(near), always, rule.Reason)];
        var broken = near.Where(neighbour => !IsKept(rule, neighbour.Metres)).Order().ToList();
        if (broken.Count > 0)
            return broken.Take(table.MostRowsPerRule).Select((neighbour, i) => Broken(site, applied, neighbour, i == table.MostRowsPerRule - 1 ? broken.Count - i - 1 : 0));
        if (applied.EmptyLayer is { } empty)
            return [Row(site, applied, Nearest(near), Verdict.NoData, Empty(empty))];
        // Far from every such hazard a rule without a number has nothing to say, which is no pass.
        if (rule.Always is not null)
            return [];
        return [Row(site, applied, Nearest(near), Verdict.Pass, near.Count > 0 ? null : None(table.LookMetres))];
    }

    // A rule that demands no distance still forbids to stand in one place.
    static bool IsKept(SeparationRule rule, double metres) => metres > 0 && metres + SeparationTable.Default.ToleranceMetres >= rule.RequiredMetres;

    // What a word means within so many metres of the site; the list is emptied first.
    static void Find(JudgedSite site, IEnumerable<TermSites> term, double metres, List<Neighbour> found)
    {
        found.Clear();
        foreach (var sites in term)
        {
            var search = new AllNear(site, sites, metres, found);
            sites.Near(site.Outline.Box, metres, ref search);
        }
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
        var (feature, distance) = (near.Site.Feature, site.Outline.DistanceTo(near.Site.Outline));
        return row with
        {
            ActualMetres = near.Metres,
            ShortfallMetres = row.RequiredMetres > near.Metres ? Math.Round(row.RequiredMetres.Value - near.Metres, 3) : null,
            From = site.LonLat(distance.From),
            To = site.LonLat(distance.To),
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

    static Neighbour? Nearest(List<Neighbour> near) => near.Count == 0 ? null : near.Min();
}

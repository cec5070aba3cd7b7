using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Zoning.Rules;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;

namespace RiskMap.City.Zoning;

/// <summary>Runs separation rules around a site. Pure, thread-safe.</summary>
static class SeparationRows
{
    const int MetresDecimals = 3;
    const double RoundingMetres = 0.001;

    // A feature near the site, and the metres between the edges that the rule means.
    readonly record struct Neighbour(TermSite Site, double Metres) : IComparable<Neighbour>
    {
        public static double MetresOf(in TermSite site, double squared) => Math.Round(Math.Max(0, Math.Sqrt(squared) - site.HalfWidthMetres), MetresDecimals);

        // The nearest first, equal distances by id.
        public int CompareTo(Neighbour other) => Metres != other.Metres ? Metres.CompareTo(other.Metres) : Site.Feature.Id.CompareTo(other.Site.Feature.Id);
    }

    /// <summary>All rows of a site, the most severe first, then the order of the table.</summary>
    public static IReadOnlyList<SeparationRow> Of(JudgedSite site) => [.. site.Applied.SelectMany(applied => OfRule(site, applied)).OrderBy(row => row.Verdict)];

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

    // What a rule finds around a site: all that lies too near, and the nearest of the rest. A rule without a number has no too near.
    struct Around(JudgedSite site, AppliedRule applied, double lookMetres, List<Neighbour> broken) : IBoxVisitor
    {
        TermSites _sites = null!;

        public Neighbour? Nearest { get; private set; }

        public void Look(TermSites sites)
        {
            _sites = sites;
            sites.Near(site.Outline.Box, lookMetres, ref this);
        }

        public bool Visit(int row, in Box box)
        {
            ref readonly var other = ref _sites.At(row);
            // Beyond the nearest so far only what is too near matters: a millimetre more, against rounding.
            var metres = Nearest is { } best ? Math.Min(lookMetres, Math.Max(best.Metres, applied.Rule.RequiredMetres ?? 0) + RoundingMetres) : lookMetres;
            var reach = metres + other.HalfWidthMetres;
            var squared = site.Outline.SquaredDistance(other.Outline, reach * reach);
            if (squared <= reach * reach && !site.Is(other.Feature))
                Take(new(other, Neighbour.MetresOf(other, squared)));
            return true;
        }

        void Take(Neighbour found)
        {
            if (applied.Rule.Always is null && !IsKept(applied.Rule, found.Metres))
                broken.Add(found);
            else if (!(Nearest?.CompareTo(found) <= 0))
                Nearest = found;
        }
    }

    // All features within so many metres.
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
        foreach (var layer in SeparationTable.Unknown.Layers)
        {
            var sites = TermSites.Of(site.City, layer, SeparationTable.Unknown);
            var search = new AllNear(site, sites, metres, near);
            sites.Near(site.Outline.Box, metres, ref search);
        }
        return [.. near.Where(other => other.Metres < metres).Order()
            .Take(SeparationTable.Default.MostRowsPerRule).Select(other => new UnknownNeighbour(other.Site.Feature.Id, other.Site.Feature.Name, other.Metres))];
    }

    static IEnumerable<SeparationRow> OfRule(JudgedSite site, AppliedRule applied)
    {
        var (table, rule, broken) = (SeparationTable.Default, applied.Rule, new List<Neighbour>());
        var around = new Around(site, applied, Math.Max(table.LookMetres, rule.RequiredMetres ?? 0), broken);
        foreach (var sites in applied.Sites)
            around.Look(sites);
        if (rule.Always is { } always && (applied.IsHazard || around.Nearest is not null))
            return [Row(site, applied, around.Nearest, always, rule.Reason)];
        if (broken.Count > 0)
            return broken.Order().Take(table.MostRowsPerRule).Select((neighbour, i) => Broken(site, applied, neighbour, i == table.MostRowsPerRule - 1 ? broken.Count - i - 1 : 0));
        if (applied.EmptyLayer is { } empty)
            return [Row(site, applied, around.Nearest, Verdict.NoData, Empty(empty))];
        // Far from every such hazard a rule without a number has nothing to say, which is no pass.
        if (rule.Always is not null)
            return [];
        return [Row(site, applied, around.Nearest, Verdict.Pass, around.Nearest is null ? None(table.LookMetres) : null)];
    }

    // A rule that demands no distance still forbids to stand in one place.
    static bool IsKept(SeparationRule rule, double metres) => metres > 0 && metres + SeparationTable.Default.ToleranceMetres >= rule.RequiredMetres;

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
}

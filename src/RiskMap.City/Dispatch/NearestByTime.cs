using System.Globalization;
using RiskMap.City.Dispatch.Force;
using RiskMap.City.Dispatch.Record;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;

namespace RiskMap.City.Dispatch;

/// <summary>Inputs of the process <c>nearest-by-time</c>.</summary>
/// <param name="From">[longitude, latitude] of the incident.</param>
/// <param name="Layer">Layer of points in which to search (teams, depots, places …).</param>
/// <param name="K">How many, 1 to 100.</param>
/// <param name="Time">When one sets off; null is now. Traffic and closures follow it.</param>
public sealed record NearestQuestion(double[]? From, string? Layer, int? K, DateTimeOffset? Time = null);

/// <summary>A feature with the time that it needs.</summary>
/// <param name="Id">Id in its layer.</param>
/// <param name="Key">Key.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Seconds">Turnout and travel together, seconds.</param>
/// <param name="TurnoutSeconds">Turnout of a team, seconds; null in other layers.</param>
/// <param name="TurnoutAssumed">True where the team's row does not say its turnout and its tier's was taken.</param>
/// <param name="TravelSeconds">On the way, seconds.</param>
/// <param name="StraightMetres">By air, edge to edge.</param>
/// <param name="Location">[longitude, latitude].</param>
public sealed record NearestFeature(
    long Id, string Key, string? Name, double Seconds, double? TurnoutSeconds, bool TurnoutAssumed, double TravelSeconds, double StraightMetres, double[] Location);

/// <summary>The quickest features of a layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Features">The quickest first; fewer than asked for where the layer has no more that can be reached.</param>
/// <param name="NoData">What is missing: an empty layer, or null.</param>
/// <param name="DataVersion">Version of the data.</param>
/// <param name="WhatIf">True for an imagined city.</param>
/// <param name="Explanation">How the times were made.</param>
public sealed record NearestAnswer(
    string Layer, IReadOnlyList<NearestFeature> Features, LocalizedText? NoData, string DataVersion, bool WhatIf, IReadOnlyList<ExplanationStep> Explanation);

/// <summary>The nearest by time, not by air: exact, because no way is faster than the bound that the travel times state. Pure, thread-safe.</summary>
public static class NearestByTime
{
    /// <summary>How many features may be asked for.</summary>
    public const int MostAsked = 100;

    // So many are measured first; then four times as many, until none farther away can be quicker.
    const int FirstBatch = 64;
    const int Growth = 4;

    static readonly int Turnout = Teams.Schema.IndexOf("turnoutSeconds");
    static readonly int Tier = Teams.Schema.IndexOf("tier");

    /// <summary>The k features of a layer from which help comes first.</summary>
    /// <exception cref="QuestionException">The position is missing or far outside the city, the layer is not one of points, or k is not 1 to 100.</exception>
    public static NearestAnswer Of(CitySnapshot city, NearestQuestion question, TravelTimes travelTimes)
    {
        var from = QuestionPlace.Of(city, question.From, "from");
        var layer = LayerOf(question.Layer);
        var k = question.K is >= 1 and <= MostAsked ? question.K.Value : throw new QuestionException("k", question.K?.ToString(CultureInfo.InvariantCulture),
            ("k 不在 1–100", "k is not within 1–100"), ("给出 1 到 100 之间的整数", "send an integer from 1 to 100"));
        var sites = Sites.Of(city, layer.Name);
        var busy = BusyTeams(city, layer);
        var features = sites.Count == 0 ? [] : Quickest(city, sites, from, k, travelTimes, busy);
        LocalizedText? missing = sites.Count == 0 ? ($"“{layer.Title.Zh}”图层没有数据", $"layer '{layer.Name}' has no data") : null;
        return new(layer.Name, features, missing, city.Version.Text, city.WhatIf, [travelTimes.Method, .. TurnoutStep(layer), .. BusyStep(busy)]);
    }

    // Who is out on an order cannot be sent; the dispatch record says who that is.
    static HashSet<long> BusyTeams(CitySnapshot city, LayerSchema layer) => layer.Name != Teams.Schema.Name ? [] : [.. DispatchBook.Of(city).All
        .Where(order => order.IsOpen && order.UnitLayer == layer.Name).Select(order => LayerKeys.Find(city.Layer(layer.Name), order.UnitKey)?.Id).OfType<long>()];

    static List<NearestFeature> Quickest(CitySnapshot city, Sites sites, QuestionPlace from, int k, TravelTimes travelTimes, HashSet<long> busy)
    {
        for (var count = Math.Max(FirstBatch, k); ; count *= Growth)
        {
            var all = sites.Nearest(new SiteOutline(from.X, from.Y), count);
            var near = busy.Count == 0 ? all : [.. all.Where(site => !busy.Contains(sites.Feature(site.Site).Id))];
            var seconds = travelTimes.ToOne([.. near.Select(site => site.Distance.To)], (from.X, from.Y));
            var best = near.Select((site, i) => Found(city, sites, site, seconds[i])).Where(found => double.IsFinite(found.Seconds))
                .OrderBy(found => found.Seconds).ThenBy(found => found.Id).Take(k).ToList();
            if (all.Count >= sites.Count || (best.Count == k && travelTimes.ReachMetres(best[^1].Seconds) <= all[^1].Distance.Metres))
                return best;
        }
    }

    static NearestFeature Found(CitySnapshot city, Sites sites, SiteNeighbour site, double travelSeconds)
    {
        var feature = sites.Feature(site.Site);
        var (turnout, assumed) = TurnoutOf(feature);
        var (x, y) = site.Distance.To;
        return new(feature.Id, feature.Key, feature.Name, (turnout ?? 0) + travelSeconds, turnout, assumed, travelSeconds, site.Distance.Metres, QuestionPlace.LonLatOf(city, x, y));
    }

    /// <summary>Turnout of a team in seconds, its tier's where its own row says nothing; null for what is no team.</summary>
    internal static (double? Seconds, bool Assumed) TurnoutOf(FeatureRef feature)
    {
        if (feature.Block.Schema.Name != Teams.Schema.Name)
            return (null, false);
        return feature.IsNull(Turnout) ? (IncidentTemplates.Default.TurnoutOf(feature.Text(Tier)).Seconds, true) : (feature.Integer(Turnout), false);
    }

    static LayerSchema LayerOf(string? name) =>
        CityLayers.All.FirstOrDefault(layer => layer.Name == name && layer.Geometry == GeometryKind.Point) ?? throw new QuestionException("layer", name,
            ($"没有点图层“{name}”", $"there is no layer of points '{name}'"),
            ("可用：" + Names(), "use one of: " + Names()));

    static string Names() => string.Join(", ", CityLayers.All.Where(layer => layer.Geometry == GeometryKind.Point).Select(layer => layer.Name));

    static IEnumerable<ExplanationStep> TurnoutStep(LayerSchema layer)
    {
        if (layer.Name == Teams.Schema.Name)
            yield return new(("到达时间 = 出动时间 + 行驶时间；未填出动时间的按队伍层级取值并标明", "arrival = turnout + travel; where a team's turnout is missing its tier's is taken and marked"), IncidentTemplates.Default.Turnout[0].Source);
    }

    static IEnumerable<ExplanationStep> BusyStep(HashSet<long> busy)
    {
        if (busy.Count > 0)
            yield return new(($"{busy.Count} 支队伍正在出动，未计入", $"{busy.Count} teams are out on orders and not counted"));
    }
}

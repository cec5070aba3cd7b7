using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Routing.Costing;
using RiskMap.Routing.Search;

namespace RiskMap.City.Travel;

/// <summary>
/// How long it takes from here to there: the one way by which dispatch learns times. Positions are metres in the city's metric plane, times seconds;
/// what cannot be reached, or not within the limit, takes positive infinity. Thread-safe.
/// </summary>
/// <param name="Explain">Tells how the times were made that were asked for so far.</param>
/// <param name="FastestMetresPerSecond">No way is faster than this, measured straight between its ends on the roads.</param>
/// <param name="BesideMetres">How far both ends together may lie beside the roads, which takes no time.</param>
/// <param name="Between">Seconds from each of the first to each of the second positions; times beyond the limit (third) may be infinite.</param>
public sealed record TravelTimes(Func<ExplanationStep> Explain, double FastestMetresPerSecond, double BesideMetres, TravelMatrix Between)
{
    // Help comes in fire engines: the other teams drive with lights too.
    internal const string Profile = "fire-engine";

    /// <summary>Who drives when, and what is shut, where the times are by road; null where they are not.</summary>
    internal TravelConditions? Roads { get; private init; }

    /// <summary>How the times were made, for every explanation: ask for it after the times.</summary>
    public ExplanationStep Method => Explain();

    /// <summary>
    /// The times of a city: by road for a fire engine as roads are at a time, where there are roads; straight distance times a detour factor at one speed
    /// (<see cref="StraightLine"/>) where there are none, or an end lies too far from them (data/road-costs.json).
    /// </summary>
    /// <param name="city">The city; what-if closures and roads count.</param>
    /// <param name="time">When: traffic and closures follow it; null is now.</param>
    public static TravelTimes Of(CitySnapshot city, DateTimeOffset? time = null)
    {
        ArgumentNullException.ThrowIfNull(city);
        var when = time ?? DateTimeOffset.UtcNow;
        return Of([new RoadTimes(CityRoads.Conditions(city, Profile, when))], CityRoads.LocalTime(city, when));
    }

    /// <summary>Times by road as each of some conditions has them: the next is asked only where the one before knows no way.</summary>
    /// <param name="tiers">The strictest first; all on the same roads.</param>
    /// <param name="time">When, on the city's clock.</param>
    internal static TravelTimes Of(IReadOnlyList<RoadTimes> tiers, DateTimeOffset time) => tiers[0].HasRoads ? ByRoad(tiers, time) : AsTheCrowFlies();

    /// <summary>No two positions are farther from each other, straight, than one comes in a time.</summary>
    public double ReachMetres(double seconds) => (seconds * FastestMetresPerSecond) + BesideMetres;

    /// <summary>Straight distance times the detour factor at one speed.</summary>
    public static TravelTimes AsTheCrowFlies() => new(() => StraightMethod(StraightLine.Rule), StraightLine.MetresPerSecond, 0, Straight);

    /// <summary>Seconds from many to one.</summary>
    public double[] ToOne(IReadOnlyList<(double X, double Y)> from, (double X, double Y) to) => [.. Between(from, [to], double.PositiveInfinity).Select(row => row[0])];

    /// <summary>Seconds from one to many.</summary>
    public double[] FromOne((double X, double Y) from, IReadOnlyList<(double X, double Y)> to) => Between([from], to, double.PositiveInfinity)[0];

    static TravelTimes ByRoad(IReadOnlyList<RoadTimes> tiers, DateTimeOffset time)
    {
        var profile = tiers[0].Conditions.Costs.Profile;
        var greatest = Speeds.MetresPerSecond(profile.GreatestSpeedsKmh.Values.Append(profile.GreatestSpeedKmh).Max());
        return new(() => RoadMethod(tiers[0], time), Math.Max(greatest, StraightLine.MetresPerSecond), 2 * RoadCostRules.Current.Snap.LimitMetres, Mixed)
        {
            Roads = tiers[^1].Conditions,
        };

        double[][] Mixed(IReadOnlyList<(double X, double Y)> from, IReadOnlyList<(double X, double Y)> to, double within)
        {
            var seconds = tiers[0].Seconds(from, to);
            foreach (var next in tiers.Skip(1))
                FillIn(seconds, next, from, to);
            for (var i = 0; i < from.Count; i++)
            {
                for (var j = 0; j < to.Count; j++)
                    seconds[i][j] = double.IsNaN(seconds[i][j]) ? StraightLine.Seconds(from[i], to[j]) : seconds[i][j];
            }
            return seconds;
        }
    }

    static void FillIn(double[][] seconds, RoadTimes next, IReadOnlyList<(double X, double Y)> from, IReadOnlyList<(double X, double Y)> to)
    {
        int[] rows = [.. Enumerable.Range(0, from.Count).Where(i => Array.Exists(seconds[i], double.IsPositiveInfinity))];
        if (rows.Length == 0)
            return;
        var found = next.Seconds([.. rows.Select(i => from[i])], to);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = seconds[rows[i]];
            for (var j = 0; j < row.Length; j++)
                row[j] = double.IsPositiveInfinity(row[j]) ? found[i][j] : row[j];
        }
    }

    static ExplanationStep StraightMethod(StraightLineRow rule) => new((
        $"行驶时间 = 直线距离 × {rule.DetourFactor}，按 {rule.SpeedKilometresPerHour} km/h 估算，未按道路计算{rule.Source.Mark.Zh}",
        $"travel time = straight distance × {rule.DetourFactor} at {rule.SpeedKilometresPerHour} km/h, a straight-line estimate, not by road{rule.Source.Mark.En}"), rule.Source);

    static ExplanationStep RoadMethod(RoadTimes roads, DateTimeOffset time)
    {
        var (profile, limit, far) = (RoadCostRules.Current.Row(roads.Conditions.Costs.Profile.Id), RoadCostRules.Current.Snap.LimitMetres, roads.TooFarCount);
        var rule = StraightLine.Rule;
        var at = time.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
        var (zh, en) = far == 0 ? ("", "")
            : ($"；{far} 处离可通行道路超过 {limit:0} m，与其相关的时间按直线距离 × {rule.DetourFactor}、{rule.SpeedKilometresPerHour} km/h 估算",
                $"; {far} places lie more than {limit:0} m from usable roads: times from and to them are straight distance × {rule.DetourFactor} at {rule.SpeedKilometresPerHour} km/h");
        return new(($"行驶时间按道路计算：{profile.Title.Zh}，{at} 的交通与断路{profile.Source.Mark.Zh}{zh}",
            $"travel time by road: {profile.Title.En}, traffic and closures of {at}{profile.Source.Mark.En}{en}"), profile.Source);
    }

    static double[][] Straight(IReadOnlyList<(double X, double Y)> from, IReadOnlyList<(double X, double Y)> to, double within)
    {
        var seconds = new double[from.Count][];
        for (var i = 0; i < from.Count; i++)
        {
            seconds[i] = new double[to.Count];
            for (var j = 0; j < to.Count; j++)
                seconds[i][j] = StraightLine.Seconds(from[i], to[j]) is var time && time <= within ? time : double.PositiveInfinity;
        }
        return seconds;
    }
}

/// <summary>Seconds from each of <paramref name="from"/> to each of <paramref name="to"/>; infinite where there is no way within <paramref name="withinSeconds"/>.</summary>
public delegate double[][] TravelMatrix(IReadOnlyList<(double X, double Y)> from, IReadOnlyList<(double X, double Y)> to, double withinSeconds);

using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch;

/// <summary>
/// How long it takes from here to there: the one way by which dispatch learns times. Positions are metres in the city's metric plane, times seconds;
/// what cannot be reached, or not within the limit, takes positive infinity. Thread-safe.
/// </summary>
/// <param name="Method">How the times are made, for every explanation.</param>
/// <param name="FastestMetresPerSecond">No way is faster than this, measured straight: searches need not look farther than it allows.</param>
/// <param name="Between">Seconds from each of the first to each of the second positions; times beyond the limit (third) may be infinite.</param>
public sealed record TravelTimes(ExplanationStep Method, double FastestMetresPerSecond, TravelMatrix Between)
{
    /// <summary>
    /// The times of a city: straight distance times a detour factor at one speed (data/risk-model.json, <see cref="Response"/>). Roads enter here.
    /// </summary>
    public static TravelTimes Of(CitySnapshot city)
    {
        ArgumentNullException.ThrowIfNull(city);
        return StraightLine(RiskModel.Default.Response);
    }

    /// <summary>Straight distance times the detour factor at the speed of a model.</summary>
    public static TravelTimes StraightLine(ResponseModel model) => new(
        new(($"行驶时间 = 直线距离 × {model.DetourFactor}，按 {model.SpeedKilometresPerHour} km/h 估算（尚未按道路计算，待核实）",
            $"travel time = straight distance × {model.DetourFactor} at {model.SpeedKilometresPerHour} km/h (not by road yet, to be verified)"),
            new("local method", "data/risk-model.json, response", RuleSource.ToBeVerified)),
        1 / Response.SecondsForDistance(1, model),
        (from, to, within) => Straight(from, to, within, model));

    /// <summary>Seconds from many to one.</summary>
    public double[] ToOne(IReadOnlyList<(double X, double Y)> from, (double X, double Y) to) => [.. Between(from, [to], double.PositiveInfinity).Select(row => row[0])];

    /// <summary>Seconds from one to many.</summary>
    public double[] FromOne((double X, double Y) from, IReadOnlyList<(double X, double Y)> to) => Between([from], to, double.PositiveInfinity)[0];

    static double[][] Straight(IReadOnlyList<(double X, double Y)> from, IReadOnlyList<(double X, double Y)> to, double within, ResponseModel model)
    {
        var seconds = new double[from.Count][];
        for (var i = 0; i < from.Count; i++)
        {
            seconds[i] = new double[to.Count];
            for (var j = 0; j < to.Count; j++)
                seconds[i][j] = Response.ResponseSeconds(from[i], to[j], model) is var time && time <= within ? time : double.PositiveInfinity;
        }
        return seconds;
    }
}

/// <summary>Seconds from each of <paramref name="from"/> to each of <paramref name="to"/>; infinite where there is no way within <paramref name="withinSeconds"/>.</summary>
public delegate double[][] TravelMatrix(IReadOnlyList<(double X, double Y)> from, IReadOnlyList<(double X, double Y)> to, double withinSeconds);

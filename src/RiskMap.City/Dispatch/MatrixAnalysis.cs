using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;

namespace RiskMap.City.Dispatch;

/// <summary>Inputs of the process <c>matrix</c>.</summary>
/// <param name="From">Starts, each [longitude, latitude].</param>
/// <param name="To">Ends, each [longitude, latitude]; null for the starts themselves.</param>
/// <param name="Profile">fire-engine, hazmat-truck, car or foot.</param>
/// <param name="Time">When one sets off; null is now.</param>
public sealed record MatrixQuestion(double[][]? From, double[][]? To = null, string Profile = "car", DateTimeOffset? Time = null);

/// <summary>Travel times from places to places.</summary>
/// <param name="Outcome">found, or no-data without roads.</param>
/// <param name="Profile">The profile.</param>
/// <param name="Time">When one sets off.</param>
/// <param name="TravelSeconds">A row for each start, a column for each end; null where there is no way. Empty without roads.</param>
/// <param name="UnreachableCount">How many pairs have no way.</param>
/// <param name="Explanation">The working.</param>
/// <param name="DataVersion">Version of the data.</param>
/// <param name="WhatIf">True when drawn features took part.</param>
public sealed record MatrixAnswer(
    string Outcome, string Profile, DateTimeOffset Time, IReadOnlyList<IReadOnlyList<double?>> TravelSeconds, int UnreachableCount, IReadOnlyList<ExplanationStep> Explanation,
    string DataVersion, bool WhatIf);

/// <summary>Travel times by road from many places to many, each that of the quickest route between them. Pure, thread-safe.</summary>
public static class MatrixAnalysis
{
    // A list of the city's teams goes in; more is a job for several questions.
    /// <summary>How many places may stand on either side.</summary>
    public const int MostPlaces = 200;

    /// <summary>Answers a question.</summary>
    /// <param name="city">The city; drawn closures and roads count.</param>
    /// <param name="question">The question.</param>
    /// <param name="now">The time that a question without one means.</param>
    /// <exception cref="QuestionException">Too many places or none; one that is none, or lies too far from the roads that the profile may use; no such profile.</exception>
    public static MatrixAnswer Of(CitySnapshot city, MatrixQuestion question, DateTimeOffset now)
    {
        var (time, from) = (question.Time ?? now, Places(city, question.From, "from"));
        var to = question.To is null ? from : Places(city, question.To, "to");
        var roads = new RoadTimes(CityRoads.Conditions(city, question.Profile, time));
        if (!roads.HasRoads)
            return new("no-data", question.Profile, time, [], 0, [new(("没有道路数据", "no data: the roads layer has no road"))], city.Version.Text, city.WhatIf);
        RefuseFar(roads, from, question.From!, "from");
        RefuseFar(roads, to, question.To ?? question.From!, question.To is null ? "from" : "to");
        var seconds = roads.Seconds(from, to);
        var none = seconds.Sum(row => row.Count(double.IsInfinity));
        return new("found", question.Profile, time, [.. seconds.Select(row => (IReadOnlyList<double?>)[.. row.Select(travel => double.IsInfinity(travel) ? (double?)null : travel)])], none,
            [new(($"{from.Length} × {to.Length} 条最快路线的行驶时间，{none} 对不可达", $"travel times of the quickest routes, {from.Length} × {to.Length}; no way between {none} pairs")), .. Moved(roads), .. RouteTexts.HowTravelled(roads.Conditions)],
            city.Version.Text, city.WhatIf);
    }

    // A route warns of it; here there is one line for all pairs.
    static ExplanationStep[] Moved(RoadTimes roads) => roads.MovedCount == 0 ? []
        : [new(($"其中 {roads.MovedCount} 对：离起点或终点最近的道路与路网不连通，改用最近的主要路网道路", $"for {roads.MovedCount} pairs the road nearest to an end is cut off, the nearest of the main roads is taken"))];

    static (double X, double Y)[] Places(CitySnapshot city, double[][]? places, string member)
    {
        if (places is not { Length: > 0 and <= MostPlaces })
            throw new QuestionException(member, places?.Length.ToString(CultureInfo.InvariantCulture), ($"位置不是 1–{MostPlaces} 个", $"there are not 1 to {MostPlaces} places"),
                ("给出 [[经度, 纬度], …]", "send [[longitude, latitude], ...]"));
        return [.. places.Select((place, i) => QuestionPlace.Of(city, place, $"{member}/{i}")).Select(place => (place.X, place.Y))];
    }

    static void RefuseFar(RoadTimes roads, (double X, double Y)[] places, double[][] given, string member)
    {
        for (var i = 0; i < places.Length; i++)
            _ = roads.Snap(places[i]) ?? throw QuestionPlace.FarFromRoads($"{member}/{i}", given[i]);
    }
}

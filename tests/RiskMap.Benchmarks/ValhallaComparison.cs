using System.Text.Json.Nodes;
using RiskMap.City.Snapshot;
using RiskMap.Routing.Costing;
using RiskMap.Routing.Search;

namespace RiskMap.Benchmarks;

/// <summary>Two places on roads between which both look for a route.</summary>
sealed record PlacePair(RoadPosition From, RoadPosition To, double[] FromLonLat, double[] ToLonLat)
{
    // Ends lie in the middle of edges that are long enough to leave no doubt which edge is meant.
    const double LeastMetres = 25;

    /// <summary>Random pairs on the roads of the largest strongly connected part.</summary>
    public static PlacePair[] Random(CitySnapshot city, RoadCosts costs, int count, int seed)
    {
        var random = new Random(seed);
        var edges = Enumerable.Range(0, costs.Graph.EdgeCount)
            .Where(edge => costs.Components.Of(edge) == costs.Components.Main && costs.Graph.MetresOf(edge) >= LeastMetres).ToArray();
        PlacePair Pair()
        {
            var (from, to) = (Middle(edges[random.Next(edges.Length)]), Middle(edges[random.Next(edges.Length)]));
            return new(from, to, LonLat(from), LonLat(to));
        }
        RoadPosition Middle(int edge)
        {
            var x = costs.Graph.ShapeX(edge);
            var y = costs.Graph.ShapeY(edge);
            var after = x.Length / 2;
            return Snapping.Snap(costs, (x[after - 1] + x[after]) / 2, (y[after - 1] + y[after]) / 2, 1)!.Value;
        }
        double[] LonLat(RoadPosition position) => city.Plane.Unproject(position.X, position.Y) is var (longitude, latitude) ? [longitude, latitude] : [];
        return [.. Enumerable.Range(0, count).Select(_ => Pair())];
    }
}

/// <summary>A route as Valhalla tells it.</summary>
/// <param name="Metres">Its length.</param>
/// <param name="Seconds">Its time, with what Valhalla takes turns to last.</param>
/// <param name="Cost">What Valhalla weighs.</param>
/// <param name="Line">Its line, longitude and latitude.</param>
sealed record ValhallaRoute(double Metres, double Seconds, double Cost, List<double[]> Line)
{
    /// <summary>Reads an answer; null where there is no route.</summary>
    public static ValhallaRoute? Of(ValhallaAnswer answer, Enlargement? larger)
    {
        if (answer.Text is null)
            return null;
        var (trip, factor) = (JsonNode.Parse(answer.Text)!["trip"]!, larger?.Factor ?? 1);
        var summary = trip["summary"]!;
        var line = Decode((string)trip["legs"]![0]!["shape"]!).Select(place => larger?.Back(place) ?? place).ToList();
        return new((double)summary["length"]! * 1000 / factor, (double)summary["time"]! / factor, (double)summary["cost"]! / factor, line);
    }

    // Encoded polyline with six decimals.
    static IEnumerable<double[]> Decode(string shape)
    {
        long latitude = 0, longitude = 0;
        for (var at = 0; at < shape.Length;)
        {
            latitude += Next(shape, ref at);
            longitude += Next(shape, ref at);
            yield return [longitude / 1e6, latitude / 1e6];
        }
    }

    static long Next(string shape, ref int at)
    {
        long value = 0;
        for (var shift = 0; ; shift += 5)
        {
            var bits = shape[at++] - 63;
            value |= (long)(bits & 31) << shift;
            if (bits < 32)
                return (value & 1) == 0 ? value >> 1 : ~(value >> 1);
        }
    }
}

/// <summary>The routes of both between two places.</summary>
/// <param name="Number">Number of the pair.</param>
/// <param name="Pair">The places.</param>
/// <param name="Ours">RiskMap's.</param>
/// <param name="Theirs">Valhalla's, or null where it found none.</param>
sealed record RoutePair(int Number, PlacePair Pair, RouteAnswer Ours, ValhallaRoute? Theirs)
{
    /// <summary>Difference of length as a share of Valhalla's; infinite where one found none.</summary>
    public double Difference => Theirs is null ? double.PositiveInfinity : Math.Abs(Ours.DistanceMetres - Theirs.Metres) / Math.Max(1, Theirs.Metres);

    /// <summary>What RiskMap says to Valhalla's line: its time on it, infinite where it may not be driven.</summary>
    public RouteAnswer? OnTheirLine(CitySnapshot city, TravelConditions conditions)
    {
        if (Theirs is null)
            return null;
        var graph = conditions.Costs.Graph;
        var line = Theirs.Line.Select(place => city.Plane.Project(place[0], place[1])).ToArray();
        var others = Enumerable.Range(0, graph.EdgeCount).Where(edge => edge != Pair.From.Edge && edge != Pair.To.Edge && !IsOn(edge));
        return Routes.Between(conditions with { Closed = new ClosedRoads(graph, others.Select(edge => new ClosedStretch(edge, 0, 1, 0))) }, Pair.From, Pair.To);

        bool IsOn(int edge)
        {
            var x = graph.ShapeX(edge);
            var y = graph.ShapeY(edge);
            for (var i = 0; i < x.Length; i++)
            {
                if (!IsNear(x[i], y[i]))
                    return false;
            }
            return true;
        }

        bool IsNear(double x, double y) => Enumerable.Range(1, line.Length - 1).Any(i => SquaredMetres(x, y, line[i - 1], line[i]) < 1);
    }

    static double SquaredMetres(double x, double y, (double X, double Y) a, (double X, double Y) b)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var squared = (dx * dx) + (dy * dy);
        var share = squared > 0 ? Math.Clamp((((x - a.X) * dx) + ((y - a.Y) * dy)) / squared, 0, 1) : 0;
        var (awayX, awayY) = (x - a.X - (share * dx), y - a.Y - (share * dy));
        return (awayX * awayX) + (awayY * awayY);
    }
}

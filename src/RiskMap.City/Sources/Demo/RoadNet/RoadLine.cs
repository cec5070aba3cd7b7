using RiskMap.City.Sources.Demo.Geography;

namespace RiskMap.City.Sources.Demo.RoadNet;

/// <summary>Why a road is there; local ones may be thinned out and pruned.</summary>
enum RoadOrigin
{
    Main,
    Core,
    Park,
    Village,
    Rural,
}

/// <summary>What all segments of a road have in common.</summary>
sealed record RoadStyle(string Class, RoadOrigin Origin)
{
    public string? Name { get; init; }

    public string? NameEn { get; init; }

    public bool OneWay { get; init; }

    /// <summary>Roads of different levels cross without a junction.</summary>
    public int Level { get; init; }

    public bool Bridge { get; init; }

    public bool Tunnel { get; init; }

    public double? MaxWeightTonnes { get; init; }

    public double? MaxHeightMetres { get; init; }

    /// <summary>An end is drawn on to another road within this distance.</summary>
    public double JoinMetres { get; init; } = 60;

    /// <summary>Ramps join roads of any level.</summary>
    public bool JoinsAnyLevel { get; init; }
}

/// <summary>A road as drawn, before it is cut at junctions.</summary>
sealed record RoadLine(IReadOnlyList<DrawingPoint> Points, RoadStyle Style);

/// <summary>A piece of road between two junctions.</summary>
/// <param name="From">Node at the first point.</param>
/// <param name="To">Node at the last point.</param>
/// <param name="Points">All points, ends included.</param>
/// <param name="Style">What it shares with the rest of the road.</param>
sealed record RoadSegment(int From, int To, DrawingPoint[] Points, RoadStyle Style)
{
    public double LengthMetres
    {
        get
        {
            double length = 0;
            for (var i = 1; i < Points.Length; i++)
                length += Points[i - 1].DistanceTo(Points[i]);
            return length;
        }
    }

    /// <summary>The point at half of the length and the direction there.</summary>
    public (DrawingPoint At, DrawingPoint Direction) Middle()
    {
        var left = LengthMetres / 2;
        for (var i = 1; i < Points.Length; i++)
        {
            var length = Points[i - 1].DistanceTo(Points[i]);
            if (left <= length && length > 0)
                return (Points[i - 1].Towards(Points[i], left / length), (Points[i] - Points[i - 1]).Direction);
            left -= length;
        }
        return (Points[^1], (Points[^1] - Points[0]).Direction);
    }
}

/// <summary>The road graph: nodes by number and segments between them.</summary>
sealed record RoadNetwork(IReadOnlyList<DrawingPoint> Nodes, IReadOnlyList<RoadSegment> Segments);

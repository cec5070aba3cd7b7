using RiskMap.Routing.Costing;

namespace RiskMap.Routing.Search;

/// <summary>A place on a road, found for a place beside it.</summary>
/// <param name="Edge">The edge.</param>
/// <param name="Fraction">How far along the edge from its first node, 0 to 1.</param>
/// <param name="X">x on the road in metres.</param>
/// <param name="Y">y on the road in metres.</param>
/// <param name="SnapMetres">Distance from the place asked for.</param>
public readonly record struct RoadPosition(int Edge, double Fraction, double X, double Y, double SnapMetres)
{
    /// <summary>
    /// Cost from the tail of one of the edge's directions to here; <see cref="RoadCosts.Infinite"/> where that direction cannot be driven. Costs
    /// to and from a position add up to those of the edge exactly.
    /// </summary>
    internal int EntryCost(RoadCosts costs, int directed)
    {
        var (whole, along) = (costs.OfEdge(directed), Along(directed));
        return along == 0 ? 0 : whole >= RoadCosts.Infinite ? whole : (int)Math.Round(whole * along);
    }

    /// <summary>Cost from here to the head of one of the edge's directions.</summary>
    internal int ExitCost(RoadCosts costs, int directed)
    {
        var whole = costs.OfEdge(directed);
        return Along(directed) == 1 ? 0 : whole >= RoadCosts.Infinite ? whole : whole - EntryCost(costs, directed);
    }

    /// <summary>True at one of the edge's nodes: then no rule of the edge itself matters.</summary>
    internal bool IsAtNode => Fraction is 0 or 1;

    /// <summary>Share of the edge that lies behind when it is driven in a direction.</summary>
    internal double Along(int directed) => (directed & 1) == 0 ? Fraction : 1 - Fraction;
}

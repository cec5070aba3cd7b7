using System.Runtime.CompilerServices;
using RiskMap.Routing.Costing;

namespace RiskMap.Routing.Search;

/// <summary>What an arc costs in one query; a struct, so that each kind gets loops of its own without calls.</summary>
interface IArcFilter
{
    /// <summary>Cost of an arc that costs so many milliseconds on an open road.</summary>
    int Cost(int arc, int milliseconds);
}

/// <summary>All roads are open.</summary>
readonly struct AllOpen : IArcFilter
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Cost(int arc, int milliseconds) => milliseconds;
}

/// <summary>Some roads are closed.</summary>
/// <param name="closed">Bit of each closed arc.</param>
readonly struct SomeClosed(ulong[] closed) : IArcFilter
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Cost(int arc, int milliseconds) => (closed[arc >> 6] >> arc & 1) == 0 ? milliseconds : RoadCosts.Infinite;
}

/// <summary>Some roads are closed and some dearer, to find other ways than those known.</summary>
/// <param name="closed">Bit of each closed arc, or null.</param>
/// <param name="dearer">Bit of each dearer arc.</param>
/// <param name="factor">What those cost more, at least 1.</param>
readonly struct SomeDearer(ulong[]? closed, ulong[] dearer, double factor) : IArcFilter
{
    public int Cost(int arc, int milliseconds)
    {
        if (milliseconds >= RoadCosts.Infinite || (closed is not null && (closed[arc >> 6] >> arc & 1) != 0))
            return RoadCosts.Infinite;
        return (dearer[arc >> 6] >> arc & 1) == 0 ? milliseconds : (int)Math.Min(RoadCosts.Infinite - 1, milliseconds * factor);
    }
}

namespace RiskMap.Routing.Graph;

/// <summary>
/// Says which vertices of the drawn roads are one: those with the same declared node; those of roads without nodes at the same place, to the
/// centimetre, where inner vertices meet only on one level and an end meets whatever is there. A road without nodes meets one with nodes in
/// the same way.
/// </summary>
static class VertexIdentity
{
    const double PlacesPerMetre = 100;

    /// <summary>Number of the vertex at each position of the store.</summary>
    internal static int[] Of(WayStore ways, out int count)
    {
        var vertices = new int[ways.VertexCount];
        count = 0;
        NumberDeclared(ways, vertices, ref count);
        if (!ways.AllDeclared)
            NumberByPlace(ways, vertices, ref count);
        return vertices;
    }

    static void NumberDeclared(WayStore ways, int[] vertices, ref int count)
    {
        var byNode = new Dictionary<long, int>(ways.VertexCount / 2);
        var nodes = ways.Nodes;
        for (var way = 0; way < ways.Count; way++)
        {
            if (!ways.IsDeclared(way))
                continue;
            for (var at = ways.Start(way); at < ways.End(way); at++)
            {
                ref var vertex = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(byNode, nodes[at], out var known);
                if (!known)
                    vertex = count++;
                vertices[at] = vertex;
            }
        }
    }

    static void NumberByPlace(WayStore ways, int[] vertices, ref int count)
    {
        var places = new Places();
        for (var way = 0; way < ways.Count; way++)
        {
            if (!ways.IsDeclared(way))
                continue;
            for (var at = ways.Start(way); at < ways.End(way); at++)
                places.Remember(PlaceOf(ways, at), ways.Ways[way].Level, vertices[at]);
        }
        // Inner vertices first, so that what an end meets does not depend on the order of the roads.
        for (var way = 0; way < ways.Count; way++)
        {
            for (var at = ways.Start(way) + 1; at < ways.End(way) - 1 && !ways.IsDeclared(way); at++)
                vertices[at] = places.OfInner(PlaceOf(ways, at), ways.Ways[way].Level, ref count);
        }
        for (var way = 0; way < ways.Count; way++)
        {
            if (ways.IsDeclared(way) || ways.Start(way) == ways.End(way))
                continue;
            foreach (var at in (ReadOnlySpan<int>)[ways.Start(way), ways.End(way) - 1])
                vertices[at] = places.OfEnd(PlaceOf(ways, at), ways.Ways[way].Level, ref count);
        }
    }

    static (long, long) PlaceOf(WayStore ways, int at) =>
        ((long)Math.Round(ways.X[at] * PlacesPerMetre), (long)Math.Round(ways.Y[at] * PlacesPerMetre));

    sealed class Places
    {
        readonly Dictionary<((long, long) Place, int Level), int> _onLevel = [];
        readonly Dictionary<(long, long), int> _any = [];

        internal void Remember((long, long) place, int level, int vertex)
        {
            _onLevel.TryAdd((place, level), vertex);
            _any.TryAdd(place, vertex);
        }

        internal int OfInner((long, long) place, int level, ref int count)
        {
            if (_onLevel.TryGetValue((place, level), out var vertex))
                return vertex;
            Remember(place, level, count);
            return count++;
        }

        internal int OfEnd((long, long) place, int level, ref int count)
        {
            if (_onLevel.TryGetValue((place, level), out var vertex) || _any.TryGetValue(place, out vertex))
                return vertex;
            Remember(place, level, count);
            return count++;
        }
    }
}

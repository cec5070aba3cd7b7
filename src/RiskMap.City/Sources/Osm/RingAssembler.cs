using NetTopologySuite.Geometries;
using RiskMap.City.Sources.Reading;

namespace RiskMap.City.Sources.Osm;

/// <summary>
/// Assembles the ways of a multipolygon or boundary relation into rings (wiki.openstreetmap.org, Relation:multipolygon). A ring that does not
/// close makes the whole incomplete: what is missing is not guessed. Pure but for the locations it reads.
/// </summary>
static class RingAssembler
{
    const int LeastRingNodes = 4;

    /// <summary>The area, or null when a ring does not close or a node or way is not in the file.</summary>
    public static Geometry? Assemble(IReadOnlyList<OsmMember> members, Dictionary<long, long[]> ways, NodeLocations locations)
    {
        var outer = Rings(members, ways, locations, isInner: false);
        var inner = Rings(members, ways, locations, isInner: true);
        return outer is null || inner is null || outer.Count == 0 ? null : RingNesting.Polygons(outer, inner);
    }

    /// <summary>The ring of a closed way, or null when a node is not in the file.</summary>
    public static LinearRing? Ring(IReadOnlyList<long> nodes, NodeLocations locations)
    {
        if (nodes.Count < LeastRingNodes || nodes[0] != nodes[^1])
            return null;
        var coordinates = new Coordinate[nodes.Count];
        for (var i = 0; i < coordinates.Length; i++)
        {
            if (!locations.TryGet(nodes[i], out var longitude, out var latitude))
                return null;
            coordinates[i] = new Coordinate(longitude, latitude);
        }
        return GeometryFactory.Default.CreateLinearRing(coordinates);
    }

    static List<LinearRing>? Rings(IReadOnlyList<OsmMember> members, Dictionary<long, long[]> ways, NodeLocations locations, bool isInner)
    {
        var pieces = new List<long[]>();
        foreach (var member in members)
        {
            if (member.Kind != OsmKinds.Way || (member.Role == "inner") != isInner || member.Role is not ("inner" or "outer" or ""))
                continue;
            if (!ways.TryGetValue(member.Id, out var nodes) || nodes.Length < 2)
                return null;
            pieces.Add(nodes);
        }
        var rings = new List<LinearRing>();
        while (pieces.Count > 0)
        {
            if (Chain(pieces) is not { } chain || Ring(chain, locations) is not { } ring)
                return null;
            rings.Add(ring);
        }
        return rings;
    }

    /// <summary>Takes pieces that join end to end until they close; null when they do not.</summary>
    static List<long>? Chain(List<long[]> pieces)
    {
        var chain = new List<long>(pieces[^1]);
        pieces.RemoveAt(pieces.Count - 1);
        while (chain[0] != chain[^1])
        {
            var next = pieces.FindIndex(piece => piece[0] == chain[^1] || piece[^1] == chain[^1]);
            if (next < 0)
                return null;
            var piece = pieces[next];
            pieces.RemoveAt(next);
            chain.AddRange(piece[0] == chain[^1] ? piece.Skip(1) : piece.Reverse().Skip(1));
        }
        return chain;
    }
}

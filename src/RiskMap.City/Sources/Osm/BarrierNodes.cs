using System.Text.Json;

namespace RiskMap.City.Sources.Osm;

/// <summary>Gates, bollards and other barriers at nodes (wiki.openstreetmap.org, Key:barrier), in the form of roads.barriers. Not thread-safe.</summary>
sealed class BarrierNodes
{
    readonly Dictionary<long, Barrier> _byNode = [];

    sealed record Barrier(long Node, string Kind, string? Access, string? AccessByVehicle, double? MaxHeightMetres, double? MaxWidthMetres);

    /// <summary>Takes a node when it is a barrier.</summary>
    public void See(OsmObject node)
    {
        if (node.Tag("barrier") is { } kind)
        {
            _byNode[node.Id] = new Barrier(
                node.Id, kind, RoadTags.AccessOf(node) ?? (node.Tag("locked") == "yes" ? "locked" : null), RoadTags.VehicleAccessOf(node),
                RoadTags.MetresOf(node.Tag("maxheight"), "maxHeightMetres"), RoadTags.MetresOf(node.Tag("maxwidth") ?? node.Tag("maxwidth:physical"), "maxWidthMetres"));
        }
    }

    /// <summary>The barriers at a road's nodes as JSON, or null without any.</summary>
    public string? On(IReadOnlyList<long> nodes)
    {
        if (_byNode.Count == 0)
            return null;
        var found = nodes.Distinct().Select(node => _byNode.GetValueOrDefault(node)).OfType<Barrier>().ToList();
        return found.Count == 0 ? null : JsonSerializer.Serialize(found, TurnRestrictions.Compact);
    }
}

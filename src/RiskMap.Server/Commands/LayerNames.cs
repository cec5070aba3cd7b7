using RiskMap.City.Model;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary>Names of layers on the command line.</summary>
public static class LayerNames
{
    /// <summary>The layer of a name.</summary>
    /// <exception cref="WrongUsageException">No such layer; the message lists them.</exception>
    public static LayerSchema Known(string name) => CityLayers.Find(name)
        ?? throw new WrongUsageException(MessageTexts.Both("layer.unknown", name, string.Join(' ', CityLayers.All.Select(layer => layer.Name))));
}

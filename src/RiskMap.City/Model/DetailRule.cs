using System.Collections.Immutable;

namespace RiskMap.City.Model;

/// <summary>
/// From which zoom the features of a layer stand in tiles, by a coded field: a whole city's lanes would make a tile of it heavy that no map draws.
/// The zooms are those from which styles/riskmap.json draws them; a test holds both together. Immutable.
/// </summary>
/// <param name="Field">The coded field.</param>
/// <param name="Steps">Codes and the tile zoom from which features with one of them are there.</param>
/// <param name="OthersFromZoom">The tile zoom from which all others are there too, those without a value among them.</param>
public sealed record DetailRule(string Field, ImmutableArray<(int FromZoom, ImmutableArray<string> Codes)> Steps, int OthersFromZoom)
{
    /// <summary>The tile zoom from which a feature with a value is there.</summary>
    public int FromZoom(string? value)
    {
        foreach (var (zoom, codes) in Steps)
        {
            if (value is not null && codes.Contains(value, StringComparer.Ordinal)) return zoom;
        }

        return OthersFromZoom;
    }
}

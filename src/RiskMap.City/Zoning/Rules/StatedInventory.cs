using RiskMap.City.Risk;
using RiskMap.City.Risk.MajorHazard;

namespace RiskMap.City.Zoning.Rules;

/// <summary>An inventory with what follows from it for every rule alike: found once, however many rules ask. Not safe for parallel use.</summary>
public sealed class StatedInventory
{
    (bool IsKnown, bool? IsSource) _majorHazard;

    /// <summary>An inventory.</summary>
    public StatedInventory(IReadOnlyList<InventoryLine> lines)
    {
        Lines = lines;
        Substances = [.. lines.Select(Risk.MajorHazard.Substances.Of)];
    }

    /// <summary>The lines.</summary>
    public IReadOnlyList<InventoryLine> Lines { get; }

    /// <summary>By line the substance that it means, or null where it is not known.</summary>
    public IReadOnlyList<Substance?> Substances { get; }

    /// <summary>Whether it makes a major hazard source (GB 18218-2018, 4.2); null where an unknown substance leaves that open.</summary>
    public bool? IsMajorHazardSource
    {
        get
        {
            if (!_majorHazard.IsKnown)
                _majorHazard = (true, MajorHazardGrading.Grade(Lines, residents: 0).IsMajorHazardSource);
            return _majorHazard.IsSource;
        }
    }
}

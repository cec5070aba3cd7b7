using RiskMap.Routing.Graph;

namespace RiskMap.City.Travel;

/// <summary>Who and what passes a barrier.</summary>
/// <param name="Access">What it is to motor traffic.</param>
/// <param name="ByVehicle">What it is to single kinds of vehicles.</param>
/// <param name="HeightMetres">Greatest height, or null.</param>
/// <param name="WidthMetres">Greatest width, or null.</param>
readonly record struct BarrierPassage(RoadAccess Access, VehicleAccess ByVehicle, double? HeightMetres, double? WidthMetres)
{
    /// <summary>True for one that everybody passes.</summary>
    internal bool IsOpen => Access == RoadAccess.Public && ByVehicle.IsEmpty && HeightMetres is null && WidthMetres is null;

    /// <summary>The road where it stands.</summary>
    internal RoadTraits On(RoadTraits road) => road with
    {
        Access = Access,
        AccessByVehicle = ByVehicle,
        MaxHeightMetres = new[] { road.MaxHeightMetres, HeightMetres }.Min(),
        MaxWidthMetres = new[] { road.MaxWidthMetres, WidthMetres }.Min(),
    };
}

/// <summary>One barrier as roads.barriers has it.</summary>
/// <param name="Node">Where it stands.</param>
/// <param name="Kind">OSM's value of barrier.</param>
/// <param name="Access">Right of access of motor traffic, or null.</param>
/// <param name="AccessByVehicle">Rights of single kinds of vehicles, or null.</param>
/// <param name="MaxHeightMetres">Greatest height, or null.</param>
/// <param name="MaxWidthMetres">Greatest width, or null.</param>
sealed record BarrierOnRoad(long Node, string? Kind, string? Access, string? AccessByVehicle, double? MaxHeightMetres, double? MaxWidthMetres)
{
    /// <summary>Who passes it, after data/road-costs.json; kinds that are not named there let everybody through.</summary>
    internal BarrierPassage Passage(BarrierRow rules, RoadAccessTexts texts)
    {
        if (rules.Kinds.FirstOrDefault(kind => kind.Values.Contains(Kind, StringComparer.Ordinal)) is not { } kind)
            return new(RoadAccess.Public, VehicleAccess.None, null, null);
        return new(
            Access is { } access ? AccessOf(access, kind.Shut) : Unmarked(kind),
            RoadAccessTexts.ByVehicle(AccessByVehicle, value => AccessOf(value, RoadAccess.Forbidden)),
            MaxHeightMetres ?? kind.UnmarkedHeightMetres, MaxWidthMetres);

        // Whoever may drive in there may open it; a keeper opens it to the others.
        RoadAccess AccessOf(string text, RoadAccess shut) => texts.Of(text) switch
        {
            RoadAccess.Forbidden => shut,
            RoadAccess.Public => RoadAccess.Public,
            RoadAccess.Destination => RoadAccess.Destination,
            _ => RoadAccess.Gate,
        };
    }

    // Posts with a stated width are there for what is wider.
    RoadAccess Unmarked(BarrierKindRow kind) => kind.Unmarked == RoadAccess.Blocked && MaxWidthMetres is not null ? RoadAccess.Public : kind.Unmarked;
}

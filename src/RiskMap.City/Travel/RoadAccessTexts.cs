using RiskMap.City.Model;
using RiskMap.Routing.Graph;

namespace RiskMap.City.Travel;

/// <summary>
/// Rights of access as roads.access and roads.accessByVehicle write them, after data/road-costs.json: values that it does not name are public; of several
/// values in one text the mildest counts, since any of them opens the road. Pure, thread-safe.
/// </summary>
/// <param name="rules">The rules.</param>
sealed class RoadAccessTexts(RoadCostRules rules)
{
    // From the mildest to the hardest.
    static readonly RoadAccess[] Order = [RoadAccess.Public, RoadAccess.Destination, RoadAccess.Private, RoadAccess.Gate, RoadAccess.Forbidden];

    readonly Dictionary<string, RoadAccess> _byValue =
        rules.Access.SelectMany(row => row.Values, (row, value) => (value, row.Access)).ToDictionary(pair => pair.value, pair => pair.Access, StringComparer.OrdinalIgnoreCase);

    /// <summary>The right that a text gives; public without one.</summary>
    internal RoadAccess Of(string? text) =>
        text is null ? RoadAccess.Public : VehicleAccessRule.Values(text).Select(value => _byValue.GetValueOrDefault(value)).DefaultIfEmpty().MinBy(access => Array.IndexOf(Order, access));

    /// <summary>The rights that single kinds of vehicles have.</summary>
    /// <param name="text">As <c>hgv:no;emergency:yes</c>, or null.</param>
    /// <param name="access">From the value of one to its right.</param>
    internal static VehicleAccess ByVehicle(string? text, Func<string, RoadAccess> access) =>
        text is null ? VehicleAccess.None : new VehicleAccess(VehicleAccessRule.Rows(text).Select(row => (row.Vehicle, access(row.Value))));
}

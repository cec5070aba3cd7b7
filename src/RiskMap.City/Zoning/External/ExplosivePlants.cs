using System.Runtime.CompilerServices;
using RiskMap.City.Model.Layers;
using RiskMap.City.Proximity;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning.Rules;

namespace RiskMap.City.Zoning.External;

/// <summary>An enterprise whose external safety distance is that of an explosion.</summary>
/// <param name="Feature">The enterprise.</param>
/// <param name="Outline">Where it stands.</param>
/// <param name="TntKilograms">TNT of all its explosives, kg.</param>
/// <param name="Method">The method of GB/T 37243-2019.</param>
sealed record ExplosivePlant(FeatureRef Feature, SiteOutline Outline, double TntKilograms, SafetyMethod Method);

/// <summary>The enterprises of a city with explosives. There are few, and their blast reaches far: hangs on the enterprises' sites, made once. Safe for parallel reads.</summary>
static class ExplosivePlants
{
    static readonly ConditionalWeakTable<Sites, IReadOnlyList<ExplosivePlant>> Made = [];

    /// <summary>All of them, in the order of the layer.</summary>
    public static IReadOnlyList<ExplosivePlant> Of(CitySnapshot city) =>
        Made.GetValue(Sites.Of(city, Enterprises.Schema.Name), _ => Find(TermSites.Of(city, Enterprises.Schema.Name, SeparationTable.Default.Term("hazmat-unit"))));

    static IReadOnlyList<ExplosivePlant> Find(TermSites plants) =>
        [.. plants.All.Select(plant => Of(plant.Feature, plant.Outline)).Where(plant => plant.TntKilograms > 0 && plant.Method.Method == SafetyMethod.AccidentConsequence)];

    static ExplosivePlant Of(FeatureRef enterprise, SiteOutline outline)
    {
        var inventory = Inventories.Of(enterprise) ?? [];
        return new(enterprise, outline, ExplosionScreening.TntKilograms(inventory), SafetyMethods.Of(EnterpriseFacilities.CodeOf(enterprise), inventory, []));
    }
}

using System.Runtime.CompilerServices;
using RiskMap.City.Model.Layers;
using RiskMap.City.Proximity;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning.Rules;

namespace RiskMap.City.Zoning.External;

/// <summary>An enterprise that holds explosives.</summary>
/// <param name="Feature">The enterprise.</param>
/// <param name="Outline">Where it stands.</param>
/// <param name="TntKilograms">TNT of all its explosives, kg.</param>
/// <param name="Method">The method of GB/T 37243-2019.</param>
sealed record ExplosivePlant(FeatureRef Feature, SiteOutline Outline, double TntKilograms, SafetyMethod Method)
{
    /// <summary>What the screened blast says of a place inside it: nothing of one of unknown category, nor where other distances hold and are not known.</summary>
    public Verdict VerdictInside(bool isKnown) => isKnown && Method.NotHeld is null ? Verdict.Fail : Verdict.NoData;
}

/// <summary>
/// The enterprises of a city whose inventory states explosives, of whatever industry, except those whose own standards' distances stand among the separation
/// rules. There are few, and their blast reaches far: they hang on the enterprises' sites, what the rows say on their block. Safe for parallel reads.
/// </summary>
static class ExplosivePlants
{
    static readonly ConditionalWeakTable<Sites, IReadOnlyList<ExplosivePlant>> Made = [];
    static readonly ConditionalWeakTable<LayerBlock, Dictionary<int, (double TntKilograms, SafetyMethod Method)>> Stated = [];

    /// <summary>All of them, in the order of the layer.</summary>
    public static IReadOnlyList<ExplosivePlant> Of(CitySnapshot city) => Made.GetValue(Sites.Of(city, Enterprises.Schema.Name), Find);

    static IReadOnlyList<ExplosivePlant> Find(Sites sites)
    {
        var found = new List<ExplosivePlant>();
        for (var site = 0; site < sites.Count; site++)
        {
            var enterprise = sites.Feature(site);
            if (Stated.GetValue(enterprise.Block, Read).TryGetValue(enterprise.Row, out var stock))
                found.Add(new(enterprise, sites.Outline(site), stock.TntKilograms, stock.Method));
        }
        return found;
    }

    static Dictionary<int, (double TntKilograms, SafetyMethod Method)> Read(LayerBlock block)
    {
        var stated = new Dictionary<int, (double TntKilograms, SafetyMethod Method)>();
        for (var row = 0; row < block.Count; row++)
        {
            var enterprise = new FeatureRef(block, row);
            if (Inventories.Of(enterprise) is not { } inventory || ExplosionScreening.TntKilograms(inventory) is var tnt && tnt == 0)
                continue;
            var method = SafetyMethods.Of(EnterpriseFacilities.CodeOf(enterprise), inventory, []);
            if (method.Method == SafetyMethod.AccidentConsequence || method.NotHeld is not null)
                stated[row] = (tnt, method);
        }
        return stated;
    }
}

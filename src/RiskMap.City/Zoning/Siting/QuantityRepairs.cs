using RiskMap.City.Risk;
using RiskMap.City.Zoning.Catalogue;

namespace RiskMap.City.Zoning.Siting;

/// <summary>
/// The largest quantity of each chemical that gains a better verdict, found by halving: the rules are monotone, so more tonnes never gain one. Pure.
/// </summary>
static class QuantityRepairs
{
    /// <summary>One repair for each line of the inventory, the others as planned.</summary>
    public static IReadOnlyList<QuantityRepair> Of(SitingCase planned, SiteGround ground, Verdict verdict) =>
        verdict == Verdict.Pass ? [] : [.. planned.Use.Inventory.Select((line, i) => OfLine(planned, ground, verdict, line, i))];

    static QuantityRepair OfLine(SitingCase planned, SiteGround ground, Verdict verdict, InventoryLine line, int at)
    {
        var step = SitingTable.Default.Quantity.StepTonnes;
        var steps = (long)Math.Floor(line.Tonnes / step);
        Verdict With(long count) => planned.With([.. planned.Use.Inventory.Select((other, i) => i == at ? other with { Tonnes = count * step } : other)]).VerdictOn(ground);
        var gained = steps < 1 ? verdict : With(1);
        if (gained <= verdict)
            return new(line.Cas, line.Name, line.Tonnes, null, verdict);
        var (good, bad) = (1L, steps + 1);
        while (bad - good > 1)
        {
            var middle = good + ((bad - good) / 2);
            if (With(middle) >= gained) good = middle;
            else bad = middle;
        }
        return new(line.Cas, line.Name, line.Tonnes, Math.Round(good * step, 6), gained);
    }
}

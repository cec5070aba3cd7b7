using RiskMap.City.Model;
using RiskMap.City.Risk.MajorHazard;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk.Consequence;

/// <summary>
/// How far an accident with an inventory can damage the equipment of a neighbour (domino groups): the farthest of vapour cloud explosion and fireball of
/// flammable gases of fire class A, pool fire of flammable liquids, and explosion of explosives; the whole line takes part. Toxic gases escalate nothing.
/// Screening, not a quantitative risk assessment. Pure, thread-safe.
/// </summary>
public static class Escalation
{
    static ConsequenceTables Tables => ConsequenceTables.Default;

    /// <summary>The farthest radius of an inventory, or null when nothing in it escalates.</summary>
    public static EscalationRadius? Of(IReadOnlyList<InventoryLine> inventory) => Assess(inventory).Farthest;

    /// <summary>The farthest radius of an enterprise, with the reason when there is none.</summary>
    public static EscalationAnswer RadiusOf(FeatureRef enterprise) => Inventories.Of(enterprise) is { } inventory
        ? Assess(inventory)
        : new(null, [], [("企业存量清单无数据", "the enterprise's inventory is not known")]);

    /// <summary>The farthest radius of an inventory, with the reason when there is none.</summary>
    public static EscalationAnswer RadiusOf(IReadOnlyList<InventoryLine> inventory) => Assess(inventory);

    static EscalationAnswer Assess(IReadOnlyList<InventoryLine> inventory)
    {
        var radii = inventory.Where(line => line.Tonnes > 0).SelectMany(Radii).ToList();
        var unknown = inventory.Where(line => Substances.HazardsOf(line) is null)
            .Select(line => (LocalizedText)($"{line.Cas ?? line.Name} 的危险性无数据", $"the hazards of {line.Cas ?? line.Name} are not known")).ToList();
        if (radii.Count == 0 && unknown.Count == 0)
            unknown.Add(("清单中没有会引发邻近设备事故的爆炸物、甲类易燃气体或易燃液体", "the inventory has no explosives, flammable gases of class A or flammable liquids that could damage a neighbour's equipment"));
        return new(radii.MaxBy(radius => radius.RadiusMetres), radii, unknown);
    }

    static IEnumerable<EscalationRadius> Radii(InventoryLine line)
    {
        var (hazards, substance) = (Substances.HazardsOf(line) ?? [], Substances.Of(line));
        var (kilograms, cas) = (line.Tonnes * 1000, line.Cas ?? substance?.MainCas ?? line.Name ?? line.Category ?? "");
        var fuel = Tables.FuelOf(line.Cas ?? substance?.MainCas);
        if (hazards.Contains("explosive", StringComparer.Ordinal))
            yield return Blast("explosion", BlastModel.TntOfExplosive(kilograms), cas);
        // Gases whose lower limit is 10 % or more (ammonia, carbon monoxide) seldom explode in the open.
        if (hazards.Contains("flammable-gas", StringComparer.Ordinal) && substance?.FireClass != "B")
        {
            yield return Blast("vapour-cloud-explosion", BlastModel.TntOfVapourCloud(kilograms, (fuel ?? Tables.GenericGas).HeatMegajoulesPerKilogram), cas);
            yield return new(FireballModel.DiameterMetres(kilograms) / 2, "fireball", cas, Tables.Engulfment.Source);
        }
        if (hazards.Contains("flammable-liquid", StringComparer.Ordinal) && PoolFire(fuel, kilograms) is { } metres)
            yield return new(metres, "pool-fire", cas, Tables.Escalation.Source);
    }

    static EscalationRadius Blast(string effect, double tnt, string cas) => new(BlastModel.RadiusMetres(tnt, Tables.Escalation.OverpressurePascals), effect, cas, Tables.Escalation.Source);

    static double? PoolFire(Fuel? fuel, double kilograms)
    {
        var liquid = fuel?.BurningKilogramsPerSquareMetreSecond is null ? Tables.GenericLiquid : fuel;
        var area = PoolFireModel.SpreadSquareMetres(kilograms, liquid.KilogramsPerCubicMetre!.Value);
        return PoolFireModel.RadiusMetres(new(area, liquid.HeatMegajoulesPerKilogram, liquid.BurningKilogramsPerSquareMetreSecond!.Value, liquid.BurningPerMetre), Tables.Escalation.KilowattsPerSquareMetre);
    }
}

/// <summary>How far an inventory escalates.</summary>
/// <param name="Farthest">The farthest radius, or null: then <paramref name="Reasons"/> say why.</param>
/// <param name="Radii">All radii.</param>
/// <param name="Reasons">What is not known, or why nothing escalates.</param>
public sealed record EscalationAnswer(EscalationRadius? Farthest, IReadOnlyList<EscalationRadius> Radii, IReadOnlyList<LocalizedText> Reasons);

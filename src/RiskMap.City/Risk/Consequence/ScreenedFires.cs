using System.Globalization;

namespace RiskMap.City.Risk.Consequence;

/// <summary>Radii of heat: fireball and pool fire. Pure but for the draft that it fills.</summary>
static class ScreenedFires
{
    static ConsequenceTables Tables => ConsequenceTables.Default;

    public static void Fireball(ConsequenceDraft draft, double kilograms)
    {
        draft.Add("diameterMetres", "火球直径 D = 5.8·M^(1/3)", "fireball diameter D = 5.8·M^(1/3)", FireballModel.DiameterMetres(kilograms), "m", Tables.Fireball.Source);
        draft.Add("durationSeconds", "持续时间", "duration", FireballModel.DurationSeconds(kilograms), "s", Tables.Fireball.Source);
        if (draft.Heat() is not { } heat)
            return;
        draft.Add("heatMegajoulesPerKilogram", "燃烧热 ΔHc", "heat of combustion ΔHc", heat.Value, "MJ/kg", heat.Source);
        draft.Add("emissiveKilowattsPerSquareMetre", "表面热辐射 E = f·M·ΔHc/(π·D²·t)", "surface emissive power E = f·M·ΔHc/(π·D²·t)",
            FireballModel.EmissiveKilowattsPerSquareMetre(kilograms, heat.Value), "kW/m²", Tables.SolidFlame.Source);
        foreach (var threshold in Tables.HeatThresholds)
            draft.Add(Radius(threshold, FireballModel.RadiusMetres(kilograms, heat.Value, threshold.KilowattsPerSquareMetre), "q = τ·E·(D/2)²/(H² + x²)"));
    }

    public static void Pool(ConsequenceDraft draft, double kilograms)
    {
        var (heat, burning, area) = (draft.Heat(), draft.Burning(), draft.Pool(kilograms));
        if (heat is null || burning is null || area is null)
            return;
        var pool = new PoolOnFire(area.Value.Value, heat.Value.Value, burning.Value.Rate, burning.Value.PerMetre);
        draft.Add("poolSquareMetres", "液池面积", "area of the pool", pool.SquareMetres, "m²", area.Value.Source);
        draft.Add("diameterMetres", "液池直径 D", "diameter of the pool D", PoolFireModel.DiameterMetres(pool), "m", area.Value.Source);
        draft.Add("burningKilogramsPerSquareMetreSecond", "燃烧速率 m", "burning rate m", PoolFireModel.BurningRate(pool), "kg/(m²·s)", burning.Value.Source);
        draft.Add("flameMetres", "火焰高度 H = 42·D·[m/(ρ·√(g·D))]^0.61", "flame height H = 42·D·[m/(ρ·√(g·D))]^0.61", PoolFireModel.FlameMetres(pool), "m", Tables.PoolFire.Source);
        foreach (var threshold in Tables.HeatThresholds)
            draft.Add(Radius(threshold, PoolFireModel.RadiusMetres(pool, threshold.KilowattsPerSquareMetre), "q = τ·f·m·ΔHc·A/(4π·x²)"));
    }

    static ThresholdRadius Radius(HeatThreshold threshold, double? metres, string formula) =>
        new(string.Create(CultureInfo.InvariantCulture, $"heat-{threshold.KilowattsPerSquareMetre}"), threshold.KilowattsPerSquareMetre, "kW/m2", threshold.Meaning, metres, false, formula, threshold.Source);
}

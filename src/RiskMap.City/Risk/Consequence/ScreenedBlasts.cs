using System.Globalization;

namespace RiskMap.City.Risk.Consequence;

/// <summary>Radii of overpressure: vapour clouds and explosives as TNT. Pure but for the draft that it fills.</summary>
static class ScreenedBlasts
{
    static ConsequenceTables Tables => ConsequenceTables.Default;

    public static void VapourCloud(ConsequenceDraft draft, double kilograms)
    {
        if (draft.Heat() is not { } heat)
            return;
        draft.Add("heatMegajoulesPerKilogram", "燃烧热 ΔHc", "heat of combustion ΔHc", heat.Value, "MJ/kg", heat.Source);
        var tnt = BlastModel.TntOfVapourCloud(kilograms, heat.Value);
        draft.Add("tntKilograms", "TNT 当量 W = α·Wf·ΔHc/Q_TNT", "TNT equivalent W = α·Wf·ΔHc/Q_TNT", tnt, "kg", Tables.VapourCloud.Source);
        Radii(draft, tnt);
    }

    public static void Explosive(ConsequenceDraft draft, double kilograms)
    {
        var tnt = BlastModel.TntOfExplosive(kilograms);
        draft.Add("tntKilograms", "TNT 当量", "TNT equivalent", tnt, "kg", Tables.Explosive.Source);
        Radii(draft, tnt);
    }

    static void Radii(ConsequenceDraft draft, double tnt)
    {
        foreach (var threshold in Tables.OverpressureThresholds)
        {
            draft.Add("scaledDistance", $"R/Q^(1/3)（{threshold.Pascals.ToString(CultureInfo.InvariantCulture)} Pa）", $"R/Q^(1/3) of {threshold.Pascals.ToString(CultureInfo.InvariantCulture)} Pa",
                BlastModel.ScaledDistance(threshold.Pascals), "m/kg^(1/3)", Tables.Blast.Source);
            draft.Add(new ThresholdRadius(string.Create(CultureInfo.InvariantCulture, $"overpressure-{threshold.Pascals}"), threshold.Pascals, "Pa", threshold.Meaning,
                BlastModel.RadiusMetres(tnt, threshold.Pascals), false, "ΔP = 14·Q/R³ + 4.3·Q^(2/3)/R² + 1.1·Q^(1/3)/R", threshold.Source));
        }
    }
}

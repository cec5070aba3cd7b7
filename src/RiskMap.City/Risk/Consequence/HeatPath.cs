namespace RiskMap.City.Risk.Consequence;

/// <summary>How much heat passes the air: τ = 2.02·(pw·x)^−0.09, never more than all. Pure.</summary>
static class HeatPath
{
    public static double Transmissivity(double metres)
    {
        var (rule, path) = (ConsequenceTables.Default.SolidFlame, Math.Max(metres, ConsequenceTables.Default.Transmission.ShortestMetres));
        return Math.Min(1, rule.TransmissivityCoefficient * Math.Pow(rule.WaterVapourPascals * path, rule.TransmissivityExponent));
    }
}

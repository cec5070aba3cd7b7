using System.Globalization;

namespace RiskMap.Faults.Cities;

/// <summary>Reads the number in a version token (STORE.EPOCH.NUMBER-BUILD).</summary>
static class VersionText
{
    public static long Number(string token) => long.Parse(token.Split('.')[^1].Split('-')[0], CultureInfo.InvariantCulture);
}

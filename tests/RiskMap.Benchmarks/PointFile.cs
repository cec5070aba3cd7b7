using System.Globalization;
using RiskMap.City.Model.Codes;

namespace RiskMap.Benchmarks;

/// <summary>A CSV of enterprises with valid codes, spread over Xiang'an; the same bytes for the same number of rows.</summary>
static class PointFile
{
    public static string Write(string folder, int rows)
    {
        var path = Path.Combine(folder, $"points-{rows}.csv");
        var random = new Random(1);
        using var file = new StreamWriter(path);
        file.WriteLine("name,address,creditCode,industryCode,grade,headcount,lon,lat");
        for (var row = 0; row < rows; row++)
        {
            var body = string.Create(CultureInfo.InvariantCulture, $"91350213{row:D9}");
            var code = body + CreditCode.CheckCharacter(body);
            var grade = (row % 20) switch { 0 => "red", < 4 => "orange", < 10 => "yellow", < 19 => "blue", _ => "" };
            file.Write(string.Create(CultureInfo.InvariantCulture,
                $"厦门翔安第{row}号机械厂,翔安区马巷街道{row % 997}号,{code},{3300 + (row % 9)},{grade},{row % 500},{118.1 + (random.NextDouble() * 0.35):F6},{24.5 + (random.NextDouble() * 0.3):F6}\n"));
        }
        return path;
    }
}

using System.Globalization;

namespace RiskMap.Faults.Processes;

/// <summary>Resident memory of a process.</summary>
static class ProcessMemory
{
    // VmRSS of proc(5), in kB.
    public static double MegabytesOf(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    public static double Median(IEnumerable<double> sizes) => sizes.Order().ToList() is var ordered ? ordered[ordered.Count / 2] : 0;
}

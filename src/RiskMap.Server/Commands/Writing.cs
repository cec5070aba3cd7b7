using System.Reflection;
using RiskMap.City.Store;

namespace RiskMap.Server.Commands;

/// <summary>Who writes from the command line, and with what.</summary>
public static class Writing
{
    /// <summary>Version of this program.</summary>
    public static string ProgramVersion { get; } =
        typeof(Writing).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The note of a change set: the account of this machine, what is done, and this program.</summary>
    public static ChangeNote Note(string what) => new(Environment.UserName, what) { With = $"riskmap {ProgramVersion}" };
}

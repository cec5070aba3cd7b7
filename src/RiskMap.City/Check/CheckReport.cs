using RiskMap.City.Model;

namespace RiskMap.City.Check;

/// <summary>What is wrong or missing in a city.</summary>
/// <param name="DataVersion">Token of the version that was looked at.</param>
/// <param name="Findings">Findings, the gravest first.</param>
public sealed record CheckReport(string DataVersion, IReadOnlyList<Finding> Findings);

/// <summary>How grave a finding is.</summary>
public enum Severity
{
    /// <summary>Answers are wrong or cannot be given until it is mended.</summary>
    Error,

    /// <summary>Answers are incomplete.</summary>
    Warning,

    /// <summary>Good to know.</summary>
    Note,
}

/// <summary>One finding.</summary>
/// <param name="Code">Name of the finding for programs, e.g. <c>enterprises-without-grade</c>.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Layer">Layer, or null where it concerns the whole city or the set-up.</param>
/// <param name="Count">How many rows are concerned, or null.</param>
/// <param name="Text">What is wrong or missing, and what suffers from it.</param>
/// <param name="Remedy">How to mend it.</param>
public sealed record Finding(string Code, Severity Severity, string? Layer, int? Count, LocalizedText Text, LocalizedText Remedy)
{
    /// <summary>The first rows concerned.</summary>
    public IReadOnlyList<FindingExample> Examples { get; init; } = [];
}

/// <summary>A row that a finding concerns.</summary>
/// <param name="Id">Feature id.</param>
/// <param name="Key">Key.</param>
/// <param name="Name">Name, or null.</param>
public sealed record FindingExample(long Id, string Key, string? Name)
{
    /// <summary>Field concerned, <c>geometry</c> for the geometry, or null where the finding says it.</summary>
    public string? Field { get; init; }

    /// <summary>What is wrong with it, where rows differ in that.</summary>
    public LocalizedText? Problem { get; init; }
}

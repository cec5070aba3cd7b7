using RiskMap.City.Model;

namespace RiskMap.City.Dispatch.Force;

/// <summary>Inputs of the process <c>sufficient-force</c>.</summary>
/// <param name="Location">[longitude, latitude] of the incident; null takes that of <paramref name="IncidentId"/>.</param>
/// <param name="Template">Kind of incident; or <paramref name="Needs"/>; null for both takes that of <paramref name="IncidentId"/>.</param>
/// <param name="Needs">What is needed; or <paramref name="Template"/>.</param>
/// <param name="Pinned">Units that go in any case.</param>
/// <param name="Forbidden">Units that must stay.</param>
/// <param name="Time">The moment, which decides on what has expired; null is now.</param>
/// <param name="IncidentId">The incident in the dispatch record, or null: units that were ordered to it go in any case, with the time that they still need.</param>
public sealed record ForceQuestion(
    double[]? Location = null, string? Template = null, IReadOnlyList<ForceNeed>? Needs = null, IReadOnlyList<UnitName>? Pinned = null,
    IReadOnlyList<UnitName>? Forbidden = null, DateTimeOffset? Time = null, long? IncidentId = null);

/// <summary>A need: so many teams with a capability, so many vehicles of a kind, or so much of a material.</summary>
/// <param name="Capability">Capability of teams; or one of the next two.</param>
/// <param name="Vehicle">Kind of vehicle.</param>
/// <param name="Material">Supply code of GB/T 38565-2020, 7 digits, or its first 1, 3 or 5 for a whole class.</param>
/// <param name="Amount">How many, or how much in <paramref name="Unit"/>; above 0.</param>
/// <param name="Unit">Unit of a material; null takes any.</param>
/// <param name="Name">What the material is, or null.</param>
/// <param name="Source">Where the need comes from; null for one that a person asked for.</param>
public sealed record ForceNeed(
    string? Capability = null, string? Vehicle = null, string? Material = null, double Amount = 0, string? Unit = null, LocalizedText? Name = null, RuleSource? Source = null)
{
    /// <summary>The need in words.</summary>
    internal LocalizedText Title => (Capability ?? Vehicle) is { } token
        ? IncidentTemplates.Default.Titles.GetValueOrDefault(token) ?? new(token, token)
        : Name ?? new($"物资 {Material}", $"material {Material}");
}

/// <summary>A unit that can be sent.</summary>
/// <param name="Layer"><c>teams</c> or <c>depots</c>.</param>
/// <param name="Id">Id in that layer.</param>
public sealed record UnitName(string Layer, long Id);

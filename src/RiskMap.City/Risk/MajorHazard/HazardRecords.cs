using System.Text.Json.Serialization;
using RiskMap.City.Model;

namespace RiskMap.City.Risk.MajorHazard;

/// <summary>What is asked of a plant or of an inventory.</summary>
/// <param name="Inventory">Lines with their design maximum; null takes those of the enterprise's row.</param>
/// <param name="ResidentsWithin500m">Permanent residents within 500 m outside the boundary; null takes them from the population layer around the enterprise.</param>
/// <param name="EnterpriseId">Id of an enterprise, or null.</param>
public sealed record MajorHazardQuestion(IReadOnlyList<InventoryLine>? Inventory = null, double? ResidentsWithin500m = null, long? EnterpriseId = null);

/// <summary>S, R and level of one production or storage unit (GB 18218-2018, 4.2 and 4.3).</summary>
/// <param name="Unit">Name of the unit; null for the lines that name none.</param>
/// <param name="S">S = Σq/Q, or null when a substance is not known.</param>
/// <param name="SAtLeast">S of the lines that are known.</param>
/// <param name="R">R = α·Σβq/Q, or null when α or a substance is not known. Below S = 1 nothing is graded; the number is there all the same.</param>
/// <param name="RAtLeast">Least possible R.</param>
/// <param name="RAtMost">Greatest possible R; null when it has no bound because a substance is not known.</param>
/// <param name="Level">1–4, 1 the highest; null when the unit is no major hazard source or the level is not certain.</param>
/// <param name="LevelAtLeast">The mildest possible level; null when it may be no major hazard source.</param>
/// <param name="LevelAtMost">The most severe possible level; null when it is no major hazard source.</param>
/// <param name="IsMajorHazardSource">Null when what is missing decides.</param>
public sealed record UnitHazard(
    string? Unit, double? S, double SAtLeast, double? R, double RAtLeast, double? RAtMost, int? Level, int? LevelAtLeast, int? LevelAtMost, bool? IsMajorHazardSource);

/// <summary>
/// S, R and level of an inventory. Each unit is judged for itself; <see cref="S"/> and <see cref="R"/> are the greatest and <see cref="Level"/> the
/// most severe of the units. Lines that name no unit are one unit.
/// </summary>
public record MajorHazardResult
{
    /// <summary>Greatest S of the units, or null when a substance is not known.</summary>
    public double? S { get; init; }

    /// <summary>Greatest S of the units from the lines that are known.</summary>
    public double SAtLeast { get; init; }

    /// <summary>Greatest R of the units, or null when α or a substance is not known.</summary>
    public double? R { get; init; }

    /// <summary>Least possible R.</summary>
    public double RAtLeast { get; init; }

    /// <summary>Greatest possible R; null without a bound.</summary>
    public double? RAtMost { get; init; }

    /// <summary>α, or null when the residents are not known.</summary>
    public double? Alpha { get; init; }

    /// <summary>Least possible α.</summary>
    public double AlphaAtLeast { get; init; }

    /// <summary>Greatest possible α.</summary>
    public double AlphaAtMost { get; init; }

    /// <summary>1–4, 1 the highest; null below S = 1 or when it is not certain.</summary>
    public int? Level { get; init; }

    /// <summary>The mildest possible level; null when it may be no major hazard source.</summary>
    public int? LevelAtLeast { get; init; }

    /// <summary>The most severe possible level; null when it is no major hazard source.</summary>
    public int? LevelAtMost { get; init; }

    /// <summary>True from S = 1 on; null when what is missing decides.</summary>
    public bool? IsMajorHazardSource { get; init; }

    /// <summary>The lines with their working.</summary>
    public IReadOnlyList<HazardLine> Lines { get; init; } = [];

    /// <summary>The units; empty for an empty inventory.</summary>
    public IReadOnlyList<UnitHazard> Units { get; init; } = [];
}

/// <summary>The answer to a <see cref="MajorHazardQuestion"/>, with its working; on the wire the result stands first.</summary>
public sealed record MajorHazardAnswer : MajorHazardResult
{
    internal MajorHazardAnswer(MajorHazardResult result)
        : base(result)
    {
    }

    /// <summary>The enterprise, or null.</summary>
    [JsonPropertyOrder(1)]
    public long? EnterpriseId { get; init; }

    /// <summary>Its name, or null.</summary>
    [JsonPropertyOrder(1)]
    public string? EnterpriseName { get; init; }

    /// <summary>The residents behind α.</summary>
    [JsonPropertyOrder(1)]
    public required ResidentsAround Residents { get; init; }

    /// <summary>What is not known, and what follows from that.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<LocalizedText> Missing { get; init; }

    /// <summary>Token of data version and rule tables.</summary>
    [JsonPropertyOrder(1)]
    public required string DataVersion { get; init; }

    /// <summary>True on a what-if copy of the city.</summary>
    [JsonPropertyOrder(1)]
    public required bool WhatIf { get; init; }

    /// <summary>The working, line by line.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<ExplanationStep> Explanation { get; init; }
}

using System.Text.Json.Serialization;
using RiskMap.City.Model;

namespace RiskMap.City.Risk.Grading;

/// <summary>What is asked of an enterprise: one of three methods.</summary>
/// <param name="Method"><c>hundred-point</c> (the default), <c>lec</c> or <c>ls</c>.</param>
/// <param name="EnterpriseId">Id of an enterprise: what the city knows of it is taken; or null.</param>
/// <param name="Findings">Hundred-point: findings by token with their number (<c>true</c> is 1). What is given stands before what the city knows.</param>
/// <param name="Complete">Hundred-point: true when every finding that is not given is absent; else it is unknown and the score a range.</param>
/// <param name="Likelihood">LEC or LS: L.</param>
/// <param name="Exposure">LEC: E.</param>
/// <param name="Consequence">LEC: C.</param>
/// <param name="Severity">LS: S.</param>
public sealed record EnterpriseGradeQuestion(
    string? Method = null, long? EnterpriseId = null,
    [property: JsonConverter(typeof(FindingsConverter))] IReadOnlyDictionary<string, double>? Findings = null,
    bool Complete = false, double? Likelihood = null, double? Exposure = null, double? Consequence = null, double? Severity = null);

/// <summary>A finding that counted.</summary>
/// <param name="Finding">Token.</param>
/// <param name="Title">Title.</param>
/// <param name="Count">How many.</param>
/// <param name="Points">Points before the item's floor; below 0 a deduction.</param>
/// <param name="From"><c>given</c> or <c>city</c>.</param>
/// <param name="Source">Where it stands.</param>
public sealed record GradeFinding(string Finding, LocalizedText Title, double Count, double Points, string From, RuleSource Source);

/// <summary>An item with its points, or a factor of LEC and LS with its value.</summary>
/// <param name="Item">Token.</param>
/// <param name="Title">Title.</param>
/// <param name="Max">Points of the item, or null for a factor.</param>
/// <param name="Points">Points, bonuses included; null when a finding is not known.</param>
/// <param name="PointsAtLeast">Least possible points.</param>
/// <param name="PointsAtMost">Greatest possible points.</param>
/// <param name="Deductions">What was deducted.</param>
/// <param name="Bonuses">What was added.</param>
/// <param name="Source">Where it stands.</param>
public sealed record GradeItem(
    string Item, LocalizedText Title, double? Max, double? Points, double PointsAtLeast, double PointsAtMost,
    IReadOnlyList<GradeFinding> Deductions, IReadOnlyList<GradeFinding> Bonuses, RuleSource Source);

/// <summary>A finding that nobody told.</summary>
/// <param name="Finding">Token.</param>
/// <param name="Title">Title.</param>
/// <param name="Item">Item that it belongs to; <c>direct-red</c> for a veto.</param>
public sealed record MissingFinding(string Finding, LocalizedText Title, string Item);

/// <summary>A grade with its working.</summary>
/// <param name="Method">The method that was used.</param>
/// <param name="Score">Score of 100, D of LEC or R of LS; null when it is a range.</param>
/// <param name="ScoreAtLeast">Least possible score.</param>
/// <param name="ScoreAtMost">Greatest possible score.</param>
/// <param name="Grade">Four-colour grade, or null when what is missing decides. Null is never safe.</param>
/// <param name="GradeAtWorst">The most severe possible grade.</param>
/// <param name="GradeAtBest">The mildest possible grade.</param>
/// <param name="Band">LEC: what D means in words; else null.</param>
/// <param name="Items">Items or factors.</param>
/// <param name="Vetoes">Findings that make the plant red whatever its score.</param>
/// <param name="AuthorityGrade">The grade in the enterprise's row, as an authority gave it, or null. It is kept.</param>
/// <param name="AuthorityScore">The score in the enterprise's row, or null.</param>
/// <param name="Differs">True when the computed grade cannot be the authority's; null when that is not certain.</param>
/// <param name="Missing">Findings that are not known.</param>
/// <param name="EnterpriseId">The enterprise, or null.</param>
/// <param name="EnterpriseName">Its name, or null.</param>
/// <param name="DataVersion">Token of data version and rule tables.</param>
/// <param name="WhatIf">True on a what-if copy of the city.</param>
/// <param name="Explanation">The working, line by line.</param>
public sealed record EnterpriseGradeAnswer(
    string Method, double? Score, double ScoreAtLeast, double ScoreAtMost, string? Grade, string GradeAtWorst, string GradeAtBest, LocalizedText? Band,
    IReadOnlyList<GradeItem> Items, IReadOnlyList<GradeFinding> Vetoes, string? AuthorityGrade, double? AuthorityScore, bool? Differs,
    IReadOnlyList<MissingFinding> Missing, long? EnterpriseId, string? EnterpriseName, string DataVersion, bool WhatIf, IReadOnlyList<ExplanationStep> Explanation);

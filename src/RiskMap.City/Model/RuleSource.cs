using System.Runtime.CompilerServices;

namespace RiskMap.City.Model;

/// <summary>Where a rule or a number comes from. Every row of a rule table in data/ carries one, and every verdict shows it.</summary>
/// <param name="Standard">Standard with its edition (<c>GB 18218-2018</c>), or <c>local method</c>.</param>
/// <param name="Clause">Clause or table, never empty; for a local method the file that holds it.</param>
/// <param name="Status"><c>verified</c> or <c>to-be-verified</c>.</param>
/// <param name="Note">What a reader should know besides, or null.</param>
public sealed record RuleSource(string Standard, string Clause, string Status, string? Note = null)
{
    /// <summary>Status of a rule that was seen in the standard's text.</summary>
    public const string Verified = "verified";

    /// <summary>Status of a rule that must be checked against the printed standard before anybody relies on it.</summary>
    public const string ToBeVerified = "to-be-verified";

    static readonly LocalizedText Unverified = ("待核实", "to be verified");

    // Rules are cited again and again, and live as long as their table.
    static readonly ConditionalWeakTable<RuleSource, LocalizedText> Cited = [];

    /// <summary>Standard and clause for people, in both languages.</summary>
    public LocalizedText Citation => Cited.GetValue(this, static source => new(Citations.InChinese(source.Standard, source.Clause), $"{source.Standard}, {source.Clause}"));

    /// <summary>What stands behind a text that rests on the rule: empty where it is verified, else that it is still to be, in brackets.</summary>
    internal LocalizedText Mark => Status == ToBeVerified ? new($"（{Unverified.Zh}）", $" ({Unverified.En})") : new("", "");

    /// <summary>Standard and clause in brackets, with the mark where nobody has checked them: empty for a verified rule.</summary>
    internal LocalizedText CitedMark => Status == ToBeVerified ? new($"（{Citation.Zh}：{Unverified.Zh}）", $" ({Citation.En}: {Unverified.En})") : new("", "");
}

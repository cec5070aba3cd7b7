using RiskMap.City.Model;

namespace RiskMap.City.Risk.Grading;

/// <summary>The 100-point method of 应急〔2018〕19号 as it stands in data/enterprise-grade.json. Immutable, thread-safe.</summary>
/// <param name="AppliesTo">Which plants the method is for.</param>
/// <param name="Total">Greatest total; bonuses do not lift it higher.</param>
/// <param name="Bands">Four-colour grade by score.</param>
/// <param name="Items">Items with their findings.</param>
/// <param name="Vetoes">Findings that make a plant red whatever its score.</param>
/// <param name="Processes">The 18 key-regulated processes.</param>
public sealed record HundredPointTables(
    AppliesTo AppliesTo, TotalRule Total, IReadOnlyList<ScoreBand> Bands, IReadOnlyList<ItemRule> Items, IReadOnlyList<VetoRule> Vetoes, IReadOnlyList<ProcessRule> Processes)
{
    static readonly Lazy<HundredPointTables> Loaded = new(() => RuleFiles.Read<HundredPointTables>("enterprise-grade.json"));

    /// <summary>The tables of this installation.</summary>
    public static HundredPointTables Default => Loaded.Value;

    /// <summary>All tokens that a finding may have.</summary>
    public IEnumerable<string> Tokens => Items.SelectMany(item => item.Findings).Select(finding => finding.Finding).Concat(Vetoes.Select(veto => veto.Finding));

    /// <summary>Four-colour grade of a score.</summary>
    public ScoreBand BandOf(double score) => Bands.OrderByDescending(band => band.ScoreAtLeast).First(band => score >= band.ScoreAtLeast - 1e-9);
}

/// <summary>Which plants a method is for.</summary>
public sealed record AppliesTo(string Zh, string En, RuleSource Source);

/// <summary>Greatest total.</summary>
public sealed record TotalRule(double AtMost, RuleSource Source);

/// <summary>A grade from a score on.</summary>
public sealed record ScoreBand(string Grade, double ScoreAtLeast, RuleSource Source);

/// <summary>An item of the method.</summary>
/// <param name="Item">Token.</param>
/// <param name="Title">Title.</param>
/// <param name="Most">Points of the item; deductions end at 0.</param>
/// <param name="Findings">Deductions and bonuses.</param>
/// <param name="Source">Where it stands.</param>
public sealed record ItemRule(string Item, LocalizedText Title, double Most, IReadOnlyList<FindingRule> Findings, RuleSource Source);

/// <summary>A finding of an item.</summary>
/// <param name="Finding">Token.</param>
/// <param name="Title">Title.</param>
/// <param name="Points">Points: below 0 a deduction, above 0 a bonus.</param>
/// <param name="Each">True when it counts for each; else once.</param>
/// <param name="Most">Greatest number that counts, or null.</param>
/// <param name="Group">Findings of one group exclude each other, or null.</param>
/// <param name="City">True when the city's data may tell it.</param>
/// <param name="Source">Where it stands.</param>
public sealed record FindingRule(string Finding, LocalizedText Title, double Points, bool Each, double? Most, string? Group, bool City, RuleSource Source);

/// <summary>A finding that decides the grade alone.</summary>
public sealed record VetoRule(string Finding, LocalizedText Title, string Grade, RuleSource Source);

/// <summary>A key-regulated process.</summary>
public sealed record ProcessRule(LocalizedText Name, IReadOnlyList<string> Aliases, RuleSource Source);

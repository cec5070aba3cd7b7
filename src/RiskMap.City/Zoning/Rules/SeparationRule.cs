using RiskMap.City.Model;

namespace RiskMap.City.Zoning.Rules;

/// <summary>One separation distance: a row of data/separation.json.</summary>
/// <param name="Id">Token (<c>S1</c>).</param>
/// <param name="Title">What it keeps apart.</param>
/// <param name="Hazard">Term or facility of the hazard.</param>
/// <param name="Target">Term or facility of what is protected from it.</param>
/// <param name="RequiredMetres">Least distance edge to edge, metres; null where the product has no number.</param>
/// <param name="MeasuredFrom">Where the distance begins (a key of the table's ends).</param>
/// <param name="MeasuredTo">Where it ends.</param>
/// <param name="Strictness"><c>must</c> (应) or <c>should</c> (宜).</param>
/// <param name="Always">Verdict of a rule without a number, never a pass; else null.</param>
/// <param name="Broken">Verdict of the broken rule where it is not that of its strictness; else null.</param>
/// <param name="Reason">Why a rule without a number says what it says; else null.</param>
/// <param name="Undecided">What is missing to tell whether the rule applies; else null.</param>
/// <param name="NeedsLayer">A layer that the product does not have; such a rule is named as not checked; else null.</param>
/// <param name="Source">Standard and clause.</param>
public sealed record SeparationRule(
    string Id, LocalizedText Title, string Hazard, string Target, double? RequiredMetres, string MeasuredFrom, string MeasuredTo, string Strictness,
    Verdict? Always, Verdict? Broken, LocalizedText? Reason, LocalizedText? Undecided, string? NeedsLayer, RuleSource Source)
{
    /// <summary>Verdict of the rule where it certainly applies and is not kept.</summary>
    public Verdict WhenBroken
    {
        get
        {
            var broken = Broken ?? (Strictness == "should" ? Verdict.Conditional : Verdict.Fail);
            return Undecided is not null && broken < Verdict.NoData ? Verdict.NoData : broken;
        }
    }

    /// <summary>Standard and clause in one line.</summary>
    public string Clause => Source.Citation.En;
}

/// <summary>data/separation.json: the rules, and how their words are read from the city's layers. Immutable; safe to share.</summary>
/// <param name="LookMetres">How far the nearest neighbours are named where a rule is kept or has no number.</param>
/// <param name="MostRowsPerRule">How many broken rows of one rule are listed.</param>
/// <param name="ToleranceMetres">How much a distance may fall short before a rule is broken: rounding of coordinates.</param>
/// <param name="Ends">Where distances are measured from and to.</param>
/// <param name="Terms">Words of the rules.</param>
/// <param name="Rules">The rules.</param>
public sealed record SeparationTable(
    double LookMetres, int MostRowsPerRule, double ToleranceMetres, IReadOnlyDictionary<string, LocalizedText> Ends, IReadOnlyList<SiteTerm> Terms, IReadOnlyList<SeparationRule> Rules)
{
    static readonly Lazy<SeparationTable> Loaded = new(() => RuleFiles.Read<SeparationTable>("separation.json"));

    readonly Dictionary<string, SiteTerm> _terms = Terms.Concat(FacilityTerms()).ToDictionary(term => term.Id, StringComparer.Ordinal);

    /// <summary>The table of this installation.</summary>
    public static SeparationTable Default => Loaded.Value;

    /// <summary>Enterprises whose facilities nothing tells: no rule can be applied to them, so answers name them.</summary>
    public static SiteTerm Unknown { get; } = new("unknown-enterprise", ("情况不明的企业", "Enterprise of unknown kind"),
        [new("enterprises", Kinds: [EnterpriseFacilities.UnknownKind])], new("local method", "data/facilities.json", RuleSource.Verified));

    /// <summary>What a rule calls its hazard or target.</summary>
    /// <exception cref="KeyNotFoundException">Neither a term nor a facility.</exception>
    public SiteTerm Term(string id) => _terms.TryGetValue(id, out var term)
        ? term
        : throw new KeyNotFoundException($"data/separation.json: '{id}' is neither a term nor a facility of data/facilities.json");

    // A facility is a term of its own name: an enterprise that has it. A fire station is a team's base and has its term in the table.
    static IEnumerable<SiteTerm> FacilityTerms() => FacilityRules.Default.Facilities.Where(facility => facility.Key != "fire-station").Select(facility => new SiteTerm(
        facility.Key, facility.Value, [new("enterprises", Facilities: [facility.Key])], new("local method", "data/facilities.json", RuleSource.ToBeVerified)));
}

using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Model;

namespace RiskMap.City.Dispatch.Force;

/// <summary>What each kind of incident needs, and the clocks of teams and depots: data/incident-templates.json. A local method. Immutable.</summary>
/// <param name="Title">What the table is.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="DepotLoading">From the order until a depot's goods are on their way.</param>
/// <param name="Titles">Names of capabilities and vehicles by token.</param>
/// <param name="Turnout">Turnout by tier, for teams whose row does not say theirs.</param>
/// <param name="Templates">Needs by kind of incident.</param>
public sealed record IncidentTemplates(
    LocalizedText Title, RuleSource Source, RuleNumber DepotLoading, IReadOnlyDictionary<string, LocalizedText> Titles,
    IReadOnlyList<TierTurnout> Turnout, IReadOnlyList<IncidentTemplate> Templates)
{
    static readonly Lazy<IncidentTemplates> Loaded = new(() => RuleFiles.Read<IncidentTemplates>("incident-templates.json"));

    /// <summary>The templates of this installation.</summary>
    public static IncidentTemplates Default => Loaded.Value;

    /// <summary>A template by its token.</summary>
    /// <exception cref="QuestionException">There is none of that name.</exception>
    public IncidentTemplate Find(string template) => Templates.FirstOrDefault(known => known.Template == template) ?? throw new QuestionException("template", template,
        ($"没有事故模板“{template}”", $"there is no template '{template}'"), ($"可用：{Names}；或给出 needs", $"use one of: {Names}; or send needs"));

    /// <summary>The template that stands for a release of a material, or null where nobody said which one does.</summary>
    /// <param name="unNumber">Its UN number; null for an unknown material.</param>
    public IncidentTemplate? ForRelease(string? unNumber) => Templates.FirstOrDefault(known => known.UnNumbers?.Any(row => row.Un == unNumber) == true);

    /// <summary>Turnout of a tier; the slowest where the tier is not known.</summary>
    public TierTurnout TurnoutOf(string? tier) => Turnout.FirstOrDefault(row => row.Tier == tier) ?? Turnout.MaxBy(row => row.Seconds)!;

    /// <summary>Tokens of the templates.</summary>
    public string Names => string.Join(", ", Templates.Select(template => template.Template));
}

/// <summary>Turnout of a tier of teams.</summary>
public sealed record TierTurnout(string Tier, double Seconds, RuleSource Source);

/// <summary>A kind of incident with its needs.</summary>
/// <param name="Template">Token.</param>
/// <param name="Title">Title.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Needs">What it needs.</param>
/// <param name="UnNumbers">Materials whose release is such an incident where nobody says otherwise; null for none.</param>
public sealed record IncidentTemplate(
    string Template, LocalizedText Title, RuleSource Source, IReadOnlyList<ForceNeed> Needs, IReadOnlyList<TemplateMaterial>? UnNumbers = null);

/// <summary>A material whose release calls for a template.</summary>
/// <param name="Un">UN number.</param>
/// <param name="Source">Why.</param>
public sealed record TemplateMaterial(string Un, RuleSource Source);

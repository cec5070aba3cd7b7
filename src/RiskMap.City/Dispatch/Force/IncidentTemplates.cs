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

    /// <summary>The template that stands for a material that is released or burns, or null where no source says which one does.</summary>
    /// <param name="unNumber">Its UN number; null for an unknown material. It goes before the guide.</param>
    /// <param name="guide">Its orange guide in ERG 2024, such as <c>119</c> or <c>119P</c> (P: may polymerise).</param>
    /// <param name="isBurning">True where a tank burns.</param>
    public TemplateChoice? ForMaterial(string? unNumber, string guide, bool isBurning)
    {
        var rows = Templates.SelectMany(known => isBurning ? known.Burning ?? [] : known.Released, (known, row) => new TemplateChoice(known, row)).ToList();
        return rows.Find(choice => choice.Row.Un is { } un && un == unNumber) ?? rows.Find(choice => choice.Row.Guide is { } number && number == guide.TrimEnd('P'));
    }

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
/// <param name="Guides">Orange guides of ERG 2024 whose materials are so, as far as no UN number says otherwise; null for none.</param>
/// <param name="Burning">Materials, by number or guide, that are such an incident where a tank burns; null for none.</param>
public sealed record IncidentTemplate(
    string Template, LocalizedText Title, RuleSource Source, IReadOnlyList<ForceNeed> Needs, IReadOnlyList<TemplateMaterial>? UnNumbers = null,
    IReadOnlyList<TemplateMaterial>? Guides = null, IReadOnlyList<TemplateMaterial>? Burning = null)
{
    internal IEnumerable<TemplateMaterial> Released => (UnNumbers ?? []).Concat(Guides ?? []);
}

/// <summary>A material, or those of a guide, that call for a template.</summary>
/// <param name="Un">UN number; or <paramref name="Guide"/>.</param>
/// <param name="Guide">Number of the orange guide.</param>
/// <param name="Source">Why.</param>
public sealed record TemplateMaterial(string? Un, string? Guide, RuleSource Source);

/// <summary>A template that follows from a material.</summary>
/// <param name="Template">The template.</param>
/// <param name="Row">The row that says so, with its source.</param>
public sealed record TemplateChoice(IncidentTemplate Template, TemplateMaterial Row);

using RiskMap.City.Model;

namespace RiskMap.City.Risk;

/// <summary>Parameters of the area index: data/risk-model.json. A local method; every number there names its source and status.</summary>
public sealed record RiskModel(
    string Id,
    LocalizedText Title,
    string File,
    string Source,
    string Status,
    GradeWeights GradeWeights,
    IReadOnlyList<InfluenceRule> Influence,
    CategoryWeights CategoryWeights,
    ResponseModel Response,
    IReadOnlyList<TermModel> Terms,
    IReadOnlyList<ColourBand> Colours,
    CompletenessModel Completeness,
    int ContributorCount,
    CoverageModel Coverage)
{
    static readonly Lazy<RiskModel> Loaded = new(() => RuleFiles.Read<RiskModel>("risk-model.json"));

    /// <summary>The parameters of this installation.</summary>
    public static RiskModel Default => Loaded.Value;

    /// <summary>A term's parameters by its token.</summary>
    public TermModel Term(string term) => Terms.Single(model => model.Term == term);

    /// <summary>Colour of an index between 0 and 100: fixed thresholds, not quantiles.</summary>
    public string ColourOf(double index) => Colours.OrderByDescending(band => band.AtLeast).First(band => index >= band.AtLeast).Colour;
}

/// <summary>Weight of an enterprise by its four-colour grade.</summary>
public sealed record GradeWeights(string Source, string Status, double Red, double Orange, double Yellow, double Blue)
{
    /// <summary>The weight, or null for a grade that is missing.</summary>
    public double? Of(string? grade) => grade switch { "red" => Red, "orange" => Orange, "yellow" => Yellow, "blue" => Blue, _ => null };
}

/// <summary>One row of the table of influence radii; a row applies when all that it names is true of the enterprise, and the widest applies.</summary>
/// <param name="Id">Token of the rule.</param>
/// <param name="Grade">Four-colour grade, or null for any.</param>
/// <param name="Cas">CAS number of a chemical in the inventory, or null.</param>
/// <param name="MinimumTonnes">Least quantity of that chemical, tonnes.</param>
/// <param name="RadiusMetres">Radius around the enterprise, metres.</param>
/// <param name="Source">Standard and clause, or local method.</param>
/// <param name="Status">verified or to-be-verified.</param>
public sealed record InfluenceRule(string Id, string? Grade, string? Cas, double MinimumTonnes, double RadiusMetres, string Source, string Status);

/// <summary>Weight of a protected place by its category (GB 36894-2018, 4).</summary>
public sealed record CategoryWeights(string Source, string Status)
{
    /// <summary>Weights by category token.</summary>
    [System.Text.Json.Serialization.JsonExtensionData]
    public Dictionary<string, System.Text.Json.JsonElement> ByCategory { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The weight, or null for a category that is missing.</summary>
    public double? Of(string? category) => category is not null && ByCategory.TryGetValue(category, out var weight) ? weight.GetDouble() : null;
}

/// <summary>How response time is estimated until roads carry it.</summary>
public sealed record ResponseModel(double DetourFactor, double SpeedKilometresPerHour, double DecaySeconds, string Source, string Status);

/// <summary>A term of the index: value / reference, at most 1, times weight.</summary>
public sealed record TermModel(string Term, LocalizedText Title, double Weight, double Reference, string Unit, string Source);

/// <summary>A colour from an index on.</summary>
public sealed record ColourBand(string Colour, double AtLeast);

/// <summary>When a level of districts counts as covering the city.</summary>
public sealed record CoverageModel(double LeastShare, string Source);

/// <summary>From which share of known values on an index is given.</summary>
public sealed record CompletenessModel(double LeastKnownShare, string Source);

using RiskMap.City.Model;
using RiskMap.City.Travel;

namespace RiskMap.City.Risk;

/// <summary>Parameters of the area index: data/risk-model.json. A local method; every number there names its source and status.</summary>
public sealed record RiskModel(
    string Id,
    LocalizedText Title,
    string File,
    RuleSource Source,
    GridModel Grid,
    GradeWeights GradeWeights,
    ModifierModel Modifiers,
    UngradedModel Ungraded,
    KernelModel Kernel,
    IReadOnlyList<InfluenceRule> Influence,
    CategoryWeights CategoryWeights,
    ResponseModel Response,
    AreaValueModel AreaValue,
    IReadOnlyList<TermModel> Terms,
    IReadOnlyList<ColourBand> Colours,
    ScaleModel Scale,
    VetoModel Veto,
    CompletenessModel Completeness,
    int ContributorCount,
    CoverageModel Coverage)
{
    static readonly Lazy<RiskModel> Loaded = new(() => RuleFiles.Read<RiskModel>("risk-model.json"));

    /// <summary>The parameters of this installation.</summary>
    public static RiskModel Default => Loaded.Value;

    /// <summary>A term's parameters by its token.</summary>
    public TermModel Term(string term) => Terms.Single(model => model.Term == term);

    /// <summary>Colour of a risk of a cell or area: fixed thresholds, not quantiles.</summary>
    public string ColourOf(double risk) => BandOf(risk).Colour;

    /// <summary>The band of a risk: the highest whose threshold it reaches.</summary>
    public ColourBand BandOf(double risk)
    {
        ColourBand? best = null;
        foreach (var band in Colours)
        {
            if (risk >= band.RiskAtLeast && band.RiskAtLeast >= (best?.RiskAtLeast ?? double.NegativeInfinity))
                best = band;
        }
        return best ?? throw new InvalidDataException($"data/risk-model.json: no colour for a risk of {risk}; the lowest must start at 0");
    }

    /// <summary>Least risk of a colour.</summary>
    public double RiskAtLeast(string colour) => Colours.Single(band => band.Colour == colour).RiskAtLeast;

    /// <summary>Index 0–100 of a risk: straight lines between the thresholds of the colours.</summary>
    public double IndexOf(double risk)
    {
        var band = BandOf(risk);
        var (nextRisk, nextIndex) = NextAfter(band);
        return band.IndexAtLeast + ((nextIndex - band.IndexAtLeast) * Math.Min(1, (risk - band.RiskAtLeast) / (nextRisk - band.RiskAtLeast)));
    }

    /// <summary>Where the band above starts, or the top of the scale.</summary>
    internal (double Risk, double Index) NextAfter(ColourBand band)
    {
        var next = (Scale.FullRisk, Scale.FullIndex);
        foreach (var other in Colours)
        {
            if (other.RiskAtLeast > band.RiskAtLeast && other.RiskAtLeast < next.FullRisk)
                next = (other.RiskAtLeast, other.IndexAtLeast);
        }
        return next;
    }
}

/// <summary>The cells.</summary>
/// <param name="CellMetres">Edge of a cell, metres.</param>
/// <param name="MostCells">Most cells of a city's grid; a larger city gets cells of twice the edge.</param>
/// <param name="MostCellsAnswered">Most cells that one answer shows.</param>
/// <param name="Source">Where the numbers come from.</param>
public sealed record GridModel(double CellMetres, int MostCells, int MostCellsAnswered, RuleSource Source);

/// <summary>Weight of an enterprise by its four-colour grade; its score is the full score times the weight.</summary>
public sealed record GradeWeights(RuleSource Source, double Red, double Orange, double Yellow, double Blue, double FullScore)
{
    /// <summary>The weight, or null for a grade that is missing.</summary>
    public double? Of(string? grade) => grade switch { "red" => Red, "orange" => Orange, "yellow" => Yellow, "blue" => Blue, _ => null };

    /// <summary>The score, or null for a grade that is missing.</summary>
    public double? ScoreOf(string? grade) => Of(grade) * FullScore;
}

/// <summary>What raises an enterprise's score beside its grade, once the city knows of it.</summary>
public sealed record ModifierModel(double OpenMajorHazardFactor, double AlarmFactor, RuleSource Source);

/// <summary>For what the upper end of the range takes an enterprise without a grade.</summary>
public sealed record UngradedModel(string WorstGrade, RuleSource Source);

/// <summary>How a plant's influence falls with distance.</summary>
public sealed record KernelModel(LocalizedText Formula, RuleSource Source);

/// <summary>One row of the table of influence radii; a row applies when all that it names is true of the enterprise, and the widest applies.</summary>
/// <param name="Id">Token of the rule.</param>
/// <param name="Grade">Four-colour grade, or null for any.</param>
/// <param name="Cas">CAS number of a chemical in the inventory, or null.</param>
/// <param name="MinimumTonnes">Least quantity of that chemical, tonnes.</param>
/// <param name="RadiusMetres">Radius around the enterprise, metres.</param>
/// <param name="Source">Standard and clause, or local method.</param>
public sealed record InfluenceRule(string Id, string? Grade, string? Cas, double MinimumTonnes, double RadiusMetres, RuleSource Source);

/// <summary>Weight of people by the category of the place where they are (GB 36894-2018, 4).</summary>
/// <param name="Weights">Weights by category token.</param>
/// <param name="Elsewhere">Weight of people at no known place.</param>
/// <param name="Source">Where the numbers come from.</param>
public sealed record CategoryWeights(IReadOnlyDictionary<string, double> Weights, double Elsewhere, RuleSource Source)
{
    /// <summary>The weight, or null for a category that is missing.</summary>
    public double? Of(string? category) => category is not null && Weights.TryGetValue(category, out var weight) ? weight : null;
}

/// <summary>How response time is taken, and what it is worth.</summary>
/// <param name="Roads">The roads by which help comes.</param>
/// <param name="DecaySeconds">Time in which the worth of help falls to 1/e.</param>
/// <param name="Amplitude">By how much help at hand lowers the risk.</param>
/// <param name="TeamKinds">Kinds of teams whose arrival counts.</param>
/// <param name="Source">Where the numbers come from.</param>
public sealed record ResponseModel(
    StandingRoads Roads, double DecaySeconds, double Amplitude, IReadOnlyList<string> TeamKinds, RuleSource Source);

/// <summary>How an area's value comes from its cells.</summary>
public sealed record AreaValueModel(double Percentile, string ShareAbove, RuleSource Source);

/// <summary>A factor of the risk as answers show it.</summary>
public sealed record TermModel(string Term, LocalizedText Title, string Unit, RuleSource Source);

/// <summary>A colour from a risk on, and the index that stands for it.</summary>
public sealed record ColourBand(string Colour, double RiskAtLeast, double IndexAtLeast, RuleSource Source);

/// <summary>Where the index reaches its top.</summary>
public sealed record ScaleModel(double FullRisk, double FullIndex, RuleSource Source);

/// <summary>Which enterprises, with which hidden danger, give an area at least a colour.</summary>
public sealed record VetoModel(string Grade, string AtLeast, RuleSource Source);

/// <summary>When a level of districts counts as covering the city.</summary>
public sealed record CoverageModel(double LeastShare, RuleSource Source);

/// <summary>From which share of known values on an index is given.</summary>
public sealed record CompletenessModel(double LeastKnownShare, RuleSource Source);

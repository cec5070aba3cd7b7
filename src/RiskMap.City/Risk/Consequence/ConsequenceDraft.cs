using RiskMap.City.Model;

namespace RiskMap.City.Risk.Consequence;

/// <summary>An answer in the making: numbers, radii and working in their order. For one call on one thread.</summary>
sealed class ConsequenceDraft(ConsequenceQuestion question, Fuel? fuel)
{
    static readonly RuleSource FromCaller = new("value given by the caller", "question", RuleSource.Verified);

    public ConsequenceQuestion Question { get; } = question;

    public Fuel? Fuel { get; } = fuel;

    public List<ScreenedQuantity> Quantities { get; } = [];

    public List<ThresholdRadius> Radii { get; } = [];

    public List<LocalizedText> Missing { get; } = [];

    public List<ExplanationStep> Steps { get; } = [];

    /// <summary>Notes a number and its line.</summary>
    public void Add(string quantity, string zh, string en, double value, string unit, RuleSource source)
    {
        Quantities.Add(new(quantity, value, source));
        Steps.Add(Working.Step($"{zh} = {value:0.####} {unit}", $"{en} = {value:0.####} {unit}", source));
    }

    /// <summary>Notes a radius and its line.</summary>
    public void Add(ThresholdRadius radius)
    {
        Radii.Add(radius);
        Steps.Add(radius.RadiusMetres is not { } metres
            ? Working.Step($"{radius.Value} {radius.Unit}（{radius.Meaning.Zh}）：达不到", $"{radius.Value} {radius.Unit} ({radius.Meaning.En}): reached nowhere", radius.Source)
            : Working.Step($"{radius.Value} {radius.Unit}（{radius.Meaning.Zh}）：{(radius.IsAtLeast ? "至少 " : "")}{metres:0.#} m",
                $"{radius.Value} {radius.Unit} ({radius.Meaning.En}): {(radius.IsAtLeast ? "at least " : "")}{metres:0.#} m", radius.Source));
    }

    /// <summary>Heat of combustion, MJ/kg: the caller's, else the table's; null, and noted as missing, when neither has it.</summary>
    public (double Value, RuleSource Source)? Heat()
    {
        if (Question.HeatMegajoulesPerKilogram is not null)
            return (ConsequenceScreening.Positive(Question.HeatMegajoulesPerKilogram, "heatMegajoulesPerKilogram", ConsequenceScreening.MostHeatMegajoulesPerKilogram), FromCaller);
        if (Fuel is { } fuel)
            return (fuel.HeatMegajoulesPerKilogram, fuel.Source);
        Missing.Add(($"{Question.Cas ?? "该物质"} 的燃烧热无数据；可由 heatMegajoulesPerKilogram 给出",
            $"the heat of combustion of {Question.Cas ?? "the substance"} is not known; give heatMegajoulesPerKilogram"));
        return null;
    }

    /// <summary>Burning rate of a large pool, kg/(m²·s), and kβ: the caller's, else the table's; null, and noted as missing, when neither has it.</summary>
    public (double Rate, double? PerMetre, RuleSource Source)? Burning()
    {
        if (Question.BurningKilogramsPerSquareMetreSecond is not null)
            return (ConsequenceScreening.Positive(Question.BurningKilogramsPerSquareMetreSecond, "burningKilogramsPerSquareMetreSecond", ConsequenceScreening.MostBurningKilogramsPerSquareMetreSecond), null, FromCaller);
        if (Fuel?.BurningKilogramsPerSquareMetreSecond is { } rate)
            return (rate, Fuel.BurningPerMetre, Fuel.Source);
        Missing.Add(($"{Question.Cas ?? "该物质"} 的燃烧速率无数据；可由 burningKilogramsPerSquareMetreSecond 给出",
            $"the burning rate of {Question.Cas ?? "the substance"} is not known; give burningKilogramsPerSquareMetreSecond"));
        return null;
    }

    /// <summary>Area of the pool, m²: the caller's, else what the spill spreads to; null, and noted as missing, without a density.</summary>
    public (double Value, RuleSource Source)? Pool(double kilograms)
    {
        if (Question.PoolSquareMetres is not null)
            return (ConsequenceScreening.Positive(Question.PoolSquareMetres, "poolSquareMetres", ConsequenceScreening.MostPoolSquareMetres), FromCaller);
        if (Fuel?.KilogramsPerCubicMetre is { } density)
            return (PoolFireModel.SpreadSquareMetres(kilograms, density), ConsequenceTables.Default.Pool.Source);
        Missing.Add(("液池面积无数据；可由 poolSquareMetres 给出", "the area of the pool is not known; give poolSquareMetres"));
        return null;
    }
}

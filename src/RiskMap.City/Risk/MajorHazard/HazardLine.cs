using RiskMap.City.Model;

namespace RiskMap.City.Risk.MajorHazard;

/// <summary>One line of an inventory with its part in S and R.</summary>
/// <param name="Cas">CAS number as given, or that of the substance named; null where only a class is known.</param>
/// <param name="Name">The row of the table that was taken, or null when the substance is not known.</param>
/// <param name="Unit">Production or storage unit, or null.</param>
/// <param name="Tonnes">q: design maximum, tonnes.</param>
/// <param name="CriticalTonnes">Q: critical quantity, tonnes; null when the substance has none or is not known.</param>
/// <param name="Ratio">q/Q; 0 for a substance that the standard does not cover, null when the substance is not known.</param>
/// <param name="Beta">β, or null.</param>
/// <param name="Category">Class that gave Q or β, or null.</param>
/// <param name="Variant">Variant of the substance that was taken, or null.</param>
/// <param name="Outcome"><c>counted</c>, <c>not-covered</c> or <c>no-data</c>.</param>
/// <param name="IsLowestOfVariants">True when the line did not say which variant it is, and the lowest Q was taken.</param>
/// <param name="Source">Where Q comes from, or null without one.</param>
/// <param name="BetaSource">Where β comes from, or null without one.</param>
public sealed record HazardLine(
    string? Cas, LocalizedText? Name, string? Unit, double Tonnes, double? CriticalTonnes, double? Ratio, double? Beta, string? Category, string? Variant,
    string Outcome, bool IsLowestOfVariants, RuleSource? Source, RuleSource? BetaSource)
{
    /// <summary>The line counts in S.</summary>
    public const string Counted = "counted";

    /// <summary>The standard has no critical quantity for the substance.</summary>
    public const string NotCovered = "not-covered";

    /// <summary>The substance is not known: S is at least what the other lines give.</summary>
    public const string NoData = "no-data";

    /// <summary>Finds Q and β of a line: table 1, else the classes of tables 2 and 4, the lowest Q and the largest β of several. Pure.</summary>
    /// <exception cref="QuestionException">Never: what is not known becomes <see cref="NoData"/>.</exception>
    public static HazardLine Of(InventoryLine line)
    {
        var tables = MajorHazardTables.Default;
        var (substance, isGuess) = Substances.Choose(line);
        var given = line.Category is { } symbol ? tables.Category(symbol) : null;
        var (cas, unit) = (Given(line.Cas) ?? substance?.MainCas, Given(line.Unit));
        if (substance is { IsListed: true })
            return Listed(line, substance, given, isGuess) with { Cas = cas, Unit = unit };
        if (given is null && substance is null)
            return new(cas, null, unit, line.Tonnes, null, null, null, null, null, NoData, false, null, null);
        var classes = given is not null ? [given] : Classes(substance!, tables);
        return classes.Count == 0
            ? new(cas, substance!.Name, unit, line.Tonnes, null, 0, null, null, substance.Variant, NotCovered, isGuess, substance.Source, null)
            : ByClass(line, substance, classes, isGuess) with { Cas = cas, Unit = unit };
    }

    static HazardLine Listed(InventoryLine line, Substance substance, HazardCategory? given, bool isGuess)
    {
        var critical = substance.CriticalTonnes!.Value;
        var (beta, category, source) = (substance.Beta!.Value, substance.Categories is [var first, ..] ? first : null, substance.BetaSource);
        // Table 3 stands before the classes; else a class that the line names (a liquid above its boiling point) may only raise β.
        if (given is not null && MajorHazardTables.Default.ToxicGas(substance.MainCas) is null && given.Beta > beta)
            (beta, category, source) = (given.Beta, given.Symbol, given.Source);
        return new(null, substance.Name, null, line.Tonnes, critical, line.Tonnes / critical, beta, category, substance.Variant, Counted, isGuess, substance.Source, source);
    }

    static HazardLine ByClass(InventoryLine line, Substance? substance, IReadOnlyList<HazardCategory> classes, bool isGuess)
    {
        var lowest = classes.MinBy(category => category.CriticalTonnes)!;
        var (beta, source) = BetaOf(substance, classes);
        // The class of a substance outside table 1 is only as certain as the list that names it.
        var status = (substance?.Source ?? lowest.Source).Status;
        return new(null, substance?.Name ?? lowest.Name, null, line.Tonnes, lowest.CriticalTonnes, line.Tonnes / lowest.CriticalTonnes, beta, lowest.Symbol,
            substance?.Variant, Counted, isGuess, lowest.Source with { Clause = $"4.1.2, table 2, {lowest.Symbol}", Status = status }, source);
    }

    static (double Beta, RuleSource Source) BetaOf(Substance? substance, IReadOnlyList<HazardCategory> classes)
    {
        if (MajorHazardTables.Default.ToxicGas(substance?.MainCas) is { } gas && substance!.Has("toxic-gas"))
            return (gas.Beta, gas.Source);
        var largest = classes.MaxBy(category => category.Beta)!;
        var source = (classes.Count > 1 ? MajorHazardTables.Default.LargestBeta.Source : largest.Source) with { Clause = $"4.3, table 4, {largest.Symbol}" };
        return (largest.Beta, substance is null ? source : source with { Status = substance.Source.Status });
    }

    static List<HazardCategory> Classes(Substance substance, MajorHazardTables tables) => [.. substance.Categories.Select(tables.Category).OfType<HazardCategory>()];

    static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

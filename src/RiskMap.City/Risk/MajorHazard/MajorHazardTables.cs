using RiskMap.City.Model;

namespace RiskMap.City.Risk.MajorHazard;

/// <summary>The tables of GB 18218-2018 as they stand in data/major-hazard.json. Immutable, thread-safe.</summary>
/// <param name="Identification">From which S on a unit is a major hazard source (4.2.1).</param>
/// <param name="Quantity">Greatest quantity that is believed.</param>
/// <param name="LowestQuantity">Several hazards or variants: the lowest critical quantity (4.1.2).</param>
/// <param name="DesignMaximum">Quantities are design maxima (4.2.2).</param>
/// <param name="Grading">R = α·Σβq/Q (4.3).</param>
/// <param name="LargestBeta">Several classes: the largest β.</param>
/// <param name="Population">How far around the plant residents count.</param>
/// <param name="PopulationShares">How residents of an area are shared out.</param>
/// <param name="Alphas">Table 5.</param>
/// <param name="Levels">Table 6.</param>
/// <param name="ToxicGases">Table 3.</param>
/// <param name="Categories">Tables 2 and 4 by symbol.</param>
/// <param name="Substances">Table 1, 85 rows.</param>
/// <param name="Classified">Common substances outside table 1 with the classes that they have.</param>
public sealed record MajorHazardTables(
    IdentificationRule Identification, QuantityRule Quantity, SourcedRule LowestQuantity, SourcedRule DesignMaximum, SourcedRule Grading, SourcedRule LargestBeta,
    PopulationRule Population, PopulationShareRule PopulationShares, IReadOnlyList<AlphaBand> Alphas, IReadOnlyList<LevelBand> Levels,
    IReadOnlyList<ToxicGas> ToxicGases, IReadOnlyList<HazardCategory> Categories, IReadOnlyList<Substance> Substances, IReadOnlyList<Substance> Classified)
{
    /// <summary>Sums of shares miss a whole number by rounding only; so much is forgiven at a threshold.</summary>
    internal const double Rounding = 1e-9;

    // A thousandth of a person comes from areas computed in floating point, not from people.
    const double PersonRounding = 1e-3;

    static readonly Lazy<MajorHazardTables> Loaded = new(() => RuleFiles.Read<MajorHazardTables>("major-hazard.json"));

    readonly Lazy<Dictionary<string, HazardCategory>> _categories = new(() => Categories.ToDictionary(category => category.Symbol, StringComparer.OrdinalIgnoreCase));
    readonly Lazy<Dictionary<string, ToxicGas>> _toxicGases = new(() => ToxicGases.ToDictionary(gas => gas.Cas, StringComparer.Ordinal));

    /// <summary>The tables of this installation.</summary>
    public static MajorHazardTables Default => Loaded.Value;

    /// <summary>A class of tables 2 and 4 by its symbol (<c>W5.3</c>), or null.</summary>
    public HazardCategory? Category(string symbol) => _categories.Value.GetValueOrDefault(symbol.Trim());

    /// <summary>A row of table 3 by CAS number, or null.</summary>
    public ToxicGas? ToxicGas(string? cas) => cas is null ? null : _toxicGases.Value.GetValueOrDefault(cas);

    /// <summary>α by residents (table 5). Shares of areas give fractions: less than one person is one, else a band begins at its number.</summary>
    public AlphaBand AlphaOf(double residents)
    {
        var people = residents > PersonRounding ? Math.Max(1, residents + PersonRounding) : 0;
        return Alphas.OrderByDescending(band => band.ResidentsAtLeast).First(band => people >= band.ResidentsAtLeast);
    }

    /// <summary>Level by R (table 6); the lower end of a band belongs to it.</summary>
    public LevelBand LevelOf(double r) => Levels.OrderByDescending(band => band.RAtLeast).First(band => r >= band.RAtLeast * (1 - Rounding));

    /// <summary>True when S makes a unit a major hazard source.</summary>
    public bool Identifies(double s) => s >= Identification.SAtLeast - Rounding;
}

/// <summary>A rule without a number of its own.</summary>
public sealed record SourcedRule(RuleSource Source);

/// <summary>The sum of shares from which on a unit is a major hazard source.</summary>
public sealed record IdentificationRule(double SAtLeast, RuleSource Source);

/// <summary>The greatest quantity that is believed, tonnes.</summary>
public sealed record QuantityRule(double GreatestTonnes, RuleSource Source);

/// <summary>How far outside the plant's boundary residents count, metres.</summary>
public sealed record PopulationRule(double WithinMetres, RuleSource Source);

/// <summary>How residents are shared out: by area; circles have so many segments in a quarter.</summary>
public sealed record PopulationShareRule(int QuadrantSegments, RuleSource Source);

/// <summary>A row of table 5.</summary>
public sealed record AlphaBand(double ResidentsAtLeast, double Alpha, RuleSource Source);

/// <summary>A row of table 6; level 1 is the highest.</summary>
public sealed record LevelBand(int Level, LocalizedText Name, double RAtLeast, RuleSource Source);

/// <summary>A row of table 3.</summary>
public sealed record ToxicGas(string Cas, LocalizedText Name, double Beta, RuleSource Source);

/// <summary>A row of tables 2 and 4.</summary>
/// <param name="Symbol">Symbol, e.g. <c>W5.3</c>.</param>
/// <param name="Name">Hazard and category.</param>
/// <param name="CriticalTonnes">Critical quantity, tonnes (table 2).</param>
/// <param name="Beta">β (table 4).</param>
/// <param name="Hazard">Token of the hazard (<c>flammable-liquid</c>).</param>
/// <param name="Source">Both tables.</param>
public sealed record HazardCategory(string Symbol, LocalizedText Name, double CriticalTonnes, double Beta, string Hazard, RuleSource Source);

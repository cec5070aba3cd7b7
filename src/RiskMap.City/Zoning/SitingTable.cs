using RiskMap.City.Model;

namespace RiskMap.City.Zoning;

/// <summary>data/siting.json: limits of sites, and how repairs are searched for. Immutable; safe to share.</summary>
/// <param name="Site">Which sites are believed.</param>
/// <param name="Quantity">Search for the largest quantity.</param>
/// <param name="Shift">Search for the smallest shift.</param>
/// <param name="Parcel">Search for the nearest parcel.</param>
public sealed record SitingTable(SiteLimits Site, QuantitySearch Quantity, ShiftSearch Shift, ParcelSearch Parcel)
{
    static readonly Lazy<SitingTable> Loaded = new(() => RuleFiles.Read<SitingTable>("siting.json"));

    /// <summary>The table of this installation.</summary>
    public static SitingTable Default => Loaded.Value;
}

/// <summary>Which sites are believed.</summary>
/// <param name="LeastSquareMetres">Smallest site.</param>
/// <param name="MostSquareMetres">Largest site.</param>
/// <param name="Source">A local method.</param>
public sealed record SiteLimits(double LeastSquareMetres, double MostSquareMetres, RuleSource Source);

/// <summary>How the largest quantity of a chemical is searched for.</summary>
/// <param name="StepTonnes">Exactness, tonnes.</param>
/// <param name="Source">A local method.</param>
public sealed record QuantitySearch(double StepTonnes, RuleSource Source);

/// <summary>How the smallest shift is searched for.</summary>
/// <param name="LimitMetres">Farthest shift.</param>
/// <param name="StepMetres">Distance between the shifts that are tried.</param>
/// <param name="Directions">Number of directions, the first north.</param>
/// <param name="ExactMetres">Exactness of the shift that is told.</param>
/// <param name="Source">A local method.</param>
public sealed record ShiftSearch(double LimitMetres, double StepMetres, int Directions, double ExactMetres, RuleSource Source);

/// <summary>How the nearest parcel is searched for.</summary>
/// <param name="MostAreas">How many zones and parks are tried, the nearest first.</param>
/// <param name="Places">How many places along each side of an area are tried.</param>
/// <param name="ParkKinds">Kinds of parks in which a plant may look for a place.</param>
/// <param name="Source">A local method.</param>
public sealed record ParcelSearch(int MostAreas, int Places, IReadOnlyList<string> ParkKinds, RuleSource Source);

using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Sources.Mapping;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Sources.Edits;

/// <summary>What the check of a sent feature depends on beside its layer: where the city lies and which time it keeps. Immutable.</summary>
public sealed class EditContext
{
    readonly PlaceCheck _city;

    EditContext(CellContext cells, PlaceCheck city) => (Cells, _city) = (cells, city);

    /// <summary>The context of a city as it stands.</summary>
    /// <param name="city">Its metadata, or null while it has none.</param>
    /// <param name="hasDistricts">True when its extent comes from districts and not just from what was imported so far.</param>
    public static EditContext Of(CityMetadata? city, bool hasDistricts) => new(
        CellContext.Of(city) with { HasSpellingsOfMissing = false }, new PlaceCheck(city?.Extent, hasDistricts));

    internal CellContext Cells { get; }

    /// <summary>A check of positions in longitude and latitude; districts say what the city is and are not measured by it.</summary>
    internal Locator Locator(LayerSchema layer) =>
        new(SourceCrs.Crs84, ReferenceEquals(layer, Districts.Schema) ? new PlaceCheck(null, hasDistricts: true) : _city);
}

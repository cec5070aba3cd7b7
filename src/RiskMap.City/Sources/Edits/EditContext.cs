using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Sources.Mapping;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Sources.Edits;

/// <summary>What the check of a sent feature depends on beside its layer: where the city lies, which time it keeps, and what coordinates are in. Immutable.</summary>
public sealed class EditContext
{
    readonly PlaceCheck _city;

    EditContext(CellContext cells, PlaceCheck city, CoordinateSystem system) => (Cells, _city, System) = (cells, city, system);

    /// <summary>The context of a city as it stands.</summary>
    /// <param name="city">Its metadata, or null while it has none.</param>
    /// <param name="hasDistricts">True when its extent comes from districts and not just from what was imported so far.</param>
    /// <param name="system">What sent coordinates are in, in the register's axis order; null is longitude and latitude.</param>
    public static EditContext Of(CityMetadata? city, bool hasDistricts, CoordinateSystem? system = null) => new(
        CellContext.Of(city) with { HasSpellingsOfMissing = false }, new PlaceCheck(city?.Extent, hasDistricts), system ?? CoordinateSystem.Crs84);

    internal CellContext Cells { get; }

    internal CoordinateSystem System { get; }

    /// <summary>Brings positions to longitude and latitude and checks them; districts say what the city is and are not measured by it.</summary>
    internal Locator Locator(LayerSchema layer) =>
        new(new SourceCrs(System), ReferenceEquals(layer, Districts.Schema) ? new PlaceCheck(null, hasDistricts: true) : _city);
}

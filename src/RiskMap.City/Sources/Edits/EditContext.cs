using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.City.Sources.Mapping;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Sources.Edits;

/// <summary>What the check of a sent feature depends on beside its layer: where the city lies and which time it keeps. Immutable.</summary>
public sealed class EditContext
{
    readonly PlaceCheck _city;

    EditContext(CellContext cells, PlaceCheck city) => (Cells, _city) = (cells, city);

    /// <summary>The context of a city as it stands.</summary>
    public static EditContext Of(CitySnapshot snapshot) => new(
        CellContext.Of(snapshot.City) with { HasSpellingsOfMissing = false },
        new PlaceCheck(snapshot.City?.Extent, snapshot.Layer(Districts.Schema.Name).Count > 0));

    internal CellContext Cells { get; }

    /// <summary>A check of positions in longitude and latitude; districts say what the city is and are not measured by it.</summary>
    internal Locator Locator(LayerSchema layer) =>
        new(SourceCrs.Crs84, ReferenceEquals(layer, Districts.Schema) ? new PlaceCheck(null, hasDistricts: true) : _city);
}

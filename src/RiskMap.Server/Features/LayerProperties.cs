using RiskMap.City.Model;
using RiskMap.City.Query;

namespace RiskMap.Server.Features;

/// <summary>The properties of a layer as requests name them: which can be asked for, filtered by and sorted by. Documents and queries read this one list.</summary>
public static class LayerProperties
{
    /// <summary>Name of the id.</summary>
    public const string Id = "id";

    /// <summary>Name of the geometry.</summary>
    public const string Geometry = "geom";

    /// <summary>Name of the key.</summary>
    public const string Key = "key";

    /// <summary>The fields that filters may name.</summary>
    public static IEnumerable<Field> Queryables(LayerSchema layer) => layer.Fields.Where(field => field is { Queryable: true, Personal: false });

    /// <summary>The fields by which features can be sorted: one value each, none of them personal.</summary>
    public static IEnumerable<Field> Sortables(LayerSchema layer) => layer.Fields.Where(SortKey.CanSort);
}

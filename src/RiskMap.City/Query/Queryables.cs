using RiskMap.City.Model;

namespace RiskMap.City.Query;

/// <summary>What filters may name: the layer's fields that are queryable and not personal, and <c>id</c>, <c>key</c> and <c>geom</c>.</summary>
public static class Queryables
{
    /// <summary>The feature's id, a number.</summary>
    public const string Id = "id";

    /// <summary>The feature's key, a text.</summary>
    public const string Key = "key";

    /// <summary>The feature's geometry.</summary>
    public const string Geometry = "geom";

    /// <summary>True when the field may be named in filters.</summary>
    public static bool Has(Field field) => field is { Queryable: true, Personal: false };

    /// <summary>All names.</summary>
    public static IEnumerable<string> NamesOf(LayerSchema layer) => [Id, Key, Geometry, .. layer.Fields.Where(Has).Select(field => field.Name)];
}

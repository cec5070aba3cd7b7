using System.Text.Json.Serialization;
using RiskMap.City.Model;

namespace RiskMap.City.Snapshot;

/// <summary>One tile layer as TileJSON 3.0.0 (3.3) and the metadata of PMTiles describe it.</summary>
/// <param name="Id">Name of the tile layer.</param>
/// <param name="Description">Title for people.</param>
/// <param name="MinZoom">Least zoom that shows it.</param>
/// <param name="MaxZoom">Greatest zoom that shows it.</param>
/// <param name="Fields">Attributes with the kind of their values: Number, Boolean or String.</param>
public sealed record VectorLayer(
    string Id, string Description, [property: JsonPropertyName("minzoom")] int MinZoom, [property: JsonPropertyName("maxzoom")] int MaxZoom, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The tile layers of a layer of the city: itself, and its label points.</summary>
    public static IEnumerable<VectorLayer> Of(LayerSchema layer, string language, int maxZoom = CityTiles.MaxZoom)
    {
        var fields = CityTiles.AttributesOf(layer).ToDictionary(field => field.Name, TypeOf, StringComparer.Ordinal);
        yield return new(layer.Name, layer.Title.In(language), layer.MinZoom, maxZoom, layer.Clusters is null ? fields : WithClusters(fields, layer.Clusters));
        if (layer.HasLabels) yield return new(layer.LabelLayer, layer.Title.In(language), layer.MinZoom, maxZoom, fields);
    }

    static Dictionary<string, string> WithClusters(Dictionary<string, string> fields, ClusterRule rule)
    {
        var all = new Dictionary<string, string>(fields, StringComparer.Ordinal) { ["cluster"] = "Boolean", ["count"] = "Number" };
        if (rule.WorstOf is not null) all["worstCount"] = "Number";
        return all;
    }

    static string TypeOf(Field field) => field.Type switch
    {
        FieldType.Integer or FieldType.Number => "Number",
        FieldType.Boolean => "Boolean",
        _ => "String",
    };
}

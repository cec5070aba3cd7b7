using System.Text.Json;
using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.City.Sources.Edits;
using RiskMap.Server.Features;

namespace RiskMap.Server.Processes;

/// <summary>
/// The input <c>whatIf</c> of every process: edits on top of the city that hold for one answer, as
/// <c>{"enterprises": {"upserts": [GeoJSON features], "deletes": [ids]}}</c>. Features are checked as those that are written are.
/// </summary>
static class WhatIf
{
    /// <summary>Ids of imagined features begin here: no store has come so far.</summary>
    const long FirstId = 1L << 52;

    /// <summary>The schema of the input.</summary>
    internal static JsonObject Schema()
    {
        var edits = ApiSchemas.Object([],
            ("upserts", ApiSchemas.ArrayOf(new JsonObject { ["type"] = "object" })),
            ("deletes", ApiSchemas.ArrayOf(new JsonObject { ["type"] = "integer", ["minimum"] = 1 })));
        var schema = ApiSchemas.Closed(ApiSchemas.Object([], CityLayers.All.Select(layer => (layer.Name, (JsonNode)ApiSchemas.Closed(edits.DeepClone().AsObject())))));
        schema["nullable"] = true;
        return schema;
    }

    /// <summary>The city with the edits that fit the schema.</summary>
    /// <exception cref="QuestionException">A feature that cannot be taken, or an id that is not there.</exception>
    internal static CitySnapshot Imagined(CitySnapshot city, JsonObject whatIf)
    {
        foreach (var (name, edits) in whatIf)
        {
            var (layer, member) = (CityLayers.Get(name), $"{ProcessDefinition.WhatIfInput}/{name}");
            var upserts = (edits!["upserts"] as JsonArray ?? []).Select((feature, i) => Read(city, layer, feature!, $"{member}/upserts/{i}", FirstId + i)).ToList();
            var deletes = (edits["deletes"] as JsonArray ?? []).Select((id, i) => Present(city, layer, (long)id!, $"{member}/deletes/{i}")).ToList();
            city = city.Imagine(name, [.. upserts.OrderBy(feature => feature.Id)], deletes);
        }
        return city;
    }

    static long Present(CitySnapshot city, LayerSchema layer, long id, string member) =>
        city.Layer(layer.Name).Find(id) is null ? throw InputValues.Fault(member, id, "process.fault.feature", layer.Name) : id;

    // An id means the feature that stands there: values that are not sent are missing then, as in PUT.
    static Feature Read(CitySnapshot city, LayerSchema layer, JsonNode json, string member, long freshId)
    {
        try
        {
            var context = EditContext.Of(city.City, city.Layer(Districts.Schema.Name).Count > 0);
            var edit = FeatureEdit.Read(layer, ProcessJson.Bytes(json), context);
            if (edit.Id is not { } id) return edit.Create() with { Id = freshId };
            return edit.Replace(city.Layer(layer.Name).Find(Present(city, layer, id, $"{member}/id"))!.Value.ToFeature(), personal: false);
        }
        catch (FaultyFeatureException faulty)
        {
            var fault = faulty.Faults[0];
            throw new QuestionException(member + fault.Pointer, fault.Value, fault.Reason, fault.Remedy);
        }
        catch (JsonException broken)
        {
            throw InputValues.Fault(member, json, "process.fault.geometry", broken.Message);
        }
    }
}

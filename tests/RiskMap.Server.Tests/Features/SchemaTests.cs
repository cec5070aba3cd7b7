using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

/// <summary>The abstract tests of OGC 23-058r2 (annex A) over every layer.</summary>
public sealed class SchemaTests
{
    static readonly string[] Keywords =
    [
        "$schema", "$id", "type", "title", "description", "properties", "required", "additionalProperties", "format", "enum", "items", "minimum", "maximum", "readOnly", "writeOnly",
    ];

    static readonly string[] Kinds = ["schema", "queryables", "sortables"];

    [Fact]
    public async Task A_schema_has_its_own_address_a_type_for_each_property_and_one_id()
    {
        await using var city = await TestCity.With(enterprises: 1);
        await EachAsync(city, async (path, schema) =>
        {
            schema["$schema"]!.GetValue<string>().ShouldBe("https://json-schema.org/draft/2020-12/schema");
            var id = new Uri(schema["$id"]!.GetValue<string>());
            id.Query.ShouldBeEmpty();
            using var again = await city.SendAsync(HttpMethod.Get, id.ToString(), ("Accept", "application/schema+json"));
            again.Content.Headers.ContentType!.MediaType.ShouldBe("application/schema+json");
            schema["type"]!.GetValue<string>().ShouldBe("object");
            schema["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
            foreach (var (name, property) in schema["properties"]!.AsObject())
                (property!["type"] is not null || property["format"]!.GetValue<string>().StartsWith("geometry-", StringComparison.Ordinal)).ShouldBeTrue($"{path} {name}");
            var identifier = WithRole(schema, "id").Single();
            identifier["type"]!.GetValue<string>().ShouldBe("integer");
            identifier["readOnly"]!.GetValue<bool>().ShouldBeTrue();
        });
    }

    [Fact]
    public async Task Keywords_are_those_of_JSON_Schema_or_begin_with_x()
    {
        await using var city = await TestCity.With(enterprises: 1);
        await EachAsync(city, (path, schema) =>
        {
            KeywordsOf(schema).Where(word => !Keywords.Contains(word) && !word.StartsWith("x-", StringComparison.Ordinal)).ShouldBeEmpty(path);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Units_stand_at_numbers_alone_and_properties_have_their_order()
    {
        await using var city = await TestCity.With(enterprises: 1);
        await EachAsync(city, (path, schema) =>
        {
            var properties = schema["properties"]!.AsObject().Select(property => property.Value!).ToList();
            properties.Where(property => property["x-ogc-unit"] is not null).ShouldAllBe(property => property["type"]!.GetValue<string>() == "number" || property["type"]!.GetValue<string>() == "integer", path);
            properties.Select(property => property["x-ogc-propertySeq"]!.GetValue<int>()).ShouldBe(Enumerable.Range(1, properties.Count), path);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Roles_name_the_geometry_and_the_times_that_datetime_looks_at()
    {
        await using var city = await TestCity.With(enterprises: 1);
        foreach (var layer in CityLayers.All)
        {
            var schema = await city.GetJsonAsync($"/collections/{layer.Name}/schema");
            WithRole(schema, "primary-geometry").Single().ShouldBe(schema["properties"]!["geom"]);
            schema["properties"]!["geom"]!["type"].ShouldBeNull();
            (WithRole(schema, "primary-instant").Count() + WithRole(schema, "primary-interval-start").Count()).ShouldBeLessThan(2, layer.Name);
        }

        var closures = await city.GetJsonAsync("/collections/closures/schema");
        closures["properties"]!["from"]!["x-ogc-role"]!.GetValue<string>().ShouldBe("primary-interval-start");
        closures["properties"]!["to"]!["x-ogc-role"]!.GetValue<string>().ShouldBe("primary-interval-end");
        (await city.GetJsonAsync("/collections/incidents/schema"))["properties"]!["occurredAt"]!["x-ogc-role"]!.GetValue<string>().ShouldBe("primary-instant");
    }

    [Fact]
    public async Task Sortables_have_one_value_each_and_no_shape_and_nothing_personal_is_queried_or_sorted_by()
    {
        await using var city = await TestCity.With(enterprises: 1);
        foreach (var layer in CityLayers.All)
        {
            var sortables = (await city.GetJsonAsync($"/collections/{layer.Name}/sortables"))["properties"]!.AsObject();
            sortables.Select(property => property.Value!["type"]!.GetValue<string>()).ShouldAllBe(type => type != "array" && type != "object");
            var queryables = (await city.GetJsonAsync($"/collections/{layer.Name}/queryables"))["properties"]!.AsObject();
            foreach (var personal in layer.Fields.Where(field => field.Personal).Select(field => field.Name))
            {
                sortables.ShouldNotContainKey(personal);
                queryables.ShouldNotContainKey(personal);
            }
        }
    }

    [Fact]
    public async Task Every_collection_links_to_its_schemas()
    {
        await using var city = await TestCity.With(enterprises: 1);
        foreach (var collection in (await city.GetJsonAsync("/collections"))["collections"]!.AsArray())
        {
            var links = collection!["links"]!.AsArray().ToLookup(link => link!["rel"]!.GetValue<string>(), link => link!["href"]!.GetValue<string>());
            foreach (var kind in Kinds)
                links[$"http://www.opengis.net/def/rel/ogc/1.0/{kind}"].Single().ShouldEndWith($"/collections/{collection["id"]!.GetValue<string>()}/{kind}");
        }
    }

    static async Task EachAsync(TestCity city, Func<string, JsonNode, Task> check)
    {
        foreach (var path in CityLayers.All.SelectMany(layer => Kinds.Select(kind => $"/collections/{layer.Name}/{kind}"))) await check(path, await city.GetJsonAsync(path));
    }

    static IEnumerable<JsonNode> WithRole(JsonNode schema, string role) =>
        schema["properties"]!.AsObject().Select(property => property.Value!).Where(property => property["x-ogc-role"]?.GetValue<string>() == role);

    static IEnumerable<string> KeywordsOf(JsonNode schema)
    {
        foreach (var (word, value) in schema.AsObject())
        {
            yield return word;
            var below = word switch
            {
                "properties" => value!.AsObject().SelectMany(property => KeywordsOf(property.Value!)),
                "items" => KeywordsOf(value!),
                _ => [],
            };
            foreach (var inner in below) yield return inner;
        }
    }
}

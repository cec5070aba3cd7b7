using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RiskMap.City.Model;
using RiskMap.Server.Hosting;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

/// <summary>The API document describes what the server does, all of it and nothing else.</summary>
public sealed partial class ApiDocumentTests
{
    [Fact]
    public async Task Every_reference_leads_somewhere_and_every_component_is_used()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var document = await city.GetJsonAsync("/api");
        var references = Reference().Matches(document.ToJsonString()).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        references.Count.ShouldBeGreaterThan(100);
        foreach (var reference in references) reference.Split('/').Aggregate((JsonNode?)document, (node, name) => node?[name]).ShouldNotBeNull(reference);
        var components = document["components"]!.AsObject().SelectMany(kind => kind.Value!.AsObject().Select(component => $"components/{kind.Key}/{component.Key}"));
        components.Where(component => !references.Contains(component)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_may_be_null_says_of_which_type_it_is()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var schemas = Objects(await city.GetJsonAsync("/api")).Where(schema => schema["nullable"] is JsonValue).ToList();
        schemas.Count.ShouldBeGreaterThan(100);
        schemas.Where(schema => schema["type"] is null).Select(schema => schema.GetPath()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_and_a_group_that_is_described()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var document = await city.GetJsonAsync("/api");
        var operations = Operations(document).ToList();
        operations.Select(operation => operation.Node["operationId"]!.GetValue<string>()).ShouldBeUnique();
        var tags = document["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>()).ToList();
        operations.Select(operation => operation.Node["tags"]!.AsArray().Single()!.GetValue<string>()).Distinct().ShouldBe(tags, ignoreOrder: true);
    }

    [Fact]
    public async Task Every_reading_operation_answers_with_a_status_type_and_shape_that_it_declares()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        var document = await city.GetJsonAsync("/api");
        var (shape, job) = (new JsonShape(document), await JobAsync(city));
        // The answer of /live has no end.
        foreach (var (method, path, operation) in Operations(document).Where(operation => operation.Method == "get" && operation.Path != "/live"))
        {
            using var response = await city.SendAsync(HttpMethod.Get, Filled(path).Replace("{jobId}", job, StringComparison.Ordinal), ("Accept", "application/json, */*"));
            var declared = operation["responses"]![((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture)];
            declared.ShouldNotBeNull($"{path} {response.StatusCode}");
            ((int)response.StatusCode).ShouldBeLessThan(400, path);
            if (shape.Resolved(declared)["content"] is not JsonObject content) continue;
            var type = response.Content.Headers.ContentType!;
            var schema = content.Single(entry => Same(entry.Key, type.ToString()) || entry.Key == type.MediaType).Value!["schema"]!;
            if (type.MediaType!.Contains("json", StringComparison.Ordinal)) shape.Faults(JsonNode.Parse(await response.Content.ReadAsStringAsync()), schema).ShouldBeEmpty($"{method} {path}");
        }
    }

    [Fact]
    public async Task Every_parameter_that_is_described_is_taken()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        var document = await city.GetJsonAsync("/api");
        var shape = new JsonShape(document);
        foreach (var (_, path, operation) in Operations(document).Where(operation => operation.Method == "get" && (!operation.Path.StartsWith("/collections/", StringComparison.Ordinal) || operation.Path.Contains("/closures", StringComparison.Ordinal))))
        {
            foreach (var parameter in (operation["parameters"]?.AsArray() ?? []).Select(parameter => shape.Resolved(parameter!)).Where(parameter => parameter["in"]!.GetValue<string>() == "query"))
            {
                var name = parameter["name"]!.GetValue<string>();
                using var response = await city.SendAsync(HttpMethod.Get, $"{Filled(path)}?{name}={Uri.EscapeDataString("?")}", ("Accept-Language", "en"));
                (await response.Content.ReadAsStringAsync()).ShouldNotContain("unknown-parameter", customMessage: $"{path} {name}");
            }
        }
    }

    [Fact]
    public async Task Every_route_of_the_server_is_described()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var described = Operations(await city.GetJsonAsync("/api")).Select(operation => $"{operation.Method} {Template().Replace(operation.Path, "{}")}").ToHashSet(StringComparer.Ordinal);
        var served = city.Routes.SelectMany(route => route.Methods.Where(method => method != "HEAD").Select(method => $"{method.ToLowerInvariant()} {Shape(route.Pattern)}")).ToList();
        served.Count.ShouldBeGreaterThan(20);
        served.Where(route => !described.Contains(route)).ShouldBeEmpty();
        described.Select(route => Regex.Replace(Regex.Replace(route, "/collections/[a-z-]+", "/collections/enterprises", RegexOptions.None, TimeSpan.FromSeconds(5)), "/processes/[a-z-]+", "/processes/district-risk", RegexOptions.None, TimeSpan.FromSeconds(5))).Distinct().Where(route => !served.Contains(route)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_takes_no_writes_describes_none()
    {
        await using var city = await TestCity.With(draft => draft.Enterprises(1), ServerOptions.Create("http://127.0.0.1:0", readOnly: true));
        var operations = Operations(await city.GetJsonAsync("/api")).ToList();
        operations.Where(operation => operation.Path.StartsWith("/collections", StringComparison.Ordinal)).Select(operation => operation.Method).Distinct().ShouldBe(["get"]);
        // Running an analysis changes nothing.
        operations.Where(operation => operation.Method != "get").ShouldAllBe(operation => operation.Path.StartsWith("/processes/", StringComparison.Ordinal) || operation.Path.StartsWith("/jobs/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_schema_of_a_new_feature_allows_is_taken_and_what_it_does_not_is_refused()
    {
        await using var city = await TestCity.With(draft => draft.Town());
        var document = await city.GetJsonAsync("/api");
        var (shape, schema) = (new JsonShape(document), document["components"]!["schemas"]!["NewEnterprises"]!);
        await TryAsync(ItemClient.Feature(), fits: true);
        await TryAsync(ItemClient.Feature("""{"name":"甲厂","grade":"red","headcount":7,"inventory":[{"cas":"7664-41-7","tonnes":3}],"phone":null}"""), fits: true);
        await TryAsync(ItemClient.Feature("""{"name":"乙厂","colour":"red"}"""), fits: false);
        await TryAsync(ItemClient.Feature("""{"name":"丙厂","grade":"green"}"""), fits: false);
        await TryAsync(ItemClient.Feature("""{"name":"丁厂","headcount":"seven"}"""), fits: false);
        await TryAsync(ItemClient.Feature("""{"grade":"red"}"""), fits: false);
        await TryAsync(ItemClient.Feature(geometry: """{"type":"LineString","coordinates":[[118.2,24.6],[118.3,24.6]]}"""), fits: false);

        async Task TryAsync(string body, bool fits)
        {
            (shape.Faults(JsonNode.Parse(body), schema).Count == 0).ShouldBe(fits, body);
            var reply = await city.PostAsync(body);
            ((int)reply.Status).ShouldBe(fits ? 201 : 422, reply.Body);
        }
    }

    [Fact]
    public async Task Numbers_and_codes_have_the_bounds_of_the_layers_declaration()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var schemas = (await city.GetJsonAsync("/api?lang=en"))["components"]!["schemas"]!;
        var headcount = schemas["EnterprisesProperties"]!["properties"]!["headcount"]!;
        headcount["title"]!.GetValue<string>().ShouldBe("Headcount");
        headcount["x-ogc-unit"]!.GetValue<string>().ShouldBe("{persons}");
        headcount["maximum"]!.GetValue<double>().ShouldBe(1e6);
        schemas["RoadsProperties"]!["properties"]!["nodes"]!["items"]!["type"]!.GetValue<string>().ShouldBe("integer");
        (await city.GetJsonAsync("/collections/roads/schema"))["properties"]!["nodes"]!["items"]!["type"]!.GetValue<string>().ShouldBe("integer");
        schemas["EnterprisesProperties"]!["properties"]!["grade"]!["enum"]!.AsArray().Select(code => code?.GetValue<string>()).ShouldBe(["red", "orange", "yellow", "blue", null]);
        CityLayers.All.ShouldAllBe(layer => schemas.AsObject().Count(schema => schema.Value!["title"] != null && schema.Value["title"]!.GetValue<string>() == layer.Title.En) == 3);
    }

    static IEnumerable<(string Method, string Path, JsonNode Node)> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (operation.Key, path.Key, operation.Value!)));

    static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Objects(member.Value)).Prepend(members),
        JsonArray entries => entries.SelectMany(Objects),
        _ => [],
    };

    static string Filled(string path) => path.Replace("{featureId}", "1").Replace("{incidentId}", "1").Replace("{z}", "0").Replace("{x}", "0").Replace("{y}", "0");

    static async Task<string> JobAsync(TestCity city)
    {
        var reply = (await city.ExecuteAsync("district-risk", "{}", ("Prefer", "respond-async"))).ShouldBe(System.Net.HttpStatusCode.Created);
        await city.JobOverAsync(reply.Headers["Location"]);
        return reply.Headers["Location"].Split('/')[^1];
    }

    static string Shape(string pattern) => Template().Replace(pattern.Replace("{**path}", "riskmap.json").Replace("{processId}", "district-risk").Replace("/collections/{id}", "/collections/enterprises"), "{}");

    static bool Same(string one, string other) => string.Equals(one.Replace(" ", ""), other.Replace(" ", ""), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("\"#/([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Template();
}

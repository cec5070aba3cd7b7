using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using RiskMap.Server.Features;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

/// <summary>Whoever follows links from the landing page finds everything, and nothing that is not there.</summary>
public sealed partial class LinkTests
{
    // Enough for every document and page of a small city; a link that makes a new address each time would be noticed.
    const int MostAddresses = 2000;

    [Theory]
    [InlineData("/?f=json")]
    [InlineData("/collections?f=html")]
    public async Task Every_link_leads_somewhere(string start)
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        var origin = city.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var (seen, waiting) = (new HashSet<string>(StringComparer.Ordinal) { origin + start }, new Queue<string>([origin + start]));
        while (waiting.TryDequeue(out var address))
        {
            // The stream of changes has no end.
            using var response = await city.SendAsync(address.EndsWith("/live", StringComparison.Ordinal) ? HttpMethod.Head : HttpMethod.Get, address);
            ((int)response.StatusCode).ShouldBeLessThan(400, address);
            foreach (var found in LinksOf(response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync()))
            {
                var link = new Uri(new Uri(address), found).AbsoluteUri;
                link.ShouldStartWith(origin, customMessage: $"in {address}");
                // The same page in the other language has the same links.
                if (!link.Contains("lang=", StringComparison.Ordinal) && seen.Add(link)) waiting.Enqueue(link);
            }

            seen.Count.ShouldBeLessThan(MostAddresses);
        }

        foreach (var path in new[] { "/conformance", "/collections", "/collections/incidents", "/collections/parks/items", "/collections/zones/items/1", "/api" })
            seen.ShouldContain(address => address.StartsWith(origin + path, StringComparison.Ordinal), path);
    }

    [Fact]
    public async Task A_document_links_to_itself_and_to_its_page()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        foreach (var path in new[] { "/", "/conformance", "/collections", "/collections/enterprises", "/collections/enterprises/items", "/collections/enterprises/items/1", "/processes", "/processes/district-risk", "/jobs" })
        {
            var links = (await city.GetJsonAsync(path))["links"]!.AsArray().Select(link => (Rel: link!["rel"]!.GetValue<string>(), Type: link["type"]!.GetValue<string>())).ToList();
            links.ShouldContain(link => link.Rel == "self" && link.Type.Contains("json", StringComparison.Ordinal), path);
            links.ShouldContain(link => link.Rel == "alternate" && link.Type.StartsWith("text/html", StringComparison.Ordinal), path);
        }
    }

    [Fact]
    public async Task The_links_of_the_landing_page_stand_in_its_header_too()
    {
        await using var city = await TestCity.With(enterprises: 1);
        using var response = await city.SendAsync(HttpMethod.Head, "/");
        string.Join(", ", response.Headers.GetValues("Link")).ShouldContain("/api>; rel=\"service-desc\"; type=\"application/vnd.oai.openapi+json;version=3.0\"");
    }

    static IEnumerable<string> LinksOf(string? type, string body) => type switch
    {
        "text/html" => Address().Matches(body).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)),
        not null when type.EndsWith("json", StringComparison.Ordinal) && body.Length > 0 => HrefsOf(body),
        _ => [],
    };

    static List<string> HrefsOf(string body)
    {
        using var document = JsonDocument.Parse(body);
        return [.. Within(document.RootElement)];

        static IEnumerable<string> Within(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Within),
            JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Within(member.Value)).Concat(Own(value)),
            _ => [],
        };

        // An execution takes POST alone.
        static IEnumerable<string> Own(JsonElement link) =>
            link.TryGetProperty("href", out var href) && href.ValueKind == JsonValueKind.String && !link.TryGetProperty("templated", out _) && !(link.TryGetProperty("rel", out var rel) && rel.ValueEquals(ProcessRoutes.ExecuteRelation))
            ? [href.GetString()!]
            : [];
    }

    [GeneratedRegex("<(?:a|link)[^>]* href=\"([^\"]+)\"")]
    private static partial Regex Address();
}

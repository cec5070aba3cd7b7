using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace RiskMap.Server.Tests.Support;

/// <summary>Writes features over HTTP as a client does.</summary>
static class ItemClient
{
    public const string Items = "/collections/enterprises/items";

    /// <summary>Sends a write and reads the answer whole.</summary>
    public static async Task<ItemReply> WriteAsync(this TestCity city, HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.RelativeOrAbsolute));
        if (body is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/geo+json") } };
        request.Headers.AcceptLanguage.ParseAdd("en");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await city.Client.SendAsync(request);
        return await ItemReply.OfAsync(response);
    }

    public static Task<ItemReply> PostAsync(this TestCity city, string body, params (string Name, string Value)[] headers) => city.WriteAsync(HttpMethod.Post, Items, body, headers);

    public static async Task<ItemReply> GetAsync(this TestCity city, string path)
    {
        using var response = await city.Client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));
        return await ItemReply.OfAsync(response);
    }

    /// <summary>A feature of an enterprise.</summary>
    public static string Feature(string properties = """{"name":"新厂"}""", string geometry = """{"type":"Point","coordinates":[118.25,24.65]}""") =>
        $$"""{"type":"Feature","geometry":{{geometry}},"properties":{{properties}}}""";
}

/// <summary>An answer as it came.</summary>
sealed record ItemReply(HttpStatusCode Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public static async Task<ItemReply> OfAsync(HttpResponseMessage response) => new(
        response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));

    public JsonNode Json => JsonNode.Parse(Body)!;

    public string ETag => Headers["ETag"];

    public ItemReply ShouldBe(HttpStatusCode status)
    {
        Status.ShouldBe(status, Body);
        return this;
    }

    /// <summary>Asserts a problem document and gives it.</summary>
    public JsonNode ShouldBeProblem(HttpStatusCode status, string code)
    {
        Status.ShouldBe(status, Body);
        Headers["Content-Type"].ShouldBe("application/problem+json");
        Json["type"]!.GetValue<string>().ShouldBe($"urn:riskmap:problem:{code}");
        return Json;
    }
}

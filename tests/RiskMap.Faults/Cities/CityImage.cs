using System.Text.Json;
using System.Text.Json.Nodes;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cities;

/// <summary>The whole city as a reader gets it: every item of every layer of interest.</summary>
sealed record CityImage(IReadOnlyDictionary<Place, Known> Features)
{
    /// <summary>Pages through every layer.</summary>
    public static async Task<CityImage> ReadAsync(CityServer server, params string[] layers)
    {
        var features = new Dictionary<Place, Known>();
        foreach (var layer in layers)
        {
            for (var next = $"collections/{layer}/items?limit=10000"; next is not null;)
            {
                using var page = JsonDocument.Parse(await server.Client.GetStringAsync(new Uri(next, UriKind.RelativeOrAbsolute)));
                foreach (var feature in page.RootElement.GetProperty("features").EnumerateArray())
                    features[new(layer, feature.GetProperty("id").GetInt64())] = new(feature.GetProperty("properties").GetProperty("key").GetString()!, feature.GetRawText(), null);
                next = page.RootElement.GetProperty("links").EnumerateArray().Where(link => link.GetProperty("rel").GetString() == "next")
                    .Select(link => link.GetProperty("href").GetString()).FirstOrDefault();
            }
        }

        return new CityImage(features);
    }

    /// <summary>Every feature must be the same, none missing, none more.</summary>
    public void MustBe(IReadOnlyDictionary<Place, Known> expected, string what)
    {
        foreach (var (place, known) in expected)
        {
            if (!Features.TryGetValue(place, out var found)) throw new BrokenPromiseException($"{what}: {place} is gone; it should be {known.Text}");
            Promise.That(SameFeature(found.Text, known.Text), $"{what}: {place} is {found.Text}, not {known.Text}");
        }

        foreach (var place in Features.Keys)
            Promise.That(expected.ContainsKey(place), $"{what}: {place} should not be there: {Features[place].Text}");
    }

    /// <summary>True when two texts are the same feature. Links bear the server's address and stand only where one feature is asked for.</summary>
    public static bool SameFeature(string one, string other) => one == other || JsonNode.DeepEquals(WithoutLinks(one), WithoutLinks(other));

    static JsonObject WithoutLinks(string text)
    {
        var feature = JsonNode.Parse(text)!.AsObject();
        feature.Remove("links");
        return feature;
    }
}

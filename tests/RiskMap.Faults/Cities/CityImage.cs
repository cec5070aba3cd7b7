using System.Text.Json;
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
            Promise.That(SameJson(found.Text, known.Text), $"{what}: {place} is {found.Text}, not {known.Text}");
        }

        foreach (var place in Features.Keys)
            Promise.That(expected.ContainsKey(place), $"{what}: {place} should not be there: {Features[place].Text}");
    }

    public static bool SameJson(string one, string other)
    {
        if (one == other) return true;
        using var first = JsonDocument.Parse(one);
        using var second = JsonDocument.Parse(other);
        return JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }
}

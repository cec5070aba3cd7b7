using System.Globalization;
using System.Text.Json.Nodes;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cities;

/// <summary>A city of a few hundred features, made by the command line as a user makes one.</summary>
static class SmallCity
{
    /// <summary>Layers that the cases write to; the commands have <see cref="PlacesLayer"/> for themselves.</summary>
    public static readonly string[] EditedLayers = ["enterprises", "zones", "incidents", "closures"];

    /// <summary>Layer that only the commands write to.</summary>
    public const string PlacesLayer = "places";

    /// <summary>Layer of the orders that a duty officer gives.</summary>
    public const string OrdersLayer = "dispatch-orders";

    /// <summary>Every layer that a case looks at.</summary>
    public static readonly string[] AllLayers = [.. EditedLayers, PlacesLayer, OrdersLayer];

    /// <summary>Fills a new store: metadata, and enterprises with the keys seed-1, seed-2 and so on.</summary>
    public static async Task FillAsync(string store, int enterprises = 200)
    {
        var random = new Random(enterprises);
        await Installation.SucceedAsync(store, "init", "--name", "试验城", "--extent", "118.0,24.4,118.5,24.9");
        await ImportAsync(store, "enterprises", Enumerable.Range(1, enterprises).Select(number => Drafts.Enterprise(random, $"seed-{number}").ToJson()));
    }

    /// <summary>Imports features by the command.</summary>
    public static async Task ImportAsync(string store, string layer, IEnumerable<JsonObject> features)
    {
        var file = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"riskmap-faults-{Environment.ProcessId}-{Guid.NewGuid():N}.geojson"));
        await File.WriteAllTextAsync(file, Collection(features));
        try
        {
            await Installation.SucceedAsync(store, "import", layer, file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A GeoJSON file's text.</summary>
    public static string Collection(IEnumerable<JsonObject> features) =>
        new JsonObject { ["type"] = "FeatureCollection", ["features"] = new JsonArray([.. features]) }.ToJsonString();
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RiskMap.City.Model;

namespace RiskMap.Benchmarks;

/// <summary>How a map is drawn larger: that many times, about a place that then lies at 0, 0, where a degree is as long in both directions.</summary>
sealed record Enlargement(double Factor, double Longitude, double Latitude)
{
    /// <summary>Where a place comes to lie.</summary>
    public double[] Of(double[] place) =>
        [(place[0] - Longitude) * Factor * Math.Cos(Latitude * Math.PI / 180), (place[1] - Latitude) * Factor];

    /// <summary>Where a place of the larger map lies.</summary>
    public double[] Back(double[] place) =>
        [(place[0] / (Factor * Math.Cos(Latitude * Math.PI / 180))) + Longitude, (place[1] / Factor) + Latitude];
}

/// <summary>Tiles that Valhalla made.</summary>
/// <param name="Folder">Where they are, with their configuration.</param>
/// <param name="Seconds">How long that took.</param>
/// <param name="Version">Valhalla's version.</param>
sealed record ValhallaTiles(string Folder, double Seconds, string Version);

/// <summary>An answer as JSON text with its time, or why there is none.</summary>
sealed record ValhallaAnswer(double Milliseconds, string? Text, string? Error);

/// <summary>
/// Valhalla through its Node.js bindings (valhalla/*.mjs), installed into a folder by tests/RiskMap.Benchmarks/run; and osmium, which writes the files that it
/// reads. All in processes of their own.
/// </summary>
sealed class ValhallaPeer
{
    readonly string _installed = Environment.GetEnvironmentVariable("RISKMAP_VALHALLA")
        ?? throw new InvalidOperationException("RISKMAP_VALHALLA is not set; start the benchmark through tests/RiskMap.Benchmarks/run");
    readonly JsonNode _costing = JsonNode.Parse(File.ReadAllText(Script("costing.json")))!;

    /// <summary>Where files are written; whoever started the benchmark takes it away.</summary>
    public string Folder { get; }

    public ValhallaPeer() => Folder = Directory.CreateDirectory(Path.Combine(_installed, "work")).FullName;

    /// <summary>A sorted OSM file with RiskMap's speeds for a car; the extension says which kind.</summary>
    /// <param name="source">An OSM file.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="larger">How to draw it larger, or null.</param>
    public async Task<string> PrepareAsync(string source, string name, Enlargement? larger = null)
    {
        var (plain, prepared, sorted) = (Path.Combine(Folder, $"{name}-plain.osm"), Path.Combine(Folder, $"{name}-speeds.osm"), Path.Combine(Folder, $"{name}.osm.pbf"));
        await Measure.RunAsync("osmium", "sort", source, "-f", "osm,add_metadata=false", "-o", plain, "--overwrite");
        string[] drawn = larger is null ? [] : [Text(larger.Factor), Text(larger.Longitude), Text(larger.Latitude)];
        await NodeAsync(["prepare.mjs", plain, prepared, Path.Combine(RuleFiles.Folder, "road-costs.json"), .. drawn]);
        await Measure.RunAsync("osmium", "cat", prepared, "-o", sorted, "--overwrite");
        return sorted;
    }

    /// <summary>Makes tiles: the usual ones, or such that no search leaves roads out.</summary>
    public async Task<ValhallaTiles> BuildAsync(string file, string name, bool exact)
    {
        var folder = Path.Combine(Folder, name);
        await NodeAsync(["valhalla.mjs", "build", file, folder, exact ? "exact" : "usual"]);
        var built = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "built.json")))!;
        return new(folder, (double)built["seconds"]!, (string)built["version"]!);
    }

    /// <summary>Asks questions, one after the other, in one process; times are those of the last round.</summary>
    public async Task<ValhallaAnswer[]> AskAsync(ValhallaTiles tiles, IEnumerable<JsonObject> questions, int rounds = 1)
    {
        var (asked, answered) = (Path.Combine(tiles.Folder, "questions.json"), Path.Combine(tiles.Folder, "answers.json"));
        await File.WriteAllTextAsync(asked, new JsonArray([.. questions]).ToJsonString());
        await NodeAsync(["valhalla.mjs", "ask", tiles.Folder, asked, answered, Text(rounds)]);
        return JsonSerializer.Deserialize<ValhallaAnswer[]>(await File.ReadAllTextAsync(answered), JsonSerializerOptions.Web)!;
    }

    /// <summary>The question for a route; without directions it has the line and no instructions.</summary>
    public JsonObject Route(double[] from, double[] to, bool directions, bool shortest = false) => Question("route", shortest, new()
    {
        ["locations"] = new JsonArray(Location(from), Location(to)),
        ["directions_type"] = directions ? "instructions" : "none",
    });

    /// <summary>The question for an isochrone as polygons.</summary>
    public JsonObject Isochrone(double[] from, double minutes) => Question("isochrone", shortest: false, new()
    {
        ["locations"] = new JsonArray(Location(from)),
        ["contours"] = new JsonArray(new JsonObject { ["time"] = minutes }),
        ["polygons"] = true,
    });

    /// <summary>The question for a matrix of times.</summary>
    public JsonObject Matrix(IEnumerable<double[]> from, IEnumerable<double[]> to) => Question("matrix", shortest: false, new()
    {
        ["sources"] = new JsonArray([.. from.Select(Location)]),
        ["targets"] = new JsonArray([.. to.Select(Location)]),
    });

    JsonObject Question(string action, bool shortest, JsonObject query)
    {
        var auto = _costing.DeepClone();
        auto["shortest"] = shortest;
        query["costing"] = "auto";
        query["costing_options"] = new JsonObject { ["auto"] = auto };
        return new() { ["action"] = action, ["query"] = query };
    }

    static JsonNode Location(double[] place) => new JsonObject { ["lon"] = place[0], ["lat"] = place[1], ["node_snap_tolerance"] = 0, ["minimum_reachability"] = 0 };

    static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "valhalla", name);

    static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    // The scripts look for what is installed from the folder in which they are called.
    async Task NodeAsync(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [Script(arguments[0]), .. arguments[1..]])
        {
            WorkingDirectory = _installed,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}: {errors}");
    }
}

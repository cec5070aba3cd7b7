using System.Text.Json.Nodes;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Requests;

/// <summary>A process as the server describes it.</summary>
/// <param name="Path">Where it is executed.</param>
/// <param name="Example">Inputs that work in the demo city.</param>
/// <param name="Schemas">Schema of each input (OpenAPI 3.0).</param>
sealed record OfferedProcess(string Path, JsonObject Example, IReadOnlyDictionary<string, JsonObject> Schemas)
{
    /// <summary>Every process of a server, by where it is executed.</summary>
    public static async Task<IReadOnlyDictionary<string, OfferedProcess>> AllAsync(CityServer server)
    {
        var list = (await ReadAsync(server, "processes"))["processes"]!.AsArray();
        var processes = new List<OfferedProcess>();
        foreach (var id in list.Select(process => process!["id"]!.GetValue<string>()))
        {
            var described = await ReadAsync(server, $"processes/{id}");
            processes.Add(new($"/processes/{id}/execution", described["example"]!["inputs"]!.AsObject(),
                described["inputs"]!.AsObject().ToDictionary(input => input.Key, input => input.Value!["schema"]!.AsObject(), StringComparer.Ordinal)));
        }

        return processes.ToDictionary(process => process.Path, StringComparer.Ordinal);
    }

    static async Task<JsonObject> ReadAsync(CityServer server, string path) => JsonNode.Parse(await server.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative)))!.AsObject();
}

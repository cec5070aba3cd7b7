using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Commands;

/// <summary>The log of a running server, as a log collector reads it from standard error.</summary>
public sealed class LogTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_log_is_JSON_lines_that_bear_the_request_id_and_hold_no_trouble()
    {
        (await RiskMapProcess.RunAsync(_folder.Path, "import", "enterprises", _folder.Write("plants.csv", "名称,经度_wgs84,纬度_wgs84\n甲厂,118.2,24.6\n"))).ShouldEndWith(0);
        using var server = RiskMapProcess.Start(RiskMapProcess.BuiltFolder, _folder.Path, "serve", "--url", "http://127.0.0.1:0", "--lang", "en");
        var errors = server.StandardError.ReadToEndAsync();
        using var client = new HttpClient { BaseAddress = new Uri((await server.StandardOutput.ReadLineAsync())!.Split(' ')[^1]) };
        try
        {
            await UntilReadyAsync(client);
            await PostAsync(client);
            using var stop = Process.Start("kill", ["-TERM", $"{server.Id}"]);
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            await server.WaitForExitAsync(patience.Token);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }

        var lines = (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] == '{').Select(line => JsonNode.Parse(line)!).ToList();
        lines.ShouldAllBe(line => line["LogLevel"]!.GetValue<string>() == "Information");
        var write = lines.Single(line => line["State"]?["Layer"]?.GetValue<string>() == "enterprises");
        write["State"]!["ChangeSet"]!.GetValue<string>().ShouldBe("2");
        write["Scopes"]!.AsArray().Select(scope => (scope as JsonObject)?["RequestId"]?.GetValue<string>()).OfType<string>().ShouldBe(["from-the-proxy"]);
        lines[0]["State"]!["Store"]!.GetValue<string>().ShouldEndWith("riskmap.gpkg");
        lines[^1]["Message"]!.GetValue<string>().ShouldBe("Stopped");
    }

    static async Task PostAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(ItemClient.Items, UriKind.Relative)) { Content = new StringContent(ItemClient.Feature(), Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Request-Id", "from-the-proxy");
        using var response = await client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    static async Task UntilReadyAsync(HttpClient client)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            using var response = await client.GetAsync(new Uri("/readyz", UriKind.Relative));
            if (response.IsSuccessStatusCode) return;
            await Task.Delay(100);
        }

        throw new TimeoutException("the server did not become ready");
    }
}

using System.Text.Json.Nodes;
using RiskMap.Server.Processes;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Commands;

/// <summary><c>riskmap process</c>: the same analyses without a server.</summary>
public sealed class ProcessCommandTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_name_the_processes_are_listed()
    {
        var (exitCode, output, _) = await RunAsync("process");
        (exitCode, output.Split('\n').Length).ShouldBe((0, ProcessRegistry.Default.All.Count + 2));
        var all = JsonNode.Parse((await RunAsync("process", "--format", "json")).Output)!.AsArray();
        all.Select(process => process!["id"]!.GetValue<string>()).ShouldBe(ProcessRegistry.Default.All.Select(process => process.Id));
        all.ShouldAllBe(process => process!["inputs"]!.AsArray().All(name => process["schemas"]![name!.GetValue<string>()]!["schema"] != null));
    }

    [Fact]
    public async Task It_answers_as_the_server_does()
    {
        await FillAsync();
        await using var city = await TestCity.Over(_folder.File("riskmap.gpkg"));
        foreach (var process in ProcessRegistry.Default.All)
        {
            var file = _folder.Write("question.json", process.Example);
            var (exitCode, output, error) = await RunAsync("process", process.Id, "--inputs", file, "--format", "json");
            exitCode.ShouldBe(0, error);
            JsonNode.DeepEquals(JsonNode.Parse(output), (await city.ExecuteAsync(process.Id, process.Example)).Json).ShouldBeTrue(process.Id);
        }
    }

    [Theory]
    [InlineData("district-risk")]
    [InlineData("siting-certificate")]
    [InlineData("incident-card")]
    public async Task Without_a_format_the_answer_is_written_line_by_line(string process)
    {
        await FillAsync();
        var file = _folder.Write("question.json", ProcessRegistry.Default.All.Single(one => one.Id == process).Example);
        (await RunAsync("process", process, "--inputs", file)).Output.ShouldContain("dataVersion: ");
    }

    [Fact]
    public async Task An_input_is_given_by_name_too_and_a_file_may_hold_a_whole_request()
    {
        await FillAsync();
        JsonNode.Parse((await RunAsync("process", "district-risk", "--input", "by=park", "--format", "json")).Output)!["parks"].ShouldNotBeNull();
        JsonNode.Parse((await RunAsync("process", "district-risk", "--input", "by={\"value\":\"park\"}", "--format", "json")).Output)!["parks"].ShouldNotBeNull();
        var file = _folder.Write("request.json", """{"inputs":{"by":"park"}}""");
        JsonNode.Parse((await RunAsync("process", "district-risk", "--inputs", file, "--format", "json")).Output)!["parks"].ShouldNotBeNull();
    }

    [Fact]
    public async Task An_earlier_version_can_be_asked()
    {
        await FillAsync();
        var before = JsonNode.Parse((await RunAsync("process", "district-risk", "--format", "json", "--as-of", "0")).Output)!;
        before["districts"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("process fly", 2, "district-risk")]
    [InlineData("process district-risk --format xml", 2, "xml")]
    [InlineData("process district-risk --input by", 2, "NAME=JSON")]
    [InlineData("process district-risk --inputs broken.json", 2, "broken.json")]
    [InlineData("process district-risk --inputs nothing.json", 1, "nothing.json")]
    [InlineData("process district-risk --input by=street", 1, "by: it is none of the values; The values are district, park")]
    [InlineData("process district-risk --input colour=red", 1, "colour: ")]
    public async Task What_cannot_be_run_is_named(string line, int code, string message)
    {
        await FillAsync();
        _folder.Write("broken.json", "[1");
        var (exitCode, output, error) = await RunAsync([.. line.Replace("broken.json", _folder.File("broken.json"), StringComparison.Ordinal).Split(' ')]);
        (exitCode, output).ShouldBe((code, ""), error);
        error.ShouldContain(message);
    }

    async Task FillAsync()
    {
        await using var store = await RiskMap.City.Store.CityStores.OpenAsync(_folder.File("riskmap.gpkg"), CancellationToken.None);
        await TestCity.FillAsync(store, WholeCity.Draw);
    }

    Task<RiskMapProcess.Outcome> RunAsync(params string[] arguments) => RiskMapHere.RunAsync(_folder, arguments);
}

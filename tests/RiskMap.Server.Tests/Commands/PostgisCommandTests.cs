using System.Text.Json.Nodes;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Commands;

public sealed class PostgisCommandTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PostgisFact]
    public async Task A_city_goes_to_PostGIS_and_back_with_its_history_and_answers_the_same()
    {
        await using var database = await TestDatabase.CreateAsync();
        var postgis = database.ConnectionString;
        (await RunAsync("import", "enterprises", _folder.Write("plants.csv", "名称,经度_wgs84,纬度_wgs84\n甲厂,118.2,24.6\n乙厂,118.21,24.61\n"))).ShouldEndWith(0);
        (await RunAsync("copy", "--from", "riskmap.gpkg", "--to", postgis)).ShouldEndWith(0);
        (await RunAsync("import", "enterprises", _folder.Write("more.csv", "名称,经度_wgs84,纬度_wgs84\n丙厂,118.22,24.62\n"), "--store", postgis)).ShouldEndWith(0);
        (await RunAsync("copy", "--from", postgis, "--to", "back.gpkg")).ShouldEndWith(0);

        var (there, back) = (await ChangesAsync(postgis), await ChangesAsync("back.gpkg"));
        there.Count.ShouldBe(2);
        back.ToJsonString().ShouldBe(there.ToJsonString());
        (await RunAsync("undo", "2", "--store", postgis)).ShouldEndWith(0);
        JsonNode.Parse((await RunAsync("risk", "--format", "json", "--store", postgis)).ShouldEndWith(0).Output)!["outside"]!["enterprises"]!.GetValue<int>().ShouldBe(2);
    }

    [Theory]
    [InlineData("postgres://user:geheim@127.0.0.1:1/city")]
    [InlineData("Host=127.0.0.1;Port=1;Database=city;Username=user;Password=geheim")]
    [InlineData("mysql://user:geheim@127.0.0.1/city")]
    public async Task A_database_that_cannot_be_reached_is_named_without_its_password(string store)
    {
        var outcome = await RunAsync("check", "--store", store);
        outcome.ShouldEndWith(store.StartsWith("mysql", StringComparison.Ordinal) ? 2 : 1).Error.ShouldNotContain("geheim");
        outcome.Error.ShouldStartWith("Error: ");
    }

    async Task<JsonArray> ChangesAsync(string store) => JsonNode.Parse((await RunAsync("changes", "--json", "--store", store)).ShouldEndWith(0).Output)!.AsArray();

    Task<RiskMapProcess.Outcome> RunAsync(params string[] arguments) => RiskMapProcess.RunAsync(_folder.Path, arguments);
}

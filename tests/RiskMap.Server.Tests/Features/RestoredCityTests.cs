using System.Text.RegularExpressions;
using RiskMap.City.Model;
using RiskMap.City.Store;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

public sealed partial class RestoredCityTests : IDisposable
{
    static CancellationToken Never => CancellationToken.None;

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task A_GeoPackage_city_answers_after_a_restore_as_before() => AnswersAsBeforeAsync(_folder.File("city.gpkg"), _folder.File("restored.gpkg"));

    [PostgisFact]
    public async Task A_PostGIS_city_answers_after_a_restore_as_before() => await AnswersAsBeforeAsync(await DatabaseAsync(), await DatabaseAsync());

    async Task AnswersAsBeforeAsync(string location, string other)
    {
        await using (var demo = await TestCity.With(city => city.Town().Enterprises(120).School("新店小学", 118.205, 24.605, 800).Road("路", "LINESTRING (118.2 24.6, 118.25 24.65)")))
        await using (var store = await CityStores.OpenAsync(location, Never))
        {
            await demo.DeleteAsync("enterprises", 3);
            await using var reading = await demo.Live.Store.ReadAsync(Never);
            await store.RestoreAsync(reading, replace: false, progress: null, Never);
        }

        await using var city = await TestCity.Over(location);
        var before = await AnswersAsync(city);
        var epoch = city.Live.Current.Version.Text;
        await CityBackups.BackupAsync(city.Live.Store, _folder.File("backup.gpkg"), progress: null, Never);

        await city.AddAsync(draft => draft.Enterprise("备份之后", 118.22, 24.62, "red"));
        await city.DeleteAsync("places", 1);
        await WaitAsync(city, count: 120);
        (await AnswersAsync(city)).ShouldNotBe(before);
        await CityBackups.RestoreAsync(_folder.File("backup.gpkg"), location, replace: true, progress: null, Never);
        await WaitAsync(city, count: 119);
        (await AnswersAsync(city)).ShouldBe(before);
        city.Live.Current.Version.Text.ShouldNotBe(epoch);

        await CityBackups.RestoreAsync(_folder.File("backup.gpkg"), other, replace: false, progress: null, Never);
        await using var elsewhere = await TestCity.Over(other);
        (await AnswersAsync(elsewhere)).ShouldBe(before);
    }

    /// <summary>What is asked of a city, without what names its life: version tokens, page tokens and times.</summary>
    static async Task<string> AnswersAsync(TestCity city)
    {
        var answers = new List<string>();
        foreach (var path in CityLayers.All.Select(layer => $"/collections/{layer.Name}/items?limit=50").Concat(["/collections", "/districts/risk", "/parks/risk"]))
            answers.Add($"{path}\n{Masked(await city.Client.GetStringAsync(new Uri(path, UriKind.Relative)), city.Client.BaseAddress!)}");
        foreach (var tile in new[] { "0/0/0", "10/848/439", "12/3392/1756", "14/13571/7026" })
        {
            using var response = await city.SendAsync(HttpMethod.Get, $"/tiles/{tile}");
            answers.Add($"{tile} {response.StatusCode} {Convert.ToHexString(await response.Content.ReadAsByteArrayAsync())}");
        }

        return string.Join('\n', answers);
    }

    static string Masked(string body, Uri address) => Life().Replace(body.Replace(address.ToString(), "/", StringComparison.Ordinal), "…");

    static async Task WaitAsync(TestCity city, int count)
    {
        while (city.Live.Current.Layer("enterprises").Count != count) await Task.Delay(20);
    }

    static async Task<string> DatabaseAsync()
    {
        var database = $"restored_{Guid.NewGuid():N}";
        await using var connection = new Npgsql.NpgsqlConnection(Postgis.Required);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {database}";
        await command.ExecuteNonQueryAsync();
        return new Npgsql.NpgsqlConnectionStringBuilder(Postgis.Required) { Database = database }.ConnectionString;
    }

    [GeneratedRegex("""cursor=[^"&]+|"(dataVersion|timeStamp|version|v)":"[^"]*"|v=[^"&]+""")]
    private static partial Regex Life();
}

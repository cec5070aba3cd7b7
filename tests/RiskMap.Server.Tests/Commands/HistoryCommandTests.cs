using System.Text.Json.Nodes;
using RiskMap.Server.Commands;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Commands;

public sealed class HistoryCommandTests : IDisposable
{
    const string Head = "名称,经度_wgs84,纬度_wgs84,风险等级,电话\n";

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_history_of_a_feature_names_who_what_and_the_changed_fields()
    {
        await TwoVersionsAsync();
        var history = await JsonAsync("history", "enterprises", "1", "--json");
        var steps = history["steps"]!.AsArray();
        steps.Select(step => step!["kind"]!.GetValue<string>()).ShouldBe(["update", "insert"]);
        steps[0]!["who"]!.GetValue<string>().ShouldBe(Environment.UserName);
        steps[0]!["what"]!.GetValue<string>().ShouldContain("import");
        steps[0]!["changes"]!.ToJsonString().ShouldBe("""[{"field":"grade","before":"blue","after":"red"},{"field":"phone","personal":true}]""");
        (await JsonAsync("history", "enterprises", "1", "--json", "--personal"))["steps"]![0]!["changes"]![1]!["after"]!.GetValue<string>().ShouldBe("13800000009");
        var table = (await RunAsync("history", "enterprises", "1")).ShouldEndWith(0).Output;
        table.ShouldContain("grade: blue → red; phone: *** → ***");
        table.ShouldNotContain("138");
        (await RunAsync("history", "enterprises", "77")).ShouldEndWith(1).Error.ShouldContain("enterprises/77");
    }

    [Fact]
    public async Task A_diff_between_versions_or_times_counts_and_names_what_changed()
    {
        await TwoVersionsAsync();
        var diff = await JsonAsync("diff", "--from", "1", "--layer", "enterprises", "--json");
        (diff["from"]!.GetValue<int>(), diff["to"]!.GetValue<int>(), diff["incomplete"]!.GetValue<bool>()).ShouldBe((1, 2, false));
        var layer = diff["layers"]![0]!;
        (layer["added"]!.GetValue<int>(), layer["changed"]!.GetValue<int>(), layer["removed"]!.GetValue<int>()).ShouldBe((1, 1, 1));
        layer["features"]!.AsArray().Select(feature => feature!["kind"]!.GetValue<string>()).ShouldBe(["update", "delete", "insert"]);
        (await JsonAsync("diff", "--from", "2000-01-01", "--to", "1", "--json"))["layers"]![0]!["added"]!.GetValue<int>().ShouldBe(2);
        (await RunAsync("diff", "--from", "2000-01-01", "--to", "1")).ShouldEndWith(0).Output.ShouldNotContain("MinX");
        (await RunAsync("diff", "--from", "1")).ShouldEndWith(0).Output.ShouldContain("enterprises\t1\t甲厂\tchanged\tgrade: blue → red");
        (await RunAsync("diff", "--from", "2", "--to", "1")).ShouldEndWith(2);
        (await RunAsync("diff", "--from", "yesterday")).ShouldEndWith(2).Error.ShouldContain("yesterday");
        (await RunAsync("diff", "--from", "9")).ShouldEndWith(1);
    }

    [Fact]
    public async Task Export_and_risk_tell_the_city_as_it_stood()
    {
        await TwoVersionsAsync();
        var then = (await RunAsync("export", "enterprises", "then.csv", "--as-of", "1")).ShouldEndWith(0);
        then.Error.ShouldContain("version 1");
        (await File.ReadAllTextAsync(_folder.File("then.csv"))).ShouldContain("乙厂");
        (await RunAsync("export", "enterprises", "now.csv")).ShouldEndWith(0);
        (await File.ReadAllTextAsync(_folder.File("now.csv"))).ShouldNotContain("乙厂");
        var risk = await JsonAsync("risk", "--format", "json", "--as-of", "0");
        (risk["asOf"]!.GetValue<int>(), risk["outside"]!["enterprises"]!.GetValue<int>()).ShouldBe((0, 0));
        (await JsonAsync("risk", "--format", "json"))["asOf"].ShouldBeNull();
    }

    [Fact]
    public async Task Retention_is_set_by_init_and_prune_says_what_it_drops()
    {
        await TwoVersionsAsync();
        (await RunAsync("prune")).ShouldEndWith(1).Error.ShouldContain("--keep-history-days");
        (await RunAsync("init", "--name", "城", "--keep-history-days", "30")).ShouldEndWith(0).Error.ShouldContain("30 days");
        (await RunAsync("prune", "--dry-run")).ShouldEndWith(0).Error.ShouldContain("0 images");
        (await RunAsync("init", "--keep-history-days", "all")).ShouldEndWith(0).Error.ShouldContain("All history");
        (await RunAsync("init", "--keep-history-days", "0")).ShouldEndWith(2);
        (await RunAsync("prune", "--keep-days", "-1")).ShouldEndWith(2);
    }

    [Fact]
    public async Task A_backup_is_made_restored_and_never_overwrites_unasked()
    {
        await TwoVersionsAsync();
        (await RunAsync("backup", "b.gpkg")).ShouldEndWith(0);
        (await RunAsync("backup", "b.gpkg")).ShouldEndWith(1).Error.ShouldContain("exists");
        (await RunAsync("backup", "b.zip")).ShouldEndWith(2);
        (await RunAsync("restore", "b.gpkg")).ShouldEndWith(1).Error.ShouldContain("--replace");
        (await RunAsync("undo", "2")).ShouldEndWith(0);
        (await RunAsync("restore", "b.gpkg", "--replace")).ShouldEndWith(0).Error.ShouldContain("version 2");
        (await RunAsync("restore", "b.gpkg", "--store", "new.gpkg")).ShouldEndWith(0);
        (await RunAsync("changes", "--json", "--store", "new.gpkg")).Output.ShouldBe((await RunAsync("changes", "--json")).Output);
        (await RunAsync("restore", "b.gpkg", "--store", "b.gpkg")).ShouldEndWith(2);
        (await RunAsync("restore", "none.gpkg", "--store", "c.gpkg")).ShouldEndWith(1);
        Directory.GetFiles(_folder.Path).Select(Path.GetFileName).ShouldBe(["b.gpkg", "new.gpkg", "one.csv", "riskmap.gpkg", "two.csv"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_migration_can_be_tried_first()
    {
        await TwoVersionsAsync();
        var tried = (await RunAsync("migrate", "--dry-run")).ShouldEndWith(0);
        (tried.Output, tried.Error).ShouldBe(("", "Dry run: 0 steps would be done; nothing was changed\n"));
        (await RunAsync("migrate")).ShouldEndWith(0).Error.ShouldContain("version 2");
    }

    [Theory]
    [InlineData("2026-05-03T14:05", "2026-05-03T06:05:00Z")]
    [InlineData("2026-05-03", "2026-05-02T16:00:00Z")]
    [InlineData("2026-05-03 14:05:30", "2026-05-03T06:05:30Z")]
    [InlineData("2026-05-03T14:05:00Z", "2026-05-03T14:05:00Z")]
    [InlineData("2026-05-03T14:05:00.5+02:00", "2026-05-03T12:05:00.5Z")]
    public void A_time_is_read_with_its_offset_or_in_the_citys_zone(string text, string expected) =>
        Moments.TimeOf(text, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).ShouldBe(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("noon")]
    [InlineData("2026-02-30")]
    [InlineData("2026-03-29T02:30")]
    public void What_is_no_time_is_refused(string text) =>
        Should.Throw<WrongUsageException>(() => Moments.TimeOf(text, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"))).Message.ShouldContain(text);

    /// <summary>Version 1 has two plants; version 2 changes one, removes one and adds one.</summary>
    async Task TwoVersionsAsync()
    {
        (await RunAsync("import", "enterprises", _folder.Write("one.csv", Head + "甲厂,118.2,24.6,蓝,13800000001\n乙厂,118.21,24.61,蓝,\n"))).ShouldEndWith(0);
        (await RunAsync("import", "enterprises", _folder.Write("two.csv", Head + "甲厂,118.2,24.6,红,13800000009\n丙厂,118.22,24.62,黄,\n"), "--replace")).ShouldEndWith(0);
    }

    async Task<JsonNode> JsonAsync(params string[] arguments) => JsonNode.Parse((await RunAsync(arguments)).ShouldEndWith(0).Output)!;

    Task<RiskMapProcess.Outcome> RunAsync(params string[] arguments) => RiskMapHere.RunAsync(_folder, arguments);
}

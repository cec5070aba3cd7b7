using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RiskMap.City.Dispatch.Plan;
using RiskMap.City.Sources.Demo;
using RiskMap.City.Store;
using RiskMap.Geo.Drawing.Sheets;
using RiskMap.Server.Processes;
using RiskMap.Server.Processes.Plans;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

/// <summary>The commander's first sixty seconds over HTTP: the demo city's ammonia leak from one request to a card, a force and a printable page.</summary>
public sealed class IncidentPlanTests
{
    const string Id = "incident-plan";

    const string Ammonia = """
        {"location":[118.2806,24.6312],"unNumber":"1005","size":"large","container":"highway-tank","windFromDegrees":45,"windMetresPerSecond":2.5,"time":"2026-06-30T10:00:00+08:00"}
        """;

    // Eleven kilometres and more by night, and a force that needs much.
    const string Widest = """
        {"location":[118.2806,24.6312],"unNumber":"1079","size":"large","container":"rail-tank-car","windFromDegrees":90,"windMetresPerSecond":1,"time":"2026-06-30T23:00:00+08:00","template":"chemical-fire"}
        """;

    // The book's row cannot be read, nobody can land on the moon, and there is no wind.
    const string Poor = """
        {"location":[118.2806,24.6312],"unNumber":"2190","size":"large","windFromDegrees":0,"windMetresPerSecond":0,"time":"2026-06-30T10:00:00+08:00","needs":[{"capability":"moon-landing","amount":1},{"vehicle":"water-tender","amount":9000}]}
        """;

    [Fact]
    public async Task The_demos_ammonia_leak_runs_from_one_request_to_a_card_a_force_and_a_page()
    {
        using var folder = new TempFolder();
        await using var city = await DemoAsync(folder);

        var plan = (await city.ExecuteAsync(Id, Ammonia)).ShouldBe(HttpStatusCode.OK).Json;
        ShouldHoldTogether(plan);
        var card = (await city.ExecuteAsync("incident-card", Ammonia)).Json.AsObject();
        card.Remove("inputs");
        JsonNode.DeepEquals(plan["card"], card).ShouldBeTrue("the card is that of incident-card");

        var (type, drawn) = await city.ExecuteBytesAsync(Id, Asked(Ammonia, "application/geo+json"));
        var roles = JsonNode.Parse(drawn)!["features"]!.AsArray().Select(feature => feature!["properties"]!["role"]!.GetValue<string>()).ToList();
        type.ShouldBe("application/geo+json");
        roles.Distinct().ShouldBe(["fan", "protective", "isolation", "closure-point", "staging", "incident", "route", "unit", "destination"], ignoreOrder: true);
        roles.Count(role => role == "route").ShouldBe(plan["routes"]!.AsArray().Count);

        foreach (var inputs in new[] { Ammonia, Widest, Poor })
        {
            var (printed, pdf) = await city.ExecuteBytesAsync(Id, Asked(inputs, "application/pdf"));
            (printed, PagesOf(pdf)).ShouldBe(("application/pdf", 1), inputs);
        }
        (await city.ExecuteAsync("incident-card", Ammonia, ("Accept", "application/pdf"))).Headers["Content-Type"].ShouldBe("application/pdf");
    }

    static void ShouldHoldTogether(JsonNode plan)
    {
        plan["card"]!["isolationMetres"]!.GetValue<double>().ShouldBe(150);
        plan["force"]!["sufficient"]!.GetValue<bool>().ShouldBeTrue();
        plan["destination"]!["kind"]!.GetValue<string>().ShouldBe("staging");
        JsonNode.DeepEquals(plan["destination"]!["location"], plan["card"]!["staging"]!["location"]).ShouldBeTrue();
        JsonNode.DeepEquals(plan["roadsClosed"], plan["card"]!["roads"]!["closurePoints"]).ShouldBeTrue();
        var (routes, units) = (plan["routes"]!.AsArray(), plan["force"]!["units"]!.AsArray());
        routes.Select(route => route!["arrivalSeconds"]!.GetValue<double>()).ShouldBe(units.Select(unit => unit!["seconds"]!.GetValue<double>()));
        routes.ShouldContain(route => !route!["viaStraightLine"]!.GetValue<bool>() && route["geometry"]!["coordinates"]!.AsArray().Count > 2);
        plan["force"]!["travelSeconds"]!.GetValue<double>().ShouldBe(routes.Max(route => route!["arrivalSeconds"]!.GetValue<double>()));
        plan["dataVersion"]!.GetValue<string>().ShouldBe(plan["card"]!["dataVersion"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("zh", "四周隔离 150 m；下风向防护 800 m（ERG 2024 table 3）。北美的指南", "另有")]
    [InlineData("en", "isolate 150 m all round; protect 800 m downwind (ERG 2024 table 3). North-American guidance", "more")]
    public async Task The_page_tells_distances_force_and_what_is_missing_in_both_languages(string language, string distances, string more)
    {
        using var folder = new TempFolder();
        await using var city = await DemoAsync(folder);

        var (plan, poor, widest) = (AnswerOf(city, Ammonia), AnswerOf(city, Poor), AnswerOf(city, Widest));

        PlanFacts.Of(plan.Card, plan, language).Select(fact => fact.Text).ShouldContain(text => text.StartsWith(distances));
        PlanTables.Units(plan, language).Rows.Select(row => row.Cells[^1]).ShouldBe(plan.Force.Units.Select(unit => PlanWords.Clock(unit.Seconds)));
        PlanFacts.Of(widest.Card, widest, language).ShouldContain(fact => fact.Text.Contains(more));
        PlanTables.Places(widest.Card, language).Rest(7).ShouldContain((widest.Card.Exposed!.PlaceCount - 7).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var told = PlanNotes.Of(poor.Card, poor, language).SelectMany(section => section.Lines).ToList();
        told.ShouldContain(line => line.Contains("moon-landing") && line.Contains('1'));
        told.ShouldContain(poor.Destination.Reason.In(language));
        PlanFacts.Of(poor.Card, poor, language).ShouldContain(fact => fact.Text.StartsWith(poor.Card.NoData!.In(language)));
    }

    [Fact]
    public async Task The_page_shows_zones_ways_and_the_colour_of_the_force()
    {
        using var folder = new TempFolder();
        await using var city = await DemoAsync(folder);
        var plan = AnswerOf(city, Ammonia);

        var picture = Picture.Of(PlanPage.Of(city.Live.Current, plan.Card, plan, "zh").Png());

        (picture.Width, picture.Height).ShouldBe((ReportSheet.Width, ReportSheet.Height));
        picture.Count(pixel => pixel == (0x2e, 0x7d, 0x32, 255), 400, 0, 794, 100).ShouldBeGreaterThan(500, "the banner");
        foreach (var (colour, what) in new[] { ((0xc6, 0x28, 0x28, 255), "isolation"), ((0xe6, 0x51, 0x00, 255), "protective zone"), ((0x15, 0x65, 0xc0, 255), "routes") })
            picture.Count(pixel => pixel == colour, 40, 200, 750, 720).ShouldBeGreaterThan(100, what);
    }

    [Fact]
    public async Task A_wrong_question_is_refused_with_its_member_and_a_remedy()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        await RefusedAsync("location", ("location", "[0,0]"));
        await RefusedAsync("unNumber", ("unNumber", "\"9999\""));
        await RefusedAsync("windMetresPerSecond", ("windMetresPerSecond", "-1"));
        await RefusedAsync("time", ("time", null));
        await RefusedAsync("template", ("unNumber", "\"1942\""));
        await RefusedAsync("template", ("template", "\"earthquake\""));
        await RefusedAsync("needs/0/amount", ("needs", """[{"vehicle":"water-tender","amount":0}]"""));
        await RefusedAsync("pinned", ("pinned", """[{"layer":"teams","id":77}]"""));

        async Task RefusedAsync(string member, (string Name, string? Value) changed)
        {
            var inputs = JsonNode.Parse("""{"location":[118.25,24.65],"unNumber":"1005","size":"large","windFromDegrees":45,"windMetresPerSecond":2.5,"time":"2026-06-30T10:00:00+08:00"}""")!.AsObject();
            inputs[changed.Name] = changed.Value is null ? null : JsonNode.Parse(changed.Value);
            if (changed.Value is null) inputs.Remove(changed.Name);
            var problem = (await city.ExecuteAsync(Id, inputs.ToJsonString())).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-input");
            problem["member"]!.GetValue<string>().ShouldBe($"inputs/{member}");
            problem["remedy"]!.GetValue<string>().ShouldNotBeEmpty();
        }
    }

    static async Task<TestCity> DemoAsync(TempFolder folder)
    {
        var location = Path.Combine(folder.Path, "demo.gpkg");
        await using (var store = await CityStores.OpenAsync(location, CancellationToken.None)) await DemoCity.FillAsync(store, new DemoOptions(), null, CancellationToken.None);
        return await TestCity.Over(location);
    }

    static IncidentPlan AnswerOf(TestCity city, string inputs)
    {
        var call = ProcessCall.Of(ProcessRegistry.Default.Find(Id)!, JsonNode.Parse(inputs)!.AsObject(), city.Live.Current);
        return (IncidentPlan)call.Run(new(new Progress<double>(), CancellationToken.None), "zh").Value;
    }

    static string Asked(string inputs, string type) => $$"""{"inputs":{{inputs}},"outputs":{"plan":{"format":{"mediaType":"{{type}}"} } } }""";

    static int PagesOf(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        text.ShouldStartWith("%PDF-");
        return Regex.Count(text, @"/Type\s*/Page\b(?!s)", RegexOptions.None, TimeSpan.FromSeconds(5));
    }
}

using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RiskMap.City.Zoning;
using RiskMap.Server.Processes;
using RiskMap.Server.Processes.Certificates;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

/// <summary>The siting certificate in its three forms, and as the page that a planner prints.</summary>
public sealed class CertificateTests
{
    const string Id = "siting-certificate";

    // A plant with chlorine and liquefied gas, 40 m from a school and next to another plant.
    const string Inputs = """
        {"site":{"type":"Polygon","coordinates":[[[118.2104,24.61],[118.2124,24.61],[118.2124,24.612],[118.2104,24.612],[118.2104,24.61]]]},
         "industryCode":"2614","inventory":[{"cas":"7782-50-5","tonnes":30,"name":"液氯"},{"cas":"74-98-6","tonnes":120,"name":"丙烷"}],
         "facilities":["class-a-workshop"],"landUse":"M3","date":"2026-11-27"}
        """;

    [Fact]
    public async Task It_comes_as_JSON_GeoJSON_and_PDF_by_outputs_or_Accept()
    {
        await using var city = await TestCity.With(Draw);
        var (type, json) = await city.ExecuteBytesAsync(Id, $$"""{"inputs":{{Inputs}}}""");
        type.ShouldBe("application/json");
        JsonNode.Parse(json)!["rules"]!.AsArray().ShouldContain(rule => rule!["verdict"]!.GetValue<string>() == "fail");
        var (drawn, geoJson) = await city.ExecuteBytesAsync(Id, Asked("application/geo+json"));
        (drawn, JsonNode.Parse(geoJson)!["type"]!.GetValue<string>()).ShouldBe(("application/geo+json", "FeatureCollection"));
        var (printed, pdf) = await city.ExecuteBytesAsync(Id, Asked("application/pdf"));
        printed.ShouldBe("application/pdf");
        PagesOf(pdf).ShouldBe(1);
        var accepted = await city.ExecuteAsync(Id, Inputs, ("Accept", "application/pdf"));
        accepted.Headers["Content-Type"].ShouldBe("application/pdf");
        accepted.Body.ShouldStartWith("%PDF-");
    }

    [Fact]
    public async Task Where_a_use_may_stand_comes_as_a_picture_too()
    {
        await using var city = await TestCity.With(Draw);
        var example = ProcessRegistry.Default.Find("reverse-siting")!.Example;
        var bounds = (await city.ExecuteAsync("reverse-siting", example)).Json["bounds"]!;
        var (type, png) = await city.ExecuteBytesAsync("reverse-siting", $$"""{"inputs":{{example}},"outputs":{"raster":{"format":{"mediaType":"image/png"} } } }""");
        type.ShouldBe("image/png");
        // Width and height stand big-endian in the header (PNG, 11.2.2).
        (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)))
            .ShouldBe((bounds["columns"]!.GetValue<int>(), bounds["rows"]!.GetValue<int>()));
    }

    [Fact]
    public async Task In_a_document_the_page_stands_as_base64()
    {
        await using var city = await TestCity.With(Draw);
        var reply = await city.ExecuteBodyAsync(Id, Asked("application/pdf").Replace("\"outputs\"", "\"response\":\"document\",\"outputs\"", StringComparison.Ordinal));
        var value = reply.Json["certificate"]!;
        (value["mediaType"]!.GetValue<string>(), value["encoding"]!.GetValue<string>()).ShouldBe(("application/pdf", "base64"));
        PagesOf(Convert.FromBase64String(value["value"]!.GetValue<string>())).ShouldBe(1);
    }

    [Fact]
    public async Task The_page_is_made_as_a_job_too()
    {
        await using var city = await TestCity.With(Draw);
        var job = (await city.ExecuteBodyAsync(Id, Asked("application/pdf"), ("Prefer", "respond-async"))).Headers["Location"];
        (await city.JobOverAsync(job))["status"]!.GetValue<string>().ShouldBe("successful");
        var result = await city.GetAsync(job + "/results");
        (result.Headers["Content-Type"], result.Body[..5]).ShouldBe(("application/pdf", "%PDF-"));
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task The_page_shows_the_verdict_in_its_colour_and_the_site_with_the_distances_that_fall_short(string language)
    {
        await using var city = await TestCity.With(Draw);
        var answer = AnswerOf(city);
        answer.Verdict.ShouldBeOneOf(Verdict.Prohibited, Verdict.Fail);
        var picture = Picture.Of(CertificatePage.Of(city.Live.Current, answer, language).Png());
        (picture.Width, picture.Height).ShouldBe((794, 1123));
        // The verdict's colour stands in the head, in the table and on the lines of the map.
        var red = answer.Verdict == Verdict.Fail ? (0xc6, 0x28, 0x28, 255) : (0x40, 0x10, 0x48, 255);
        picture.Count(pixel => pixel == red, 400, 0, 794, 100).ShouldBeGreaterThan(500);
        picture.Count(pixel => pixel == (0xc6, 0x28, 0x28, 255), 40, 150, 750, 1000).ShouldBeGreaterThan(500);
    }

    [Fact]
    public async Task The_lines_stand_the_most_severe_first_and_mark_what_is_to_be_verified()
    {
        await using var city = await TestCity.With(Draw);
        var rows = CertificateRow.Of(AnswerOf(city), "en");
        rows.Select(row => row.Verdict).ShouldBeInOrder(SortDirection.Ascending);
        rows.Select(row => row.Number).ShouldBe(Enumerable.Range(1, rows.Count));
        rows.Where(row => row.Line is not null).ShouldAllBe(row => row.ActualMetres < row.RequiredMetres);
        rows.Where(row => row.Line is not null).ShouldNotBeEmpty();
        rows.ShouldAllBe(row => row.Clause.Length > 0 && row.Clause.EndsWith('*') == row.IsToBeVerified);
    }

    static SitingAnswer AnswerOf(TestCity city)
    {
        var call = ProcessCall.Of(ProcessRegistry.Default.Find(Id)!, JsonNode.Parse(Inputs)!.AsObject(), city.Live.Current);
        return (SitingAnswer)call.Run(new(new Progress<double>(), CancellationToken.None), "zh").Value;
    }

    static string Asked(string type) => $$"""{"inputs":{{Inputs}},"outputs":{"certificate":{"format":{"mediaType":"{{type}}"} } } }""";

    static int PagesOf(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        text.ShouldStartWith("%PDF-");
        return Regex.Count(text, @"/Type\s*/Page\b(?!s)", RegexOptions.None, TimeSpan.FromSeconds(5));
    }

    static void Draw(CityDraft draft)
    {
        WholeCity.Draw(draft);
        draft.School("中心小学", 118.21, 24.611, 1200).Enterprise("邻厂", 118.2128, 24.611, "red");
        draft.Road("工业路", "LINESTRING (118.205 24.609, 118.22 24.609)");
    }
}

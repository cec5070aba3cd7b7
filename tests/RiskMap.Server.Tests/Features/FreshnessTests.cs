using System.IO.Compression;
using System.Net;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

/// <summary>Every GET answer can be kept and asked for again cheaply (RFC 9110, 13; RFC 9111).</summary>
public sealed class FreshnessTests
{
    static readonly Dictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["id"] = "enterprises",
        ["fid"] = "1",
        ["z"] = "12",
        ["x"] = "3392",
        ["y"] = "1759",
        ["**path"] = "riskmap.json",
        ["processId"] = "district-risk",
        ["incidentId"] = "1",
    };

    /// <summary>What is never kept, and what goes on for ever.</summary>
    static readonly string[] NeverKept = ["/healthz", "/readyz", "/metrics", "/live", "/jobs", "/jobs/{jobId}", "/jobs/{jobId}/results"];

    [Fact]
    public async Task Every_GET_answer_has_an_ETag_and_answers_it_with_304_and_the_same_head()
    {
        await using var city = await TestCity.With(draft => draft.Town().Enterprises(60).Add("incidents", "氨泄漏", "POINT (118.23 24.63)", ("state", "open")));
        var paths = city.Routes.Where(route => route.Methods.Contains("GET")).Select(route => route.Pattern).Except(NeverKept).Select(PathOf).Append("/?f=html").ToList();
        paths.Count.ShouldBeGreaterThan(14);
        foreach (var path in paths)
        {
            using var first = await city.SendAsync(HttpMethod.Get, path);
            first.IsSuccessStatusCode.ShouldBeTrue($"{path}: {first.StatusCode}");
            var etag = first.Headers.ETag.ShouldNotBeNull(path).ToString();
            first.Headers.CacheControl.ShouldNotBeNull(path);
            foreach (var condition in new[] { etag, etag.Replace("W/", "", StringComparison.Ordinal), "*", $"\"another\", {etag}" })
            {
                using var again = await city.SendAsync(HttpMethod.Get, path, ("If-None-Match", condition));
                again.StatusCode.ShouldBe(HttpStatusCode.NotModified, $"{path} with {condition}");
                HeadOf(again).ShouldBe(HeadOf(first), path);
            }

            using var other = await city.SendAsync(HttpMethod.Get, path, ("If-None-Match", "W/\"another\""));
            other.StatusCode.ShouldBe(first.StatusCode, path);
        }
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/metrics")]
    [InlineData("/jobs")]
    [InlineData("/nowhere")]
    public async Task Health_metrics_and_problems_are_never_kept(string path)
    {
        await using var city = await TestCity.With(enterprises: 1);
        using var response = await city.SendAsync(HttpMethod.Get, path);
        response.Headers.CacheControl!.ToString().ShouldBe("no-store");
        response.Headers.ETag.ShouldBeNull();
    }

    [Theory]
    [InlineData("/collections")]
    [InlineData("/districts/risk")]
    [InlineData("/tiles/tilejson.json")]
    [InlineData("/api")]
    [InlineData("/tiles/12/3392/1759.mvt")]
    public async Task Documents_and_tiles_come_in_the_coding_that_the_client_likes_best(string path)
    {
        await using var city = await TestCity.With(enterprises: 60);
        using var plain = await city.SendAsync(HttpMethod.Get, path);
        using var zipped = await city.SendAsync(HttpMethod.Get, path, ("Accept-Encoding", "gzip"));
        using var best = await city.SendAsync(HttpMethod.Get, path, ("Accept-Encoding", "gzip, deflate, br"));
        plain.Content.Headers.ContentEncoding.ShouldBeEmpty();
        zipped.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        best.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        foreach (var response in new[] { plain, zipped, best }) string.Join(',', response.Headers.Vary).ShouldContain("Accept-Encoding");
        var expected = await plain.Content.ReadAsByteArrayAsync();
        await using var gzip = new GZipStream(await zipped.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        (await AllOf(gzip)).ShouldBe(expected);
        await using var brotli = new BrotliStream(await best.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        (await AllOf(brotli)).ShouldBe(expected);
    }

    [Fact]
    public async Task Languages_have_ETags_of_their_own()
    {
        await using var city = await TestCity.With(enterprises: 1);
        using var chinese = await city.SendAsync(HttpMethod.Get, "/collections", ("Accept-Language", "zh"));
        using var english = await city.SendAsync(HttpMethod.Get, "/collections", ("Accept-Language", "en"), ("If-None-Match", chinese.Headers.ETag!.ToString()));
        english.StatusCode.ShouldBe(HttpStatusCode.OK);
        string.Join(',', english.Headers.Vary).ShouldContain("Accept-Language");
    }

    [Fact]
    public async Task A_document_of_an_older_version_is_not_answered_after_an_edit()
    {
        await using var city = await TestCity.With(enterprises: 1);
        foreach (var path in new[] { "/collections", "/districts/risk", "/tiles/tilejson.json" })
        {
            using var before = await city.SendAsync(HttpMethod.Get, path, ("Accept-Encoding", "br"));
            await city.AddAsync(draft => draft.Enterprise($"厂{path}", 118.3, 24.7));
            using var after = await city.SendAsync(HttpMethod.Get, path, ("Accept-Encoding", "br"), ("If-None-Match", before.Headers.ETag!.ToString()));
            after.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            (await after.Content.ReadAsByteArrayAsync()).ShouldNotBe(await before.Content.ReadAsByteArrayAsync(), path);
        }
    }

    static async Task<byte[]> AllOf(Stream stream)
    {
        using var target = new MemoryStream();
        await stream.CopyToAsync(target);
        return target.ToArray();
    }

    static string PathOf(string pattern) => string.Join('/', pattern.Split('/').Select(part => part.Contains('{', StringComparison.Ordinal)
        ? Samples.Aggregate(part, (text, sample) => text.Replace("{" + sample.Key + "}", sample.Value, StringComparison.Ordinal))
        : part));

    static List<string> HeadOf(HttpResponseMessage response) =>
    [
        .. response.Headers.Where(header => header.Key is "ETag" or "Cache-Control" or "Vary" or "RiskMap-Version" or "Content-Location")
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal),
    ];
}

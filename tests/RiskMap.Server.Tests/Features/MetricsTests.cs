using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using RiskMap.City.Model;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Tests.Support;
using static RiskMap.Server.Tests.Support.ItemClient;

namespace RiskMap.Server.Tests.Features;

public sealed partial class MetricsTests
{
    [Fact]
    public async Task Requests_writes_and_the_city_are_told_in_the_text_format_of_Prometheus()
    {
        await using var city = await TestCity.With(enterprises: 3);
        await city.GetAsync(Items);
        await city.GetAsync(Items + "/2");
        await city.GetAsync("/nowhere/../../etc/passwd\n");
        await city.PostAsync(Feature(), ("Idempotency-Key", "m-1"));
        await city.PostAsync(Feature(), ("Idempotency-Key", "m-1"));
        await city.PostAsync("{}");
        await city.WriteAsync(HttpMethod.Delete, Items + "/1", null, ("If-Match", "W/\"77\""));
        var reply = await city.GetAsync("/metrics");
        reply.Headers["Content-Type"].ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        var samples = Parse(reply.Body);
        samples["""riskmap_http_requests_total{method="GET",route="/collections/{id}/items",status="2xx"}"""].ShouldBe(1);
        samples["""riskmap_http_requests_total{method="GET",route="none",status="4xx"}"""].ShouldBe(1);
        samples["""riskmap_writes_total{method="POST",outcome="done"}"""].ShouldBe(1);
        samples["""riskmap_writes_total{method="POST",outcome="replayed"}"""].ShouldBe(1);
        samples["""riskmap_writes_total{method="POST",outcome="refused"}"""].ShouldBe(1);
        samples["""riskmap_writes_total{method="DELETE",outcome="conflict"}"""].ShouldBe(1);
        samples["riskmap_idempotent_replays_total"].ShouldBe(1);
        samples["riskmap_change_sets_followed_total"].ShouldBe(1);
        samples["riskmap_snapshot_version"].ShouldBe(2);
        samples["riskmap_store_up"].ShouldBe(1);
        samples["riskmap_store_lag_seconds"].ShouldBe(0);
        samples["""riskmap_features{layer="enterprises"}"""].ShouldBe(4);
        samples.Keys.Count(key => key.StartsWith("riskmap_features{", StringComparison.Ordinal)).ShouldBe(CityLayers.All.Length);
        samples["riskmap_snapshot_memory_bytes"].ShouldBeGreaterThan(0);
        samples["process_resident_memory_bytes"].ShouldBeGreaterThan(1e6);
        samples["riskmap_http_requests_in_flight"].ShouldBe(1);
    }

    [Fact]
    public async Task Before_the_city_is_read_the_metrics_say_so()
    {
        await using var city = await TestCity.NotReady();
        var samples = Parse((await city.GetAsync("/metrics")).ShouldBe(HttpStatusCode.OK).Body);
        samples["riskmap_ready"].ShouldBe(0);
        samples["riskmap_store_up"].ShouldBe(0);
        samples.ShouldNotContainKey("riskmap_snapshot_version");
    }

    [Fact]
    public async Task Tiles_found_and_made_are_counted()
    {
        await using var city = await TestCity.With(enterprises: 3);
        for (var i = 0; i < 3; i++) await city.GetAsync("/tiles/9/424/219.mvt");
        var samples = Parse((await city.GetAsync("/metrics")).Body);
        samples["riskmap_answer_cache_misses_total"].ShouldBe(1);
        samples["riskmap_answer_cache_hits_total"].ShouldBe(2);
        samples["riskmap_answer_cache_entries"].ShouldBe(1);
    }

    [Fact]
    public async Task Counts_can_be_read_while_requests_of_new_kinds_come()
    {
        var metrics = new ServerMetrics();
        var counting = Task.Run(() =>
        {
            for (var route = 0; route < 20_000; route++) metrics.End("GET", $"/{route}", 200, TimeSpan.Zero);
        });
        while (!counting.IsCompleted) _ = metrics.Requests.Count() + metrics.Durations.Count();
        await counting;
        metrics.Requests.Count().ShouldBe(20_000);
    }

    [Fact]
    public void Durations_fall_into_the_bucket_of_their_bound_and_all_that_follow()
    {
        var histogram = new DurationHistogram();
        foreach (var milliseconds in new[] { 0.5, 1, 1.1, 9_999, 60_000 }) histogram.Add(TimeSpan.FromMilliseconds(milliseconds));
        histogram.Cumulative().ShouldBe([2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 5]);
        histogram.SumSeconds.ShouldBe(70.0016, 1e-4);
    }

    [Fact]
    public void Labels_and_help_are_escaped() => new PrometheusText().Begin("a", "gauge", "b\\\nc").Sample("a", double.PositiveInfinity, ("d", "\"e\\\n")).ToString()
        .ShouldBe("# HELP a b\\\\\\nc\n# TYPE a gauge\na{d=\"\\\"e\\\\\\n\"} +Inf\n");

    /// <summary>Reads the text format 0.0.4 strictly: HELP and TYPE before the samples of a metric, names, labels, values; histograms grow and end in +Inf.</summary>
    static Dictionary<string, double> Parse(string text)
    {
        text.ShouldEndWith("\n");
        var samples = new Dictionary<string, double>(StringComparer.Ordinal);
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        var (current, previousBucket) = ("", ("", 0.0));
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (Help().Match(line) is { Success: true } help)
            {
                current = help.Groups["name"].Value;
                types.ShouldNotContainKey(current);
                continue;
            }

            if (TypeOf().Match(line) is { Success: true } type)
            {
                type.Groups["name"].Value.ShouldBe(current);
                types.Add(current, type.Groups["type"].Value);
                continue;
            }

            var sample = Sample().Match(line);
            sample.Success.ShouldBeTrue(line);
            var name = sample.Groups["name"].Value;
            (types[current] == "histogram" ? Regex.Replace(name, "_(bucket|sum|count)$", "") : name).ShouldBe(current);
            if (types[current] == "counter") name.ShouldEndWith("_total");
            var value = double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture);
            samples.TryAdd(name + sample.Groups["labels"].Value, value).ShouldBeTrue(line);
            if (!name.EndsWith("_bucket", StringComparison.Ordinal)) continue;
            var series = Regex.Replace(sample.Groups["labels"].Value, ",le=\"[^\"]*\"", "");
            if (previousBucket.Item1 == series) value.ShouldBeGreaterThanOrEqualTo(previousBucket.Item2);
            previousBucket = (series, value);
            if (line.Contains("le=\"+Inf\"", StringComparison.Ordinal)) text.ShouldContain($"{current}_count{series} {value}\n");
        }

        return samples;
    }

    [GeneratedRegex(@"^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) .+$")]
    private static partial Regex Help();

    [GeneratedRegex(@"^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram)$")]
    private static partial Regex TypeOf();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>\{[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"(?:,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*")*\})? (?<value>[-+]?(?:[0-9.]+(?:[eE][-+]?[0-9]+)?|Inf)|NaN)$""")]
    private static partial Regex Sample();
}

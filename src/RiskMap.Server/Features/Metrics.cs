using System.Diagnostics;
using System.Globalization;
using System.Text;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;

namespace RiskMap.Server.Features;

/// <summary><c>/metrics</c>: what an operator watches, in the text format of Prometheus. It holds no data of the city beyond counts.</summary>
public static class Metrics
{
    const string Counter = "counter";
    const string Gauge = "gauge";

    /// <summary>Adds it.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapRead("/metrics", (HttpContext context, ServedCity city, ServerMetrics metrics, AnswerCache answers) =>
        {
            Parameters.Allow(context.Request);
            context.Response.Headers.CacheControl = CachePolicy.Never;
            return JsonAnswer.WriteBytesAsync(context, Encoding.UTF8.GetBytes(Text(city, metrics, answers)), PrometheusText.ContentType);
        });

    static string Text(ServedCity city, ServerMetrics metrics, AnswerCache answers)
    {
        var text = new PrometheusText();
        WriteRequests(text, metrics);
        WriteWrites(text, metrics);
        WriteCity(text, city);
        WriteAnswers(text, answers);
        WriteProcess(text);
        return text.ToString();
    }

    static void WriteRequests(PrometheusText text, ServerMetrics metrics)
    {
        const string requests = "riskmap_http_requests_total";
        text.Begin(requests, Counter, "Requests answered, by route pattern and class of status.");
        foreach (var ((method, route, status), count) in metrics.Requests) text.Sample(requests, count, ("method", method), ("route", route), ("status", status));
        const string duration = "riskmap_http_request_duration_seconds";
        text.Begin(duration, "histogram", "Time to answer a request.");
        foreach (var ((method, route), durations) in metrics.Durations) WriteHistogram(text, duration, durations, method, route);
        text.Single("riskmap_http_requests_in_flight", Gauge, "Requests that are being answered, readers of live events aside.", metrics.InFlight);
        text.Single("riskmap_live_readers", Gauge, "Readers of live events.", metrics.Streams);
    }

    static void WriteHistogram(PrometheusText text, string name, DurationHistogram durations, string method, string route)
    {
        var counts = durations.Cumulative();
        for (var i = 0; i < counts.Length; i++)
        {
            var bound = i < DurationHistogram.Bounds.Length ? DurationHistogram.Bounds[i].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            text.Sample(name + "_bucket", counts[i], ("method", method), ("route", route), ("le", bound));
        }

        text.Sample(name + "_sum", durations.SumSeconds, ("method", method), ("route", route));
        text.Sample(name + "_count", counts[^1], ("method", method), ("route", route));
    }

    static void WriteWrites(PrometheusText text, ServerMetrics metrics)
    {
        const string writes = "riskmap_writes_total";
        text.Begin(writes, Counter, "Writes answered, by outcome: done, unchanged, replayed, conflict, refused, unavailable, failed.");
        foreach (var ((method, outcome), count) in metrics.Writes) text.Sample(writes, count, ("method", method), ("outcome", outcome));
        text.Single("riskmap_idempotent_replays_total", Counter, "Writes that were answered again and not done again.", metrics.Replays);
    }

    static void WriteCity(PrometheusText text, ServedCity city)
    {
        var (snapshot, stale) = (city.Current, city.Live?.StaleSince);
        text.Single("riskmap_ready", Gauge, "1 when the city is read and served.", snapshot is null ? 0 : 1);
        text.Single("riskmap_store_up", Gauge, "1 when the store answers.", snapshot is not null && stale is null ? 1 : 0);
        text.Single("riskmap_store_lag_seconds", Gauge, "Seconds since which the store cannot be followed; 0 while it can.",
            stale is { } since ? Math.Max(0, (TimeProvider.System.GetUtcNow() - since).TotalSeconds) : 0);
        text.Single("riskmap_change_sets_followed_total", Counter, "Versions of the store that the snapshot followed since the start, own writes included.", city.Followed);
        if (snapshot is null) return;
        text.Single("riskmap_snapshot_version", Gauge, "Version of the city that is served.", snapshot.Version.Version);
        text.Single("riskmap_snapshot_age_seconds", Gauge, "Seconds since the served version was published.", city.Age.TotalSeconds);
        text.Single("riskmap_snapshot_memory_bytes", Gauge, "Memory of the served version.", snapshot.MemoryBytes);
        const string features = "riskmap_features";
        text.Begin(features, Gauge, "Features by layer.");
        foreach (var layer in snapshot.Layers) text.Sample(features, layer.Count, ("layer", layer.Schema.Name));
    }

    static void WriteAnswers(PrometheusText text, AnswerCache answers)
    {
        text.Single("riskmap_answer_cache_hits_total", Counter, "Tiles and documents found in the cache.", answers.Hits);
        text.Single("riskmap_answer_cache_misses_total", Counter, "Tiles and documents that had to be made or coded.", answers.Misses);
        text.Single("riskmap_answer_cache_kept_total", Counter, "Tiles and documents that were kept over edits which did not touch them.", answers.Kept);
        text.Single("riskmap_answer_cache_bytes", Gauge, "Bytes of tiles and documents in the cache.", answers.Bytes);
        text.Single("riskmap_answer_cache_entries", Gauge, "Tiles and documents in the cache.", answers.Entries);
    }

    static void WriteProcess(PrometheusText text)
    {
        using var process = Process.GetCurrentProcess();
        text.Single("process_resident_memory_bytes", Gauge, "Resident memory of the process.", Environment.WorkingSet);
        text.Single("riskmap_heap_bytes", Gauge, "Managed memory in use.", GC.GetTotalMemory(forceFullCollection: false));
        text.Single("riskmap_heap_committed_bytes", Gauge, "Memory that the managed heap holds from the system since its last collection; the rest of the resident memory is not managed.", GC.GetGCMemoryInfo().TotalCommittedBytes);
        text.Single("process_cpu_seconds_total", Counter, "Processor time that the process has used.", process.TotalProcessorTime.TotalSeconds);
        text.Single("process_start_time_seconds", Gauge, "When the process started, in seconds since 1970.", new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000.0);
    }
}

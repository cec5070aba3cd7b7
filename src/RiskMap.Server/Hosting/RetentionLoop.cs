using RiskMap.City.Store;

namespace RiskMap.Server.Hosting;

/// <summary>Applies the store's retention when the city is open and once a day: one line of the log for what was dropped.</summary>
public sealed class RetentionLoop(ServedCity city, ILogger<RetentionLoop> log, TimeProvider? time = null) : BackgroundService
{
    static readonly TimeSpan Period = TimeSpan.FromDays(1);
    static readonly TimeSpan LookForCity = TimeSpan.FromSeconds(1);

    readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (city.Live is null) await Task.Delay(LookForCity, _time, stoppingToken);
        while (true)
        {
            try
            {
                await ApplyAsync(city.Live.Store, stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning("The retention of history was not applied, next try in a day: {Reason}", error.Message);
            }

            await Task.Delay(Period, _time, stoppingToken);
        }
    }

    async Task ApplyAsync(ICityStore store, CancellationToken cancellation)
    {
        if (await store.KeepDaysAsync(cancellation) is not { } days) return;
        var report = await store.PruneAsync(_time.GetUtcNow().AddDays(-days), dryRun: false, cancellation);
        if (report.Layers.Count == 0) return;
        log.LogInformation("Retention of {Days} days: history before version {Version} was dropped: {Layers}",
            days, report.HistoryFrom, string.Join(", ", report.Layers.Select(layer => $"{layer.Layer} {layer.Images} images of {layer.First:u} to {layer.Last:u}")));
    }
}

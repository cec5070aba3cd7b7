using Microsoft.Extensions.Logging;
using RiskMap.City.Model;
using RiskMap.City.Store;
using RiskMap.Server.Hosting;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Hosting;

public sealed class RetentionLoopTests
{
    [Fact]
    public async Task A_server_applies_the_retention_and_says_what_it_dropped()
    {
        await using var city = await TestCity.With(enterprises: 2);
        await city.DeleteAsync("enterprises", 1);
        await city.Live.Store.SetKeepDaysAsync(7, CancellationToken.None);
        await using var served = new ServedCity();
        await served.OpenAsync(stop => CityStores.OpenAsync(city.StorePath, stop), city.Log.CreateLogger("test"), CancellationToken.None);
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(city.Log));
        using var loop = new RetentionLoop(served, factory.CreateLogger<RetentionLoop>(), new InTenDays());
        await loop.StartAsync(CancellationToken.None);
        while (!city.Log.Lines.Any(line => line.Contains("enterprises 1 images", StringComparison.Ordinal))) await Task.Delay(20);
        await loop.StopAsync(CancellationToken.None);
        await Should.ThrowAsync<HistoryGoneException>(() => city.Live.Store.ReadAsOfAsync(1, CancellationToken.None));
        (await city.Live.Store.HistoryAsync(CityLayers.Get("enterprises"), 1, CancellationToken.None)).ShouldBeEmpty();
    }

    sealed class InTenDays : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(10);
    }
}

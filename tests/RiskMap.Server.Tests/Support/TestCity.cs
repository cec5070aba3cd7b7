using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Store;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;
using RiskMap.Server.Hosting;
using RiskMap.Server.Processes;

namespace RiskMap.Server.Tests.Support;

/// <summary>A small city in a temporary GeoPackage behind a real server on a free port. Its log must be clean when it ends.</summary>
sealed class TestCity : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ServedCity _served;
    readonly TempFolder _folder;

    TestCity(WebApplication app, ServedCity served, TempFolder folder, TestLog log)
    {
        (_app, _served, _folder, Log) = (app, served, folder, log);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public TestLog Log { get; }

    public LiveCity Live => _served.Live!;

    /// <summary>The routes that the server has: their pattern and methods.</summary>
    public IEnumerable<(string Pattern, IReadOnlyList<string> Methods)> Routes => ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Select(route => (route.RoutePattern.RawText!, route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []));

    public string Version => Live.Current.Version.Text;

    public static Task<TestCity> With(int enterprises) => With(city => city.Town().Enterprises(enterprises));

    public static async Task<TestCity> With(Action<CityDraft> draw, ServerOptions? options = null, ProcessRegistry? processes = null)
    {
        var city = await NotReady(options, processes);
        await using (var store = await CityStores.OpenAsync(city.StorePath, CancellationToken.None)) await FillAsync(store, draw);
        await city.OpenAsync();
        return city;
    }

    /// <summary>A server over a store that is filled already.</summary>
    public static async Task<TestCity> Over(string location)
    {
        var city = await NotReady();
        await city._served.OpenAsync(stop => CityStores.OpenAsync(location, stop), city.Log.CreateLogger("test"), CancellationToken.None);
        return city;
    }

    /// <summary>A server that has not read its city yet.</summary>
    public static async Task<TestCity> NotReady(ServerOptions? options = null, ProcessRegistry? processes = null)
    {
        var (folder, log, served) = (new TempFolder(), new TestLog(), new ServedCity());
        var app = CityServer.Build(options ?? ServerOptions.Create("http://127.0.0.1:0"), served, logging => logging.ClearProviders().AddProvider(log), processes);
        await app.StartAsync();
        return new TestCity(app, served, folder, log);
    }

    public string StorePath => Path.Combine(_folder.Path, "city.gpkg");

    public Task OpenAsync() => _served.OpenAsync(stop => CityStores.OpenAsync(StorePath, stop), Log.CreateLogger("test"), CancellationToken.None);

    /// <summary>Adds features while the server runs.</summary>
    public Task AddAsync(Action<CityDraft> draw) => Live.WriteAsync(new ChangeNote("tester", "add"), writer => WriteAsync(writer, draw), CancellationToken.None);

    /// <summary>Takes features away while the server runs.</summary>
    public Task DeleteAsync(string layer, params long[] ids) => Live.WriteAsync(new ChangeNote("tester", "delete"), async writer =>
    {
        foreach (var id in ids) await writer.DeleteAsync(CityLayers.Get(layer), id, null, CancellationToken.None);
    }, CancellationToken.None);

    public async Task<JsonNode> GetJsonAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!;
    }

    public async Task<JsonNode> GetProblemAsync(string path, HttpStatusCode status, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.RelativeOrAbsolute));
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var response = await Client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return JsonNode.Parse(body)!;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.RelativeOrAbsolute));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request);
    }

    /// <summary>The server answers no more.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _served.DisposeAsync();
        _folder.Dispose();
        Log.Troubles.ShouldBeEmpty();
    }

    public static Task FillAsync(ICityStore store, Action<CityDraft> draw) =>
        store.WriteAsync(new ChangeNote("tester", "fill"), writer => WriteAsync(writer, draw), CancellationToken.None);

    static async Task WriteAsync(ICityWriter writer, Action<CityDraft> draw)
    {
        var draft = new CityDraft();
        draw(draft);
        var plane = MetricPlane.ForLocation(118.25, 24.65);
        if (writer.Version == 1)
            await writer.SetCityAsync(new CityMetadata(("翔安区", "Xiang'an"), ["zh", "en"], "Asia/Shanghai", new Box(118.0, 24.4, 118.5, 24.9), plane.Code, plane.Wkt), CancellationToken.None);
        foreach (var layer in draft.Features.GroupBy(pair => pair.Layer))
            await writer.UpsertAsync(layer.Key, layer.Select(pair => pair.Feature).ToAsyncEnumerable(), CancellationToken.None);
    }
}

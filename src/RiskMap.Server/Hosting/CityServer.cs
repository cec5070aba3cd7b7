using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging.Console;
using RiskMap.Server.Features;
using RiskMap.Server.Http;
using RiskMap.Server.Processes;
using RiskMap.Server.Processes.Jobs;
using RiskMap.Server.Security;

namespace RiskMap.Server.Hosting;

/// <summary>Puts the server together: what every request passes, and the features.</summary>
public static class CityServer
{
    /// <summary>Where the console's page lies: wwwroot beside the assembly.</summary>
    public static string PageFolder { get; } = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <summary>Builds the server; start it with <see cref="WebApplication.StartAsync"/>.</summary>
    /// <param name="options">How it is reached.</param>
    /// <param name="city">What it serves; the caller starts and disposes it.</param>
    /// <param name="logging">Further settings of the log, or null.</param>
    /// <param name="processes">The processes that it offers; null for those of the product.</param>
    public static WebApplication Build(ServerOptions options, ServedCity city, Action<ILoggingBuilder>? logging = null, ProcessRegistry? processes = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(options.Url.GetLeftPart(UriPartial.Authority));
        builder.Services.AddRoutingCore();
        builder.Services.AddHostedService<RetentionLoop>();
        builder.Services.AddSingleton(options).AddSingleton(city).AddSingleton(new AnswerCache(() => city.Live?.Changes, options.CacheBytes)).AddSingleton(new ServerMetrics());
        builder.Services.AddSingleton(processes ?? ProcessRegistry.Default).AddSingleton<JobBoard>();
        AddLog(builder.Logging);
        logging?.Invoke(builder.Logging);
        var app = builder.Build();
        UseGates(app);
        MapFeatures(app);
        return app;
    }

    static void AddLog(ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None); // its scope bears another request id; ours is the one that is told
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // what keeps the server from starting is said once, by the command
        logging.SetMinimumLevel(LogLevel.Information);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (Console.IsErrorRedirected) logging.AddJsonConsole(json => (json.TimestampFormat, json.IncludeScopes) = ("yyyy-MM-dd'T'HH:mm:ss.fffK", true));
        else logging.AddSimpleConsole(line => (line.SingleLine, line.TimestampFormat) = (true, "HH:mm:ss "));
    }

    static void UseGates(WebApplication app)
    {
        app.UseMiddleware<RequestJournal>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseMiddleware<RequestGate>();
        app.UseMiddleware<VersionMiddleware>();
        if (Directory.Exists(PageFolder))
            app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(PageFolder), OnPrepareResponse = SetLifetime });
        app.UseRouting();
    }

    static void MapFeatures(WebApplication app)
    {
        app.MapLandingPage();
        app.MapConformance();
        app.MapApiDocument();
        app.MapCollections();
        app.MapSchemas();
        app.MapFunctions();
        app.MapItems();
        app.MapItemWrites();
        app.MapDispatch();
        app.MapTiles();
        app.MapTileJson();
        app.MapTileSets();
        app.MapTileMatrixSets();
        app.MapMapTiles();
        app.MapMapStatic();
        app.MapStyleImages();
        app.MapAreaRisks();
        app.MapProcesses();
        app.MapProcessJobs();
        app.MapStyles();
        app.MapLive();
        app.MapHealth();
        app.MapMetrics();
    }

    /// <summary>Files below assets/ bear a hash in their names and never change; the others are asked for again.</summary>
    static void SetLifetime(StaticFileResponseContext file) => file.Context.Response.Headers.CacheControl =
        file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? CachePolicy.Immutable : CachePolicy.Revalidate;
}

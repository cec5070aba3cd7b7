using System.CommandLine;
using RiskMap.Server.Features;
using RiskMap.Server.Hosting;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap serve</c>: serves a store.</summary>
public static class ServeCommand
{
    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var address = new AddressOptions(globals);
        var command = new Command("serve", globals.Text("command.serve"));
        address.AddTo(command);
        return globals.Does(command, (parse, terminal, cancellation) => RunAsync(globals.Location(parse), address.Read(parse), terminal, cancellation));
    }

    /// <summary>Serves a store until the cancellation; returns the exit code.</summary>
    public static async Task<int> RunAsync(string location, ServerOptions options, Terminal terminal, CancellationToken cancellation)
    {
        Stores.CheckExisting(location);
        await using var city = new ServedCity();
        await using var app = CityServer.Build(options, city);
        await app.StartAsync(cancellation);
        var address = app.Urls.First();
        if (!options.IsLoopback) terminal.Say("serve.trusted-network", address);
        terminal.Output.WriteLine(terminal.Text("serve.address", options.PublicUrl?.AbsoluteUri ?? address));
        await terminal.Output.FlushAsync(cancellation);
        try
        {
            await city.OpenAsync(stop => Stores.OpenExistingAsync(location, stop), app.Services.GetRequiredService<ILogger<ServedCity>>(), cancellation);
            LogStart(app, city, address);
            terminal.Say("serve.ready", city.Required.Layers.Sum(layer => layer.Count), city.Required.Version.Version);
            if (city.Live is { Store: { IsReadOnly: true } store }) terminal.Say("serve.read-only", store.Description);
            await Task.Run(() => AreaRisks.Prepare(city.Required), cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            terminal.Say("serve.stopped");
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
            app.Services.GetRequiredService<ILogger<ServedCity>>().LogInformation("Stopped");
        }

        return Failures.Done;
    }

    static void LogStart(WebApplication app, ServedCity city, string address) => app.Services.GetRequiredService<ILogger<ServedCity>>().LogInformation(
        "RiskMap {Program} serves {Store} at {Address}, version {Version}", Writing.ProgramVersion, city.Live!.Store.Description, address, city.Required.Version.Version);
}

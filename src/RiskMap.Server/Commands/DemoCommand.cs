using System.CommandLine;
using System.Globalization;
using RiskMap.City.Sources.Demo;
using RiskMap.City.Store;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap demo</c>: makes the demo city if it is not there, serves it, prints the address.</summary>
public static class DemoCommand
{
    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var city = new Option<string>("--city") { Description = globals.Text("option.city"), DefaultValueFactory = _ => new DemoOptions().City };
        var scale = new Option<double>("--scale") { CustomParser = globals.Number, Description = globals.Text("option.scale"), DefaultValueFactory = _ => new DemoOptions().Scale };
        var seed = new Option<long>("--seed") { CustomParser = globals.Integer, Description = globals.Text("option.seed"), DefaultValueFactory = _ => new DemoOptions().Seed };
        var address = new AddressOptions(globals);
        var command = new Command("demo", globals.Text("command.demo")) { city, scale, seed };
        address.AddTo(command);
        return globals.Does(command, async (parse, terminal, cancellation) =>
        {
            var (location, server) = (globals.Location(parse), address.Read(parse));
            await MakeAsync(location, new DemoOptions(parse.GetValue(city)!, parse.GetValue(scale), (int)parse.GetValue(seed)), terminal, cancellation);
            return await ServeCommand.RunAsync(location, server, terminal, cancellation);
        });
    }

    static async Task MakeAsync(string location, DemoOptions options, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            await Stores.FillAsync(location, store => FillAsync(store, options, terminal, cancellation), cancellation);
        }
        catch (ArgumentException wrong) when (wrong.ParamName is "options" or "city")
        {
            throw new WrongUsageException(MessageTexts.Both("demo.wrong-option", wrong.Message.Split(" (Parameter", 2)[0]));
        }
    }

    static async Task<long> FillAsync(ICityStore store, DemoOptions options, Terminal terminal, CancellationToken cancellation)
    {
        var state = await store.StateAsync(cancellation);
        if (state.Version > 0)
        {
            terminal.Say("demo.there", store.Description);
            return state.Version;
        }

        terminal.Say("demo.making", options.City, options.Scale.ToString(CultureInfo.InvariantCulture), options.Seed, store.Description);
        var start = TimeProvider.System.GetTimestamp();
        var outcome = await DemoCity.FillAsync(store, options, new LineProgress(terminal), cancellation);
        terminal.Say("demo.made", outcome.State.Version, TimeProvider.System.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
        return outcome.State.Version;
    }
}

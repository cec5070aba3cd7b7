using System.CommandLine;
using System.Globalization;
using RiskMap.City.Sources.Demo;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap demo</c>: makes the demo city if it is not there, serves it, prints the address.</summary>
public static class DemoCommand
{
    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var city = new Option<string>("--city") { Description = globals.Text("option.city"), DefaultValueFactory = _ => new DemoOptions().City };
        var scale = new Option<double>("--scale") { Description = globals.Text("option.scale"), DefaultValueFactory = _ => new DemoOptions().Scale };
        var seed = new Option<int>("--seed") { Description = globals.Text("option.seed"), DefaultValueFactory = _ => new DemoOptions().Seed };
        var address = new AddressOptions(globals);
        var command = new Command("demo", globals.Text("command.demo")) { city, scale, seed };
        address.AddTo(command);
        return globals.Does(command, async (parse, terminal, cancellation) =>
        {
            var (location, server) = (globals.Location(parse), address.Read(parse));
            await MakeAsync(location, new DemoOptions(parse.GetValue(city)!, parse.GetValue(scale), parse.GetValue(seed)), terminal, cancellation);
            return await ServeCommand.RunAsync(location, server, terminal, cancellation);
        });
    }

    static async Task MakeAsync(string location, DemoOptions options, Terminal terminal, CancellationToken cancellation)
    {
        var isNew = Stores.IsFile(location) && !File.Exists(location);
        try
        {
            await FillAsync(location, options, terminal, cancellation);
        }
        catch (ArgumentException wrong) when (wrong.ParamName is "options" or "city")
        {
            if (isNew) Stores.Remove(location);
            throw new WrongUsageException(MessageTexts.Both("demo.wrong-option", wrong.Message.Split(" (Parameter", 2)[0]));
        }
    }

    static async Task FillAsync(string location, DemoOptions options, Terminal terminal, CancellationToken cancellation)
    {
        await using var store = await Stores.OpenAsync(location, cancellation);
        if ((await store.StateAsync(cancellation)).Version > 0)
        {
            terminal.Say("demo.there", store.Description);
            return;
        }

        terminal.Say("demo.making", options.City, options.Scale.ToString(CultureInfo.InvariantCulture), options.Seed, store.Description);
        var start = TimeProvider.System.GetTimestamp();
        var outcome = await DemoCity.FillAsync(store, options, new DemoProgress(terminal), cancellation);
        terminal.Say("demo.made", outcome.State.Version, TimeProvider.System.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
    }

    sealed class DemoProgress(Terminal terminal) : IProgress<string>
    {
        public void Report(string value) => terminal.Error.WriteLine("  " + value);
    }
}

using System.CommandLine;
using RiskMap.Server.Hosting;

namespace RiskMap.Server.Commands;

/// <summary>The options by which <c>serve</c> and <c>demo</c> are reached.</summary>
public sealed class AddressOptions(GlobalOptions globals)
{
    const int MebibyteShift = 20;

    /// <summary>A tebibyte: more than any machine has for answers.</summary>
    const long MostMebibytes = 1L << 20;

    readonly Option<string> _url = new("--url")
    {
        Description = globals.Text("option.url"),
        HelpName = "U",
        DefaultValueFactory = _ => ServerOptions.DefaultUrl,
    };

    readonly Option<string?> _publicUrl = new("--public-url") { Description = globals.Text("option.public-url"), HelpName = "U" };
    readonly Option<string[]> _hosts = new("--allowed-host") { Description = globals.Text("option.allowed-host"), HelpName = "NAME" };
    readonly Option<string[]> _origins = new("--allowed-origin") { Description = globals.Text("option.allowed-origin"), HelpName = "ORIGIN" };
    readonly Option<bool> _trusted = new("--trusted-network") { Description = globals.Text("option.trusted-network") };
    readonly Option<bool> _readOnly = new("--read-only") { Description = globals.Text("option.read-only") };
    readonly Option<bool> _logRequests = new("--log-requests") { Description = globals.Text("option.log-requests") };

    readonly Option<long> _cache = new("--cache")
    {
        Description = globals.Text("option.cache"),
        HelpName = "MIB",
        CustomParser = globals.Integer,
        DefaultValueFactory = _ => AnswerCache.DefaultBudgetBytes >> MebibyteShift,
    };

    /// <summary>Gives the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _url, _publicUrl, _hosts, _origins, _trusted, _readOnly, _logRequests, _cache }) command.Options.Add(option);
    }

    /// <summary>Reads and checks them.</summary>
    public ServerOptions Read(ParseResult parse) => ServerOptions.Create(
        parse.GetValue(_url)!,
        parse.GetValue(_publicUrl),
        parse.GetValue(_hosts),
        parse.GetValue(_origins),
        parse.GetValue(_trusted),
        parse.GetValue(_readOnly),
        parse.GetValue(_logRequests),
        Math.Clamp(parse.GetValue(_cache), 0, MostMebibytes) << MebibyteShift);
}

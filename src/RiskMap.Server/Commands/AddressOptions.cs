using System.CommandLine;
using RiskMap.Server.Hosting;

namespace RiskMap.Server.Commands;

/// <summary>The options by which <c>serve</c> and <c>demo</c> are reached.</summary>
public sealed class AddressOptions(GlobalOptions globals)
{
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

    /// <summary>Gives the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _url, _publicUrl, _hosts, _origins, _trusted, _readOnly, _logRequests }) command.Options.Add(option);
    }

    /// <summary>Reads and checks them.</summary>
    public ServerOptions Read(ParseResult parse) => ServerOptions.Create(
        parse.GetValue(_url)!,
        parse.GetValue(_publicUrl),
        parse.GetValue(_hosts),
        parse.GetValue(_origins),
        parse.GetValue(_trusted),
        parse.GetValue(_readOnly),
        parse.GetValue(_logRequests));
}

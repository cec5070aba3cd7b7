using System.Net;
using RiskMap.Server.Commands;
using RiskMap.Server.Processes.Jobs;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Hosting;

/// <summary>How the server is reached, and by whom (decision 13 of the design).</summary>
public sealed record ServerOptions
{
    /// <summary>Address where nothing else is said.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Address to listen on.</summary>
    public Uri Url { get; private init; } = new(DefaultUrl);

    /// <summary>Address that people use where a proxy stands before the server; it sets every link. Null: links follow the request.</summary>
    public Uri? PublicUrl { get; private init; }

    /// <summary>Further host names under which the server may be asked.</summary>
    public IReadOnlyList<string> AllowedHosts { get; private init; } = [];

    /// <summary>Origins of other pages that may read.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; private init; } = [];

    /// <summary>True when the operator has said that everyone who reaches the address may use the server.</summary>
    public bool TrustedNetwork { get; private init; }

    /// <summary>True when writes over HTTP are refused.</summary>
    public bool ReadOnly { get; private init; }

    /// <summary>True when every request has a line in the log, reads too.</summary>
    public bool LogRequests { get; private init; }

    /// <summary>
    /// Most bytes of features in one page: the page ends early there and goes on behind its next link. A page is held whole until its head can tell how
    /// many features it has, and takes a second on a line of 64 Mbit/s; one feature may have as much when it is written (<see cref="Http.WriteBody"/>).
    /// </summary>
    public int PageBytes { get; init; } = Http.WriteBody.MaximumBytes;

    /// <summary>How much of processes is computed at once and kept.</summary>
    public JobLimits Jobs { get; init; } = new();

    /// <summary>Most bytes of answers that are kept ready; 0 makes each answer anew.</summary>
    public long CacheBytes { get; private init; } = AnswerCache.DefaultBudgetBytes;

    /// <summary>True when only this machine can reach the address.</summary>
    public bool IsLoopback => IsLoopbackName(Url.Host);

    /// <summary>True when nobody but this machine's user is meant to use the server: only then are personal fields told, until there is access control.</summary>
    public bool IsForThisMachineOnly => IsLoopback && PublicUrl is null && !TrustedNetwork;

    /// <summary>Checks what a command line gave.</summary>
    /// <exception cref="WrongUsageException">An address that is none.</exception>
    /// <exception cref="RefusedException">An address that other machines reach, without <c>--trusted-network</c>.</exception>
    public static ServerOptions Create(
        string url,
        string? publicUrl = null,
        IReadOnlyList<string>? allowedHosts = null,
        IReadOnlyList<string>? allowedOrigins = null,
        bool trustedNetwork = false,
        bool readOnly = false,
        bool logRequests = false,
        long cacheBytes = AnswerCache.DefaultBudgetBytes)
    {
        var options = new ServerOptions
        {
            Url = Address("--url", url, Uri.UriSchemeHttp),
            PublicUrl = publicUrl is null ? null : Address("--public-url", publicUrl, Uri.UriSchemeHttp, Uri.UriSchemeHttps),
            AllowedHosts = allowedHosts ?? [],
            AllowedOrigins = [.. (allowedOrigins ?? []).Select(Origin)],
            TrustedNetwork = trustedNetwork,
            ReadOnly = readOnly,
            LogRequests = logRequests,
            CacheBytes = cacheBytes,
        };
        return options.IsLoopback || trustedNetwork ? options : throw new RefusedException(MessageTexts.Both("serve.not-loopback", url));
    }

    /// <summary>True for localhost and every loopback address.</summary>
    public static bool IsLoopbackName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    static Uri Address(string option, string text, params ReadOnlySpan<string> schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme) && address.Query.Length == 0 && address.Fragment.Length == 0
            ? address
            : throw new WrongUsageException(MessageTexts.Both("serve.bad-address", option, text));

    static string Origin(string text) =>
        text == "*" ? text : Address("--allowed-origin", text, Uri.UriSchemeHttp, Uri.UriSchemeHttps).GetLeftPart(UriPartial.Authority);
}

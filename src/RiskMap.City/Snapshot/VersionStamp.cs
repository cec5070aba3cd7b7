using System.Globalization;
using System.Text.RegularExpressions;

namespace RiskMap.City.Snapshot;

/// <summary>A version as a client names it, read from the text of a <see cref="VersionToken"/>.</summary>
/// <param name="Life">Store and epoch; versions of different lives have no order.</param>
/// <param name="Version">Version of the city.</param>
/// <param name="Build">Hash of the program and its rules, or null where the client left it out.</param>
public readonly partial record struct VersionStamp(string Life, long Version, string? Build)
{
    /// <summary>Reads a token; null when the text is none.</summary>
    public static VersionStamp? Parse(string text) =>
        Pattern().Match(text) is { Success: true } token && long.TryParse(token.Groups["version"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new(token.Groups["life"].Value, version, token.Groups["build"] is { Success: true } build ? build.Value : null)
            : null;

    [GeneratedRegex(@"^(?<life>[0-9A-Za-z]{1,16}\.[0-9A-Za-z]{1,16})\.(?<version>[0-9]{1,19})(-(?<build>[0-9a-f]{8}))?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}

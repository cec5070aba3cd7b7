namespace RiskMap.Server.Texts;

/// <summary>The two languages of messages: <c>zh</c> first, <c>en</c> second.</summary>
public static class Language
{
    /// <summary>Chinese, the language where nothing else is asked for.</summary>
    public const string Chinese = "zh";

    /// <summary>English.</summary>
    public const string English = "en";

    /// <summary>The language of a command line: <c>--lang</c> where it stands, else the LANG variable (<c>en_GB.UTF-8</c>), else Chinese.</summary>
    public static string OfCommandLine(IReadOnlyList<string> arguments, string? environment)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--lang" && i + 1 < arguments.Count) return Known(arguments[i + 1]);
            if (arguments[i].StartsWith("--lang=", StringComparison.Ordinal)) return Known(arguments[i]["--lang=".Length..]);
        }

        return Known(environment ?? Chinese);
    }

    /// <summary>The language of a tag such as <c>en-GB</c>; any other than English reads Chinese.</summary>
    public static string Known(string tag) => tag.StartsWith(English, StringComparison.OrdinalIgnoreCase) ? English : Chinese;

    /// <summary>The language of a request: <c>?lang=</c>, else the first of Accept-Language that we speak, else Chinese.</summary>
    public static string OfRequest(HttpRequest request)
    {
        if (request.Query.TryGetValue("lang", out var asked) && asked.Count > 0) return Known(asked[0]!);
        var best = request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(tag => tag.Quality ?? 1)
            .Select(tag => tag.Value.Value ?? "")
            .FirstOrDefault(tag => tag.StartsWith(Chinese, StringComparison.OrdinalIgnoreCase) || tag.StartsWith(English, StringComparison.OrdinalIgnoreCase));
        return Known(best ?? Chinese);
    }
}

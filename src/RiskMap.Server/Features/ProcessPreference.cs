using System.Globalization;

namespace RiskMap.Server.Features;

/// <summary>What a client prefers (RFC 7240): a job of its own, or to wait some seconds and have a job when it takes longer.</summary>
/// <param name="IsAsync">True for <c>respond-async</c>.</param>
/// <param name="WaitSeconds">Seconds of <c>wait=</c>, or null.</param>
readonly record struct ProcessPreference(bool IsAsync, int? WaitSeconds)
{
    /// <summary>Header.</summary>
    internal const string Header = "Prefer";

    /// <summary>Header that tells which preference was followed.</summary>
    internal const string AppliedHeader = "Preference-Applied";

    const string Async = "respond-async", Wait = "wait";

    /// <summary>The preferences as the header Preference-Applied tells them.</summary>
    internal string Applied => string.Join(", ", new[] { IsAsync ? Async : null, WaitSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"{Wait}={seconds}") : null }.Where(text => text is not null));

    /// <summary>The preferences of a request; those that are unknown or cannot be read are none (RFC 7240, 2).</summary>
    internal static ProcessPreference Of(HttpRequest request, int longestWaitSeconds)
    {
        var (isAsync, wait) = (false, (int?)null);
        foreach (var preference in request.Headers[Header].SelectMany(line => (line ?? "").Split(',', ';')).Select(text => text.Trim()))
        {
            if (preference.Equals(Async, StringComparison.OrdinalIgnoreCase)) isAsync = true;
            if (preference.Split('=') is [var name, var value] && name.Trim().Equals(Wait, StringComparison.OrdinalIgnoreCase)
                && int.TryParse(value.Trim(' ', '"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) wait = Math.Min(seconds, longestWaitSeconds);
        }
        return new(isAsync, wait);
    }
}

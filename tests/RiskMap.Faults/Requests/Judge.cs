using System.Net;
using System.Text.Json;

namespace RiskMap.Faults.Requests;

/// <summary>Says what is wrong with an answer, or null. Pure.</summary>
static class Judge
{
    const string ProblemType = "application/problem+json";

    // What no member is to blame for: the path, the method, the host, the size or the form of the whole.
    static readonly string[] OfTheWhole = ["unknown-path", "method-not-allowed", "body-too-large", "bad-request"];

    public static string? FaultOf(Shot shot, Reply reply)
    {
        var status = (int)reply.Status;
        return status switch
        {
            503 when shot.MayWaitInVain => reply.HasRetryAfter ? ProblemFault(shot, reply) : "503 without Retry-After",
            >= 500 => $"{status}: {reply.Start}",
            >= 400 => shot.IsBrokenHttp && reply.Body.Length == 0 ? null : ProblemFault(shot, reply),
            304 or 204 => reply.Body.Length == 0 ? null : $"{status} with a body",
            >= 300 => reply.Location is null ? $"{status} without Location" : null,
            _ => shot.IsHead ? reply.Body.Length == 0 ? null : "HEAD with a body" : Contents.FaultOf(reply),
        };
    }

    static string? ProblemFault(Shot shot, Reply reply)
    {
        if (reply.MediaType != ProblemType) return $"{(int)reply.Status} as '{reply.MediaType}', not as a problem document";
        if (shot.IsHead) return reply.Body.Length == 0 ? null : "HEAD with a body";
        try
        {
            using var document = JsonDocument.Parse(reply.Body);
            return ProblemFault(document.RootElement, (int)reply.Status);
        }
        catch (JsonException broken)
        {
            return $"{(int)reply.Status} with a document that is not JSON: {broken.Message}";
        }
    }

    static string? ProblemFault(JsonElement problem, int status)
    {
        foreach (var name in (string[])["type", "title", "detail"])
        {
            if (!problem.TryGetProperty(name, out var text) || text.ValueKind != JsonValueKind.String || text.GetString()!.Length == 0) return $"{status} without {name}";
        }

        if (problem.GetProperty("status").GetInt32() != status) return $"{status} whose document says {problem.GetProperty("status")}";
        var type = problem.GetProperty("type").GetString()!;
        var namesMember = problem.TryGetProperty("member", out var member) && member.ValueKind == JsonValueKind.String;
        return namesMember || OfTheWhole.Any(code => type.EndsWith($":{code}", StringComparison.Ordinal)) ? null : $"{status} {type} names no member";
    }
}

/// <summary>An answer with its whole body, decompressed.</summary>
sealed record Reply(HttpStatusCode Status, string? MediaType, byte[] Body, bool HasRetryAfter, Uri? Location, TimeSpan Took)
{
    const int LongestStart = 200;

    public string Start => System.Text.Encoding.UTF8.GetString(Body, 0, Math.Min(Body.Length, LongestStart));
}

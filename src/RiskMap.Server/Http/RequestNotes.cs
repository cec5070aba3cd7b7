namespace RiskMap.Server.Http;

/// <summary>What a request leaves for its line in the log. The texts are checked before: no line breaks, no personal fields.</summary>
public static class RequestNotes
{
    static readonly object Who = new();
    static readonly object Problem = new();

    /// <summary>Notes who writes.</summary>
    public static void NoteWho(this HttpContext context, string who) => context.Items[Who] = who;

    /// <summary>Notes which problem was answered.</summary>
    public static void NoteProblem(this HttpContext context, string code) => context.Items[Problem] = code;

    /// <summary>Who writes, or null.</summary>
    public static string? NotedWho(this HttpContext context) => context.Items[Who] as string;

    /// <summary>Which problem was answered, or null.</summary>
    public static string? NotedProblem(this HttpContext context) => context.Items[Problem] as string;
}

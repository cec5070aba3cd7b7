using System.Diagnostics;

namespace RiskMap.Server.Http;

/// <summary>What a request leaves for its line in the log. The texts are checked before: no line breaks, no personal fields.</summary>
public static class RequestNotes
{
    static readonly object Who = new();
    static readonly object Problem = new();
    static readonly object Answered = new();

    /// <summary>Notes who writes.</summary>
    public static void NoteWho(this HttpContext context, string who) => context.Items[Who] = who;

    /// <summary>Notes which problem was answered.</summary>
    public static void NoteProblem(this HttpContext context, string code) => context.Items[Problem] = code;

    /// <summary>Notes that the answer stands from now on, though it goes on.</summary>
    public static void NoteAnswered(this HttpContext context) => context.Items[Answered] = Stopwatch.GetTimestamp();

    /// <summary>How long a request took that came at a time: until its answer stood, or until now.</summary>
    public static TimeSpan TimeSince(this HttpContext context, long start) =>
        context.Items[Answered] is long answered ? Stopwatch.GetElapsedTime(start, answered) : Stopwatch.GetElapsedTime(start);

    /// <summary>Who writes, or null.</summary>
    public static string? NotedWho(this HttpContext context) => context.Items[Who] as string;

    /// <summary>Which problem was answered, or null.</summary>
    public static string? NotedProblem(this HttpContext context) => context.Items[Problem] as string;
}

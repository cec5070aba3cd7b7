using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using RiskMap.City.Model;
using RiskMap.City.Sources;
using RiskMap.City.Store;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary>Something a person can mend: exit code 1, nothing changed.</summary>
/// <param name="text">What is wrong and how to mend it.</param>
public sealed class RefusedException(LocalizedText text) : Exception(text.En)
{
    /// <summary>What is wrong and how to mend it.</summary>
    public LocalizedText Text { get; } = text;
}

/// <summary>The command was written wrongly: exit code 2.</summary>
/// <param name="text">What is wrong and how to write it.</param>
public sealed class WrongUsageException(LocalizedText text) : Exception(text.En)
{
    /// <summary>What is wrong and how to write it.</summary>
    public LocalizedText Text { get; } = text;
}

/// <summary>Turns what went wrong into one message and an exit code; never a stack trace.</summary>
public static class Failures
{
    /// <summary>Exit code of a command that did its work.</summary>
    public const int Done = 0;

    /// <summary>Exit code of a command that was refused or failed.</summary>
    public const int Refused = 1;

    /// <summary>Exit code of a command that was written wrongly.</summary>
    public const int WrongUsage = 2;

    /// <summary>The message for a person, and the exit code.</summary>
    public static (LocalizedText Text, int ExitCode) Explain(Exception exception) => exception switch
    {
        WrongUsageException wrong => (wrong.Text, WrongUsage),
        RefusedException refused => (refused.Text, Refused),
        StoreException store => (store.Text, Refused),
        QuestionException fault => (MessageTexts.Both("problem.invalid-input.detail", fault.Member, MessageTexts.Both("process.refused", fault.Reason, fault.Remedy)), Refused),
        ImportException import => (import.Text, Refused),
        IOException { InnerException: AddressInUseException } inUse => (MessageTexts.Both("failure.address-in-use", inUse.Message), Refused),
        OperationCanceledException => (MessageTexts.Both("failure.cancelled"), Refused),
        FileNotFoundException missing => (MessageTexts.Both("failure.file-missing", missing.FileName ?? missing.Message), Refused),
        DirectoryNotFoundException missing => (MessageTexts.Both("failure.folder-missing", missing.Message), Refused),
        UnauthorizedAccessException denied => (MessageTexts.Both("failure.no-access", denied.Message), Refused),
        SocketException network => (MessageTexts.Both("failure.network", network.Message), Refused),
        IOException io => (MessageTexts.Both("failure.io", io.Message), Refused),
        _ => (MessageTexts.Both("failure.unexpected", exception.GetType().Name, exception.Message), Refused),
    };
}

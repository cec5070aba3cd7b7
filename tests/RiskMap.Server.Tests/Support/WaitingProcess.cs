using RiskMap.City.Snapshot;
using RiskMap.Server.Processes;

namespace RiskMap.Server.Tests.Support;

/// <summary>A process that goes on for as long as a test holds it, or until it is cancelled.</summary>
sealed class WaitingProcess : IDisposable
{
    readonly ManualResetEventSlim _free = new();
    int _begun;

    /// <summary>Runs that have begun.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <summary>Runs that heard that nobody wants them any more.</summary>
    public int Cancelled;

    /// <summary>The registry that has it beside the product's own.</summary>
    public ProcessRegistry Registry => new([.. ProcessRegistry.Default.All, Definition]);

    ProcessDefinition Definition => ProcessDefinition.Of<WaitingQuestion, WaitingAnswer>(
        "wait", ("等待", "Wait"), ("等待", "Waits"),
        [new("name", ("名称", "Name"), ("名称", "Name")), new("fail", ("出错", "Fail"), ("出错", "Fail"))],
        new("answer", ("回答", "Answer"), ProcessFormat.Json), """{"name":"甲"}""", Run);

    /// <summary>Lets all runs end.</summary>
    public void Free() => _free.Set();

    /// <summary>Waits until so many runs have begun.</summary>
    public async Task BegunAsync(int runs)
    {
        for (var look = 0; look < 1200 && Begun < runs; look++) await Task.Delay(25);
        Begun.ShouldBe(runs);
    }

    public void Dispose()
    {
        _free.Set();
        _free.Dispose();
    }

    WaitingAnswer Run(CitySnapshot city, WaitingQuestion question, ProcessRun run)
    {
        Interlocked.Increment(ref _begun);
        run.Progress.Report(0.25);
        try
        {
            _free.Wait(run.Cancellation);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref Cancelled);
            throw;
        }
        return question.Fail == true ? throw new InvalidDataException("broken on purpose") : new(city.Version.Text, city.WhatIf, question.Name, city.Layer("enterprises").Count);
    }
}

sealed record WaitingQuestion(string? Name = null, bool? Fail = null);

sealed record WaitingAnswer(string DataVersion, bool WhatIf, string? Name, int Enterprises);

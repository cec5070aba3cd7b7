using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RiskMap.Server.Tests.Support;

/// <summary>Keeps what the server logs; warnings and errors are troubles unless a test expects them.</summary>
sealed class TestLog : ILoggerProvider, ISupportExternalScope
{
    readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    /// <summary>All lines, each with the scopes in which it stands.</summary>
    public IEnumerable<string> Lines => _lines.Select(line => line.Text);

    public IEnumerable<string> Troubles => _lines.Where(line => line.Level >= LogLevel.Warning).Select(line => $"{line.Level}: {line.Text}");

    /// <summary>The lines that fit, once there are as many as expected: a request's line may come after its answer.</summary>
    public async Task<List<string>> LinesAsync(Func<string, bool> fits, int count)
    {
        for (var wait = 0; wait < 200 && Lines.Count(fits) < count; wait++) await Task.Delay(25);
        return [.. Lines.Where(fits)];
    }

    public void Forget() => _lines.Clear();

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    sealed class Logger(TestLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scopes = new List<string?>();
            log._scopes.ForEachScope((scope, texts) => texts.Add(scope?.ToString()), scopes);
            log._lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception} [{string.Join(" > ", scopes)}]"));
        }
    }
}

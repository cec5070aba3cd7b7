using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RiskMap.Server.Tests.Support;

/// <summary>Keeps what the server logs; warnings and errors are troubles unless a test expects them.</summary>
sealed class TestLog : ILoggerProvider
{
    readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IEnumerable<string> Troubles => _lines.Where(line => line.Level >= LogLevel.Warning).Select(line => $"{line.Level}: {line.Text}");

    public IEnumerable<string> Lines => _lines.Select(line => line.Text);

    public void Forget() => _lines.Clear();

    public ILogger CreateLogger(string categoryName) => new Logger(_lines);

    public void Dispose()
    {
    }

    sealed class Logger(ConcurrentQueue<(LogLevel, string)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));
    }
}

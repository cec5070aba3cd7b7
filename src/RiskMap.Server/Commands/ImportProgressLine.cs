using System.Globalization;
using RiskMap.City.Sources;

namespace RiskMap.Server.Commands;

/// <summary>How far an import is, on one line of a terminal; where standard error is redirected, a line every few seconds. Thread-safe.</summary>
public sealed class ImportProgressLine(Terminal terminal) : IProgress<ImportProgress>, IDisposable
{
    static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    readonly Lock _lock = new();
    readonly bool _isTerminal = !Console.IsErrorRedirected && terminal.Error == Console.Error;
    long _last = TimeProvider.System.GetTimestamp();
    int _width;

    /// <inheritdoc />
    public void Report(ImportProgress value)
    {
        lock (_lock)
        {
            if (!_isTerminal && TimeProvider.System.GetElapsedTime(_last) < BetweenLines) return;
            _last = TimeProvider.System.GetTimestamp();
            var share = value is { BytesRead: { } read, BytesTotal: > 0 and { } total } ? read / (double)total : (double?)null;
            var line = terminal.Text("import.progress", value.Stage, value.RowsRead.ToString("N0", CultureInfo.InvariantCulture), share?.ToString("P0", CultureInfo.InvariantCulture) ?? "");
            if (!_isTerminal) terminal.Error.WriteLine(line);
            else terminal.Error.Write("\r" + line.PadRight(_width));
            _width = line.Length;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isTerminal && _width > 0) terminal.Error.Write("\r" + new string(' ', _width * 2) + "\r");
            _width = 0;
        }
    }
}

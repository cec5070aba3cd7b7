using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using RiskMap.Faults.Cities;

namespace RiskMap.Faults.Processes;

/// <summary>A running <c>riskmap serve</c> and a client for it. Ending it is always <c>kill -9</c>: nothing here relies on a good end.</summary>
sealed class CityServer : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly Process _process;
    readonly ConcurrentQueue<string> _log;

    CityServer(Process process, Uri address, ConcurrentQueue<string> log)
    {
        (_process, _log, Address) = (process, log, address);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, ConnectCallback = ConnectAsync })
        {
            BaseAddress = address,
            Timeout = Patience,
        };
    }

    public HttpClient Client { get; }

    public Uri Address { get; }

    public int ProcessId => _process.Id;

    public bool IsRunning => !_process.HasExited;

    /// <summary>What the log says of errors; a case that expects none asks here.</summary>
    public IEnumerable<string> LoggedErrors => _log.Where(line => line.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal)
        || line.Contains("\"LogLevel\":\"Critical\"", StringComparison.Ordinal) || line.Contains("Unhandled exception", StringComparison.Ordinal));

    /// <summary>Starts a server and waits until it serves the city. The command is <c>serve</c> where none is given.</summary>
    public static async Task<CityServer> StartAsync(string store, params string[] command)
    {
        var process = Installation.Start(store, [.. command.Length > 0 ? command : ["serve"], "--url", "http://127.0.0.1:0"]);
        var log = new ConcurrentQueue<string>();
        process.ErrorDataReceived += (_, line) => Keep(log, line.Data);
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(Patience);
        var said = await process.StandardOutput.ReadLineAsync(patience.Token);
        if (said is null)
        {
            await process.WaitForExitAsync(CancellationToken.None);
            throw new BrokenPromiseException($"riskmap serve ended with {process.ExitCode}: {string.Join('\n', log)}");
        }

        var server = new CityServer(process, new Uri(said[said.IndexOf("http", StringComparison.Ordinal)..]), log);
        await server.BecomesReadyAsync();
        return server;
    }

    public Task BecomesReadyAsync() => Promise.BecomesTrueAsync(async () =>
    {
        Promise.That(IsRunning, $"the server ended by itself: {string.Join('\n', _log)}");
        using var ready = await Client.GetAsync(new Uri("readyz", UriKind.Relative));
        return ready.StatusCode == HttpStatusCode.OK;
    }, Patience, "the server becomes ready");

    /// <summary>
    /// Waits until what is served is what the store holds. What a command wrote, or a COMMIT whose answer was lost, is another hand's work for the server,
    /// and after a crash of the database it answers for a while with what it knew.
    /// </summary>
    public async Task CatchUpAsync(string store)
    {
        var version = await new Ledger(store).VersionAsync();
        await Promise.BecomesTrueAsync(async () =>
        {
            var root = await Answer.ToGetAsync(Client, "healthz");
            return root?.Version is { } token && VersionText.Number(token) >= version;
        }, Patience, $"the server reaches version {version}");
    }

    /// <summary>Ends the process at once, as a loss of power does.</summary>
    public async Task KillAsync()
    {
        if (IsRunning) _process.Kill();
        await _process.WaitForExitAsync();
        Promise.That(!LoggedErrors.Any(), $"the server's log tells of errors: {string.Join('\n', LoggedErrors.Take(3))}");
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning) _process.Kill();
        await _process.WaitForExitAsync();
        Client.Dispose();
        _process.Dispose();
    }

    static void Keep(ConcurrentQueue<string> log, string? line)
    {
        if (line is null) return;
        log.Enqueue(line);
        if (log.Count > 2_000) log.TryDequeue(out _);
    }

    static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

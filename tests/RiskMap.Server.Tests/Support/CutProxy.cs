using System.Net;
using System.Net.Sockets;

namespace RiskMap.Server.Tests.Support;

/// <summary>
/// A cable between the server and its database that a test can cut: connections end at once and new ones are refused until it is mended. It can also
/// be cut at the next COMMIT, before it passes or when its answer comes back.
/// </summary>
sealed class CutProxy : IAsyncDisposable
{
    readonly IPEndPoint _target;
    readonly Lock _lock = new();
    readonly List<Socket> _sockets = [];
    Socket? _listener;
    volatile Trap _trap;

    public CutProxy(int targetPort)
    {
        _target = new(IPAddress.Loopback, targetPort);
        _listener = Listen(0);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    enum Trap
    {
        None,
        BeforeCommit,
        AfterCommit,
    }

    public int Port { get; }

    public void Cut()
    {
        lock (_lock)
        {
            _listener?.Dispose();
            _listener = null;
            foreach (var socket in _sockets) socket.Dispose();
            _sockets.Clear();
            _trap = Trap.None;
        }
    }

    public void Mend()
    {
        lock (_lock) _listener ??= Listen(Port);
    }

    /// <summary>Cuts at the next COMMIT.</summary>
    /// <param name="arrives">True when the database carries it out and only the answer is lost.</param>
    public void CutAtCommit(bool arrives) => _trap = arrives ? Trap.AfterCommit : Trap.BeforeCommit;

    public ValueTask DisposeAsync()
    {
        Cut();
        return ValueTask.CompletedTask;
    }

    Socket Listen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen();
        _ = AcceptAsync(listener);
        return listener;
    }

    async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptAsync();
                var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await server.ConnectAsync(_target);
                (client.NoDelay, server.NoDelay) = (true, true);
                lock (_lock)
                {
                    _sockets.AddRange([client, server]);
                    if (_listener != listener) Cut();
                }

                var cable = new Cable();
                _ = PumpAsync(client, server, bytes => Springs(cable, bytes));
                _ = PumpAsync(server, client, _ => cable.AnswerIsLost);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    async Task PumpAsync(Socket from, Socket to, CutTest isCut)
    {
        var buffer = new byte[1 << 16];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer)) > 0;)
            {
                if (isCut(buffer.AsSpan(0, read)))
                {
                    Cut();
                    return;
                }

                await to.SendAsync(buffer.AsMemory(0, read));
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    bool Springs(Cable cable, ReadOnlySpan<byte> request)
    {
        if (_trap == Trap.None || request.IndexOf("COMMIT\0"u8) < 0) return false; // READ COMMITTED is another word
        if (_trap == Trap.BeforeCommit) return true;
        cable.AnswerIsLost = true;
        return false;
    }

    delegate bool CutTest(ReadOnlySpan<byte> bytes);

    sealed class Cable
    {
        public volatile bool AnswerIsLost;
    }
}

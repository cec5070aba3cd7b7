using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace RiskMap.Faults.Processes;

/// <summary>How the network behaves.</summary>
enum Network
{
    /// <summary>Bytes pass.</summary>
    Passes,

    /// <summary>Connections are closed and new ones end at once, as with a host that is down.</summary>
    Drops,

    /// <summary>Connections stay but nothing passes, as with a cable that was pulled.</summary>
    Hangs,
}

/// <summary>A TCP relay between server and database that can be cut. Needs no rights.</summary>
sealed class NetworkCut : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    readonly CancellationTokenSource _stop = new();
    readonly int _target;
    readonly Task _accepting;
    volatile Network _state = Network.Passes;

    public NetworkCut(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Changes how the network behaves, for open connections too.</summary>
    public void Become(Network state)
    {
        var hung = _state == Network.Hangs;
        _state = state;
        // What hung has lost bytes: it can only be closed.
        if (state == Network.Drops || hung) CloseAll();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        CloseAll();
        await _accepting;
        _stop.Dispose();
    }

    void CloseAll()
    {
        foreach (var client in _open.Keys) client.Close();
    }

    async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    async Task RelayAsync(TcpClient near)
    {
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        _open[near] = _open[far] = 0;
        try
        {
            if (_state == Network.Drops) return;
            while (_state == Network.Hangs) await Task.Delay(50, _stop.Token);
            await far.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            await Task.WhenAny(PumpAsync(near.GetStream(), far.GetStream()), PumpAsync(far.GetStream(), near.GetStream()));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Either side went away.
        }
        finally
        {
            _open.TryRemove(near, out _);
            _open.TryRemove(far, out _);
            near.Dispose();
        }
    }

    async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, _stop.Token)) > 0)
        {
            while (_state == Network.Hangs) await Task.Delay(50, _stop.Token);
            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}

using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace RiskMap.Faults.Processes;

/// <summary>
/// Asks another .NET process for a full, blocking garbage collection, so that what it holds afterwards is what it needs. Speaks the runtime's diagnostic protocol
/// (docs/design-docs/ipc-protocol.md of dotnet/diagnostics): a trace session of the keyword GCHeapCollect begins with such a collection.
/// </summary>
static class FullCollection
{
    const byte EventPipe = 2, CollectTracing = 2, Ok = 0;
    const int HeaderBytes = 20, CommandAt = 16;
    const uint BufferMegabytes = 1, NetTrace = 1, Informational = 4;
    const ulong GcHeapCollect = 0x80_0000;

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Returns when the collection is over: the runtime answers after it. The session ends with the connection.</summary>
    public static async Task OfAsync(int process)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(AddressOf(process)), patience.Token);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Command(), patience.Token);
        var answer = new byte[HeaderBytes + sizeof(ulong)];
        await stream.ReadExactlyAsync(answer, patience.Token);
        Promise.That(answer[CommandAt + 1] == Ok, $"process {process} refuses to collect its garbage");
    }

    static string AddressOf(int process) => Directory.EnumerateFiles(Path.GetTempPath(), FormattableString.Invariant($"dotnet-diagnostic-{process}-*-socket")).FirstOrDefault()
        ?? throw new BrokenPromiseException($"process {process} has no diagnostic socket in {Path.GetTempPath()}; is DOTNET_EnableDiagnostics 0?");

    static byte[] Command()
    {
        using var payload = new MemoryStream();
        using var writer = new BinaryWriter(payload);
        foreach (var number in (ReadOnlySpan<uint>)[BufferMegabytes, NetTrace, 1]) writer.Write(number);
        writer.Write(GcHeapCollect);
        writer.Write(Informational);
        WriteText(writer, "Microsoft-Windows-DotNETRuntime");
        WriteText(writer, "");
        var header = new byte[HeaderBytes];
        "DOTNET_IPC_V1\0"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(CommandAt - sizeof(ushort)), (ushort)(HeaderBytes + payload.Length));
        (header[CommandAt], header[CommandAt + 1]) = (EventPipe, CollectTracing);
        return [.. header, .. payload.ToArray()];
    }

    // UTF-16 with its end, behind the number of its units.
    static void WriteText(BinaryWriter writer, string text)
    {
        writer.Write((uint)text.Length + 1);
        writer.Write(Encoding.Unicode.GetBytes(text + '\0'));
    }
}

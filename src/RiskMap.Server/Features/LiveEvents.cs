using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RiskMap.City.Snapshot;
using RiskMap.City.Snapshot.Changes;
using RiskMap.Geo.Geometries;

namespace RiskMap.Server.Features;

/// <summary>The events of <c>/live</c> as bytes (HTML Living Standard, 9.2.6). An event of all layers is written once for all readers. Thread-safe.</summary>
static class LiveEvents
{
    /// <summary>Where a reader begins: the version at which it stands.</summary>
    public const string Version = "version";

    /// <summary>What changed.</summary>
    public const string Change = "change";

    /// <summary>What changed cannot be told: read anew.</summary>
    public const string Reload = "reload";

    /// <summary>The store is away; what is served is as old as it says.</summary>
    public const string Stale = "stale";

    /// <summary>The store is back.</summary>
    public const string Fresh = "fresh";

    /// <summary>Most places that an event tells one by one; beyond it the envelope alone.</summary>
    public const int MostBoxes = 32;

    /// <summary>A sign of life.</summary>
    public static readonly ReadOnlyMemory<byte> Heartbeat = ":\n\n"u8.ToArray();

    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly ConditionalWeakTable<CityChange, byte[]> Written = [];

    /// <summary>A change, of all layers or of some.</summary>
    public static ReadOnlyMemory<byte> Of(CityChange change, IReadOnlySet<string>? layers) => layers is null
        ? Written.GetValue(change, static whole => Write(whole, null))
        : Write(change, layers);

    /// <summary>An event with the version as its id, and since when the store is away.</summary>
    public static ReadOnlyMemory<byte> Begin(VersionToken version, DateTimeOffset? staleSince) => Event(Version, version.Text, json =>
    {
        json.WriteString("version", version.Text);
        WriteStale(json, staleSince);
    });

    /// <summary>Tells a reader to read anew, and why: <c>gone</c> (it was away too long), <c>other-life</c> (the store was restored or is another one), <c>other-program</c>, <c>unknown</c>.</summary>
    public static ReadOnlyMemory<byte> Anew(VersionToken version, string reason) => Event(Reload, version.Text, json =>
    {
        json.WriteString("version", version.Text);
        json.WriteString("reason", reason);
    });

    /// <summary>The store went away, or is back. It bears no id: the version is the same.</summary>
    public static ReadOnlyMemory<byte> Of(DateTimeOffset? staleSince) => Event(staleSince is null ? Fresh : Stale, id: null, json => WriteStale(json, staleSince));

    static void WriteStale(Utf8JsonWriter json, DateTimeOffset? staleSince)
    {
        if (staleSince is { } since) json.WriteString("staleSince", since.ToString("O", CultureInfo.InvariantCulture));
    }

    static byte[] Write(CityChange change, IReadOnlySet<string>? layers) => Event(Change, change.To.Text, json =>
    {
        json.WriteString("version", change.To.Text);
        json.WriteString("from", change.From.Text);
        json.WriteStartArray("changed");
        foreach (var layer in change.Layers)
        {
            if (layers?.Contains(layer.Layer.Name) is not false) Write(json, layer);
        }

        json.WriteEndArray();
    });

    static void Write(Utf8JsonWriter json, LayerChange change)
    {
        json.WriteStartObject();
        json.WriteString("layer", change.Layer.Name);
        Write(json, "inserted", change.Inserted);
        Write(json, "updated", change.Updated);
        Write(json, "deleted", change.Deleted);
        if (change.Many) json.WriteBoolean("many", true);
        if (!change.Envelope.IsEmpty)
        {
            json.WritePropertyName("envelope");
            Write(json, change.Envelope);
        }

        if (change.Boxes.Length is > 1 and <= MostBoxes)
        {
            json.WriteStartArray("boxes");
            foreach (var box in change.Boxes) Write(json, box);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, IReadOnlyCollection<long> ids)
    {
        if (ids.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var id in ids) json.WriteNumberValue(id);
        json.WriteEndArray();
    }

    // To the last bit: rounded corners might not cover what changed.
    static void Write(Utf8JsonWriter json, in Box box)
    {
        json.WriteStartArray();
        json.WriteNumberValue(box.MinX);
        json.WriteNumberValue(box.MinY);
        json.WriteNumberValue(box.MaxX);
        json.WriteNumberValue(box.MaxY);
        json.WriteEndArray();
    }

    static byte[] Event(string name, string? id, Action<Utf8JsonWriter> members)
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write(Encoding.UTF8.GetBytes((id is null ? "" : $"id: {id}\n") + $"event: {name}\ndata: "));
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        bytes.Write("\n\n"u8);
        return bytes.WrittenSpan.ToArray();
    }
}

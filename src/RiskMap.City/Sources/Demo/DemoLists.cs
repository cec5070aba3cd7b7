using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RiskMap.City.Sources.Demo;

/// <summary>List values as their JSON text: no spaces, members in the order of the schema, missing members left out.</summary>
static class DemoLists
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A list of texts.</summary>
    public static string Of(IEnumerable<string> texts) => Written(json =>
    {
        foreach (var text in texts)
            json.WriteStringValue(text);
    });

    /// <summary>A list of whole numbers.</summary>
    public static string Of(IEnumerable<long> numbers) => "[" + string.Join(',', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture))) + "]";

    /// <summary>A list of objects; members whose value is null are left out.</summary>
    public static string Of(IEnumerable<(string Member, object? Value)[]> objects) => Written(json =>
    {
        foreach (var members in objects)
        {
            json.WriteStartObject();
            foreach (var (member, value) in members)
                Write(json, member, value);
            json.WriteEndObject();
        }
    });

    static void Write(Utf8JsonWriter json, string member, object? value)
    {
        if (value is string text)
            json.WriteString(member, text);
        else if (value is double number)
            json.WriteNumber(member, number);
        else if (value is int whole)
            json.WriteNumber(member, whole);
        else if (value is DateOnly date)
            json.WriteString(member, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        else if (value is not null)
            throw new ArgumentException($"a list member cannot be a {value.GetType().Name}", nameof(value));
    }

    static string Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartArray();
            write(json);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

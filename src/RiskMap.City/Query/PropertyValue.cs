using System.Globalization;
using System.Text;
using System.Text.Json;
using RiskMap.City.Model;

namespace RiskMap.City.Query;

/// <summary>The condition that a property has one value (OGC 17-069r4, 7.15.5): equal as it is written, without case folding. Pure.</summary>
public static class PropertyValue
{
    /// <summary>
    /// A test for a field's value; a list is asked whether it holds the value, a list of records whether one of them has it as its first member, as
    /// filters do. Null when the text is no value of the field.
    /// </summary>
    public static RowPredicate? Test(LayerSchema layer, int field, string text)
    {
        var declared = layer.Fields[field];
        if ((declared.Codes ?? declared.Items.FirstOrDefault()?.Codes) is { } codes && !codes.Codes.Any(code => code.Value == text)) return null;
        return declared.Type switch
        {
            FieldType.Text => TextTest(field, Encoding.UTF8.GetBytes(text)),
            FieldType.List => ListTest(field, Encoding.UTF8.GetBytes(MemberOf(declared) + JsonSerializer.Serialize(text, Relaxed))),
            FieldType.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? (block, row) => block.Field(field).Number(row) == number
                : null,
            var type => IntegerOf(type, text) is { } value
                ? (block, row) => !block.Field(field).IsNull(row) && block.Field(field).Integer(row) == value
                : null,
        };
    }

    /// <summary>The test for the features' key.</summary>
    public static RowPredicate KeyTest(string text)
    {
        var key = Encoding.UTF8.GetBytes(text);
        return (block, row) => block.Key(row).SequenceEqual(key);
    }

    /// <summary>The test for the features' id, or null when the text is no whole number.</summary>
    public static RowPredicate? IdTest(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? (block, row) => block.Id(row) == id : null;

    // Lists lie as canonical JSON, without spaces: a scalar is its text between quotes, a member stands behind its name.
    static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static string MemberOf(Field list) => list.Items.IsEmpty ? "" : $"\"{list.Items[0].Name}\":";

    static RowPredicate TextTest(int field, byte[] value) => (block, row) => block.Field(field).Utf8(row).SequenceEqual(value);

    static RowPredicate ListTest(int field, byte[] quoted) => (block, row) => block.Field(field).Utf8(row).IndexOf(quoted) >= 0;

    static long? IntegerOf(FieldType type, string text) => type switch
    {
        FieldType.Integer when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        FieldType.Boolean when text is "true" or "false" => text == "true" ? 1 : 0,
        FieldType.Date when QueryTime.TryDay(text, out var day) => day.DayNumber,
        FieldType.DateTime when QueryTime.TryInstant(text, out var instant) => instant.ToUnixTimeMilliseconds(),
        _ => null,
    };
}

using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.City.Store;

namespace RiskMap.City.Snapshot.Rules;

/// <summary>Lists: one JSON array whose items have the members that the field declares, in their types and ranges.</summary>
sealed class ListFieldRule(Field field) : FieldRule(field)
{
    static readonly LocalizedText NoArray = ("不是 JSON 数组", "it is not a JSON array");
    static readonly LocalizedText NoJson = ("不是完整的 JSON", "it is not whole JSON");

    protected override LocalizedText? OfValue(RowCursor rows, int field)
    {
        var reader = new Utf8JsonReader(rows.Text(field));
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) return NoArray;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (Item(ref reader) is { } problem) return problem;
            }

            return reader.Read() ? NoArray : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return NoJson;
        }
    }

    LocalizedText? Item(ref Utf8JsonReader reader)
    {
        if (Field.Items.IsEmpty)
        {
            return reader.TokenType is JsonTokenType.String or JsonTokenType.Number
                ? reader.TokenType == JsonTokenType.String && Field.Codes is { } codes && !codes.Codes.Any(IsToken(reader.GetString()!)) ? NoCode(reader.GetString()!) : null
                : ("列表中应为文字或数字", "the list must hold texts or numbers");
        }

        if (reader.TokenType != JsonTokenType.StartObject) return ("列表中应为对象", "the list must hold objects");
        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = MemberAt(ref reader);
            reader.Read();
            if (member < 0) reader.Skip();
            else if (Value(Field.Items[member], ref reader) is { } problem) return problem;
            else if (reader.TokenType != JsonTokenType.Null) seen |= 1 << member;
        }

        return Lacking(seen);
    }

    static Func<Code, bool> IsToken(string text) => code => code.Value == text;

    LocalizedText NoCode(string text) => ($"“{text}”不在代码表内：{Field.Codes!.Tokens}", $"'{text}' is none of the codes {Field.Codes!.Tokens}");

    int MemberAt(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < Field.Items.Length; i++)
            if (reader.ValueTextEquals(Field.Items[i].Name)) return i;
        return -1;
    }

    static LocalizedText? Value(Field member, ref Utf8JsonReader reader)
    {
        var fits = (member.Type, reader.TokenType) switch
        {
            (_, JsonTokenType.Null) => true,
            (FieldType.Integer, JsonTokenType.Number) => reader.TryGetInt64(out var whole) && InRange(member, whole),
            (FieldType.Number, JsonTokenType.Number) => reader.TryGetDouble(out var number) && double.IsFinite(number) && InRange(member, number),
            (FieldType.Boolean, JsonTokenType.True or JsonTokenType.False) => true,
            (FieldType.Text or FieldType.Date or FieldType.DateTime, JsonTokenType.String) => reader.GetString() is not null,
            _ => false,
        };
        if (fits) return null;
        return ($"成员“{member.Title.Zh}”的值不合类型或范围", $"member {member.Name} has a value of the wrong type or out of range");
    }

    static bool InRange(Field member, double number) => number >= (member.Minimum ?? double.NegativeInfinity) && number <= (member.Maximum ?? double.PositiveInfinity);

    LocalizedText? Lacking(int seen)
    {
        for (var i = 0; i < Field.Items.Length; i++)
        {
            var member = Field.Items[i];
            if (member.Required && (seen & (1 << i)) == 0) return ($"缺少成员“{member.Title.Zh}”", $"member {member.Name} is missing");
        }

        return null;
    }
}

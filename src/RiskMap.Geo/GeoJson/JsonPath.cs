using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RiskMap.Geo.GeoJson;

/// <summary>Finds the path of a value by walking the text again: paths are wanted for faults only, so parsing does not carry them.</summary>
internal static class JsonPath
{
    /// <summary>"root.geometry.coordinates[0][3]" for the value whose first byte is at the offset.</summary>
    public static string At(ReadOnlySpan<byte> json, long offset, string root)
    {
        var levels = new Stack<(bool IsArray, int Index, string Name)>();
        var reader = new Utf8JsonReader(json);
        while (reader.Read() && reader.TokenStartIndex < offset)
            Follow(ref reader, levels);
        if (reader.TokenStartIndex == offset && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
            NextElement(levels);
        return Text(levels, root);
    }

    private static void Follow(ref Utf8JsonReader reader, Stack<(bool IsArray, int Index, string Name)> levels)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                levels.Pop();
                levels.Push((false, 0, Encoding.UTF8.GetString(reader.ValueSpan)));
                break;
            case JsonTokenType.EndArray or JsonTokenType.EndObject:
                levels.Pop();
                break;
            default:
                NextElement(levels);
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    levels.Push((reader.TokenType == JsonTokenType.StartArray, -1, ""));
                break;
        }
    }

    private static void NextElement(Stack<(bool IsArray, int Index, string Name)> levels)
    {
        if (levels.TryPeek(out var top) && top.IsArray)
        {
            levels.Pop();
            levels.Push(top with { Index = top.Index + 1 });
        }
    }

    private static string Text(Stack<(bool IsArray, int Index, string Name)> levels, string root)
    {
        var text = new StringBuilder(root);
        foreach (var (isArray, index, name) in levels.Reverse())
        {
            if (isArray && index >= 0)
                text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else if (name.Length > 0)
                text.Append(text.Length > 0 ? "." : "").Append(name);
        }

        return text.ToString();
    }
}

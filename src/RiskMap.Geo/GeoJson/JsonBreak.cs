using System.Text.Json;

namespace RiskMap.Geo.GeoJson;

/// <summary>Finds the place where the beginning of a JSON value stops being JSON.</summary>
internal static class JsonBreak
{
    /// <summary>Null when all is well so far.</summary>
    public static (int Offset, string Message)? Find(ReadOnlySpan<byte> beginning)
    {
        var reader = new Utf8JsonReader(beginning, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException e)
        {
            return ((int)reader.BytesConsumed, Reason(e));
        }
    }

    /// <summary>The message without its position, which counts from the value and not from the file.</summary>
    public static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.');
    }
}

using System.Buffers.Text;

namespace RiskMap.City.Travel;

/// <summary>Reads roads.nodes, a JSON array of whole numbers, without an object for each. Pure.</summary>
static class NodeLists
{
    /// <summary>Replaces the list's content; false when the text is no array of whole numbers, which counts as no nodes at all.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> json, List<long> nodes)
    {
        nodes.Clear();
        json = json.Trim(" \t\r\n"u8);
        if (json.Length < 2 || json[0] != '[' || json[^1] != ']')
            return false;
        json = json[1..^1];
        while (!(json = json.TrimStart(" \t\r\n"u8)).IsEmpty)
        {
            if (!Utf8Parser.TryParse(json, out long node, out var length))
                return false;
            nodes.Add(node);
            json = json[length..].TrimStart(" \t\r\n"u8);
            if (json.IsEmpty)
                break;
            if (json[0] != ',')
                return false;
            json = json[1..];
        }
        return nodes.Count > 0;
    }
}

using System.Buffers;
using System.Numerics;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Query;

/// <summary>
/// A page of the points in a box, and how many there are in all, without sorting or listing those that do not stand on the page: rows are marked in a
/// bit set, whose order is that of the ids.
/// </summary>
static class PointsInBox
{
    const int BitsInWord = 64;

    [ThreadStatic]
    static List<int>? _rows;

    /// <summary>The first features after an id, ascending, with one more than asked for when there are more; and how many stand in the box in all.</summary>
    public static (List<FeatureRef> Page, int Matched) Find(LayerSnapshot layer, in Box box, long after, int limit)
    {
        var words = ArrayPool<ulong>.Shared.Rent((layer.Main.Count / BitsInWord) + 1);
        Array.Clear(words);
        try
        {
            var matched = Mark(layer, box, words);
            var edits = EditsIn(layer, box);
            return (Merge(layer.Main, words, edits, after, limit + 1), matched + edits.Count);
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(words);
        }
    }

    static int Mark(LayerSnapshot layer, in Box box, ulong[] words)
    {
        var rows = _rows ??= [];
        rows.Clear();
        layer.Main.Index.Query(box, rows);
        var matched = 0;
        foreach (var row in rows)
        {
            if (layer.IsHidden(layer.Main, row)) continue;
            words[row / BitsInWord] |= 1UL << (row % BitsInWord);
            matched++;
        }

        return matched;
    }

    static List<FeatureRef> EditsIn(LayerSnapshot layer, in Box box)
    {
        if (layer.Edits.Count == 0) return [];
        var rows = new List<int>();
        layer.Edits.Index.Query(box, rows);
        rows.Sort();
        return rows.ConvertAll(row => new FeatureRef(layer.Edits, row));
    }

    static List<FeatureRef> Merge(LayerBlock main, ulong[] words, List<FeatureRef> edits, long after, int count)
    {
        var page = new List<FeatureRef>(Math.Min(count, 1024));
        var edit = edits.FindIndex(feature => feature.Id > after) is >= 0 and var first ? first : edits.Count;
        for (var row = NextMarked(words, FirstAfter(main, after), main.Count); page.Count < count;)
        {
            if (edit < edits.Count && (row < 0 || edits[edit].Id < main.Id(row)))
            {
                page.Add(edits[edit++]);
                continue;
            }

            if (row < 0) break;
            page.Add(new FeatureRef(main, row));
            row = NextMarked(words, row + 1, main.Count);
        }

        return page;
    }

    static int FirstAfter(LayerBlock block, long id)
    {
        var row = block.Find(id);
        return row >= 0 ? row + 1 : ~row;
    }

    static int NextMarked(ulong[] words, int from, int count)
    {
        for (var word = from / BitsInWord; word * BitsInWord < count; word++)
        {
            var bits = word * BitsInWord < from ? words[word] & (ulong.MaxValue << (from % BitsInWord)) : words[word];
            if (bits != 0) return (word * BitsInWord) + BitOperations.TrailingZeroCount(bits);
        }

        return -1;
    }
}

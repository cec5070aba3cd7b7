namespace RiskMap.Routing.Graph;

/// <summary>Items 0 to count - 1 by their group, ascending within each: a counting sort. Immutable.</summary>
/// <param name="First">Where each group begins, with one more entry at the end.</param>
/// <param name="Items">The items, group after group.</param>
readonly record struct Groups(int[] First, int[] Items)
{
    internal static Groups Of(int groups, int count, Func<int, int> groupOf)
    {
        var first = new int[groups + 1];
        for (var item = 0; item < count; item++)
            first[groupOf(item) + 1]++;
        for (var group = 0; group < groups; group++)
            first[group + 1] += first[group];
        var (next, items) = (first.AsSpan(0, groups).ToArray(), new int[count]);
        for (var item = 0; item < count; item++)
            items[next[groupOf(item)]++] = item;
        return new Groups(first, items);
    }

    /// <summary>The items of a group.</summary>
    internal ArraySegment<int> this[int group] => new(Items, First[group], First[group + 1] - First[group]);
}

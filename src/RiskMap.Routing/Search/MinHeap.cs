using System.Runtime.CompilerServices;

namespace RiskMap.Routing.Search;

/// <summary>
/// A queue of states by key, with four children a node (D. Johnson 1975): flatter than a binary heap, and children share a line of the cache.
/// Equal keys come by state, so that the order never depends on the order of pushing. Not thread-safe.
/// </summary>
sealed class MinHeap
{
    const int Bits = 2;
    const int Children = 1 << Bits;

    ulong[] _items = new ulong[1024];

    internal int Count { get; private set; }

    internal int LeastKey => (int)(_items[0] >> 32);

    internal void Clear() => Count = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Push(int key, int state)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, 2 * Count);
        var (items, at, item) = (_items, Count++, ((ulong)(uint)key << 32) | (uint)state);
        while (at > 0)
        {
            var parent = (at - 1) >> Bits;
            if (items[parent] <= item)
                break;
            items[at] = items[parent];
            at = parent;
        }
        items[at] = item;
    }

    /// <summary>Takes the least; the heap must not be empty.</summary>
    internal (int Key, int State) Pop()
    {
        var items = _items;
        var least = items[0];
        var last = items[--Count];
        var (at, count) = (0, Count);
        while (true)
        {
            var child = (at << Bits) + 1;
            if (child >= count)
                break;
            var (best, end) = (child, Math.Min(child + Children, count));
            for (var other = child + 1; other < end; other++)
            {
                if (items[other] < items[best])
                    best = other;
            }
            if (items[best] >= last)
                break;
            items[at] = items[best];
            at = best;
        }
        items[at] = last;
        return ((int)(least >> 32), (int)(uint)least);
    }
}

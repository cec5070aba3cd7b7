using System.Runtime.CompilerServices;

namespace RiskMap.Routing.Search;

/// <summary>
/// The queue of all searches (R. Dial, "Algorithm 360", 1969): states by cost in a ring of buckets, each a power of two of milliseconds wide. Within a bucket
/// the last comes first, so a state may come again with a lower cost; the costs are final when the bucket is left. Putting and taking cost the same however
/// many states wait, and for sums of milliseconds on roads that is half the time of a heap. Not thread-safe.
/// </summary>
sealed class BucketQueue
{
    const int Buckets = 1 << 10;
    const int None = -1;

    readonly int[] _heads = new int[Buckets];
    (int State, int Cost, int Next)[] _items = new (int, int, int)[1024];
    int _shift;
    int _used;
    int _free;
    int _bucket;

    internal int Count { get; private set; }

    /// <summary>Least cost that the current bucket may hold: whatever costs less is final.</summary>
    internal int FinalBelow => _bucket << _shift;

    /// <summary>Empties the queue.</summary>
    /// <param name="shift">A bucket is as wide as two to this power, in milliseconds.</param>
    internal void Clear(int shift)
    {
        Array.Fill(_heads, None);
        // Before the first is put the queue begins at the end.
        (_shift, _used, _free, _bucket, Count) = (shift, 0, None, int.MaxValue >> shift, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Push(int cost, int state)
    {
        // The place that was left last is taken first: what waits stays in the cache.
        var item = _free;
        if (item != None)
            _free = _items[item].Next;
        else if ((item = _used++) == _items.Length)
            Array.Resize(ref _items, 2 * item);
        var bucket = cost >> _shift;
        if (bucket < _bucket)
            _bucket = bucket;
        // What lies beyond the ring waits in its last bucket and is put again from there.
        ref var head = ref _heads[Math.Min(bucket, _bucket + Buckets - 1) & (Buckets - 1)];
        _items[item] = (state, cost, head);
        head = item;
        Count++;
    }

    /// <summary>Takes one of the cheapest bucket; the queue must not be empty.</summary>
    internal (int Cost, int State) Pop()
    {
        while (true)
        {
            ref var head = ref _heads[_bucket & (Buckets - 1)];
            if (head == None)
            {
                _bucket++;
                continue;
            }
            var item = head;
            (var state, var cost, head) = _items[item];
            (_items[item].Next, _free) = (_free, item);
            Count--;
            if (cost >> _shift <= _bucket)
                return (cost, state);
            Push(cost, state);
        }
    }
}

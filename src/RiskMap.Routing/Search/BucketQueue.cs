using System.Runtime.CompilerServices;

namespace RiskMap.Routing.Search;

/// <summary>
/// A queue for spreading (R. Dial, "Algorithm 360", 1969): states by cost in a ring of buckets, each as wide as about one second. Within a bucket the last
/// comes first, so a state may come again with a lower cost; the costs are final when the bucket is left. Putting and taking cost the same however many
/// states wait. Not thread-safe.
/// </summary>
sealed class BucketQueue
{
    const int LeastShift = 10;
    const int MostBuckets = 1 << 16;
    const int None = -1;

    int[] _heads = [];
    (int State, int Cost, int Next)[] _items = new (int, int, int)[1024];
    int _shift;
    int _mask;
    int _used;
    int _bucket;

    internal int Count { get; private set; }

    /// <summary>Least cost that the current bucket may hold: whatever costs less is final.</summary>
    internal int FinalBelow => _bucket << _shift;

    /// <summary>Empties the queue.</summary>
    /// <param name="greatestStep">No cost is ever put that exceeds the last one taken, or the least one put before, by more.</param>
    internal void Clear(int greatestStep)
    {
        _shift = LeastShift;
        while (greatestStep >> _shift >= MostBuckets - 1)
            _shift++;
        var wanted = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(greatestStep >> _shift) + 2);
        if (_heads.Length != wanted)
            _heads = new int[wanted];
        Array.Fill(_heads, None);
        (_mask, _used, _bucket, Count) = (wanted - 1, 0, int.MaxValue >> _shift, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Push(int cost, int state)
    {
        if (_used == _items.Length)
            Array.Resize(ref _items, 2 * _used);
        var bucket = cost >> _shift;
        // Before the first is taken the queue begins at the least.
        if (bucket < _bucket)
            _bucket = bucket;
        ref var head = ref _heads[bucket & _mask];
        _items[_used] = (state, cost, head);
        head = _used++;
        Count++;
    }

    /// <summary>Takes one of the cheapest bucket; the queue must not be empty.</summary>
    internal (int Cost, int State) Pop()
    {
        while (_heads[_bucket & _mask] == None)
            _bucket++;
        ref var head = ref _heads[_bucket & _mask];
        var (state, cost, next) = _items[head];
        head = next;
        Count--;
        return (cost, state);
    }
}

namespace RiskMap.Geo.Mvt.Internal;

/// <summary>
/// Byte strings, each kept once and numbered in the order of arrival; a hash table with open addressing that starts small again
/// after each <see cref="Clear"/>, so that a great tile does not slow down the small ones after it. Kept as protobuf fields, ready to
/// be copied as a whole.
/// </summary>
/// <param name="field">The byte of field number and wire type before each item.</param>
sealed class InternTable(byte field)
{
    const int SmallestSize = 64;

    readonly ProtoBuffer _bytes = new(1024);
    int[] _slots = new int[SmallestSize];
    int _mask = SmallestSize - 1;
    (int Start, int End)[] _items = new (int Start, int End)[SmallestSize];
    uint[] _hashes = new uint[SmallestSize];

    internal int Count { get; private set; }

    internal ReadOnlySpan<byte> this[int index] => _bytes.Written[_items[index].Start.._items[index].End];

    /// <summary>All items in their order, each with its field byte and length.</summary>
    internal ReadOnlySpan<byte> Fields => _bytes.Written;

    internal uint HashOf(int index) => _hashes[index];

    internal void Clear()
    {
        Count = 0;
        _bytes.Clear();
        _mask = SmallestSize - 1;
        Array.Clear(_slots, 0, SmallestSize);
    }

    internal int Intern(ReadOnlySpan<byte> item) => Intern(item, ValueEncoding.Hash(item));

    internal int Intern(ReadOnlySpan<byte> item, uint hash)
    {
        var slot = (int)hash & _mask;
        for (; _slots[slot] != 0; slot = (slot + 1) & _mask)
        {
            var index = _slots[slot] - 1;
            if (_hashes[index] == hash && this[index].SequenceEqual(item)) return index;
        }

        Append(item, hash);
        _slots[slot] = Count;
        if (Count * 2 > _mask) Rehash();
        return Count - 1;
    }

    void Append(ReadOnlySpan<byte> item, uint hash)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
            Array.Resize(ref _hashes, Count * 2);
        }

        _bytes.Reserve(1 + ProtoBuffer.MaxVarint32 + item.Length);
        _bytes.Byte(field);
        _bytes.Varint((uint)item.Length);
        _items[Count] = (_bytes.Length, _bytes.Length + item.Length);
        _bytes.Bytes(item);
        _hashes[Count++] = hash;
    }

    void Rehash()
    {
        var size = (_mask + 1) * 4;
        if (_slots.Length < size) _slots = new int[size];
        else Array.Clear(_slots, 0, size);
        _mask = size - 1;
        for (var index = 0; index < Count; index++)
        {
            var slot = (int)_hashes[index] & _mask;
            while (_slots[slot] != 0) slot = (slot + 1) & _mask;
            _slots[slot] = index + 1;
        }
    }
}

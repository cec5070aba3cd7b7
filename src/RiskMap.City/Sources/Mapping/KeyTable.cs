using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RiskMap.City.Sources.Mapping;

/// <summary>
/// The keys of a file with the line and position where each first stood: 128-bit hashes in one flat table, 32 bytes a key, so that a file of
/// millions of rows needs no more memory than it must. Two different keys meet with a probability of 10^-24 in a million rows. Not thread-safe.
/// </summary>
sealed class KeyTable
{
    const double PositionScale = 1e7; // a unit is about a centimetre and 180° fits in an int
    static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1; // no file can be made to collide
    Entry[] _entries = new Entry[1024];
    int _count;

    struct Entry
    {
        public ulong High;
        public ulong Low;
        public long Line;
        public int X;
        public int Y;
    }

    /// <summary>Where a key first stood.</summary>
    public readonly record struct Place(long Line, double Longitude, double Latitude);

    /// <summary>Adds a key; when it is there already, says where it first stood.</summary>
    public bool TryAdd(ReadOnlySpan<char> key, long line, double longitude, double latitude, out Place first)
    {
        if (_count * 10L > _entries.Length * 7L)
            Grow();
        var (high, low) = Hash(key);
        ref var entry = ref Find(_entries, high, low);
        if (entry.Line != 0)
        {
            first = new Place(entry.Line, entry.X / PositionScale, entry.Y / PositionScale);
            return false;
        }
        entry = new Entry { High = high, Low = low, Line = Math.Max(line, 1), X = (int)(longitude * PositionScale), Y = (int)(latitude * PositionScale) };
        _count++;
        first = default;
        return true;
    }

    static ref Entry Find(Entry[] entries, ulong high, ulong low)
    {
        var mask = (ulong)entries.Length - 1;
        var at = low & mask;
        while (true)
        {
            ref var entry = ref entries[at];
            if (entry.Line == 0 || (entry.Low == low && entry.High == high))
                return ref entry;
            at = (at + 1) & mask;
        }
    }

    void Grow()
    {
        var larger = new Entry[_entries.Length * 2];
        foreach (ref var entry in _entries.AsSpan())
        {
            if (entry.Line != 0)
                Find(larger, entry.High, entry.Low) = entry;
        }
        _entries = larger;
    }

    /// <summary>Folded multiplication (as in wyhash) over eight bytes at a time, twice with different constants.</summary>
    static (ulong High, ulong Low) Hash(ReadOnlySpan<char> key)
    {
        var (a, b) = (Seed ^ (ulong)key.Length, Seed * 0x9E3779B97F4A7C15);
        var bytes = MemoryMarshal.AsBytes(key);
        while (bytes.Length >= 8)
        {
            var word = MemoryMarshal.Read<ulong>(bytes);
            a = Mix(a ^ word, 0xA0761D6478BD642F);
            b = Mix(b + word, 0xE7037ED1A0B428DB);
            bytes = bytes[8..];
        }
        ulong rest = 0;
        foreach (var x in bytes)
            rest = (rest << 8) | x;
        return (Mix(a ^ rest, 0x8EBC6AF09C88C6E3), Mix(b + rest, 0x589965CC75374CC3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Mix(ulong x, ulong y)
    {
        var high = Math.BigMul(x, y, out var low);
        return high ^ low ^ x;
    }
}

namespace RiskMap.City.Snapshot.Columns;

/// <summary>
/// Gathers texts. As long as few are different it keeps numbers, else it goes over to one block; the reader of the column need not know.
/// Not thread-safe.
/// </summary>
sealed class TextColumnBuilder(int capacity)
{
    // Beyond this many different texts a column is taken for names or addresses, of which each is its own.
    const int MostCodes = 4096;

    readonly Dictionary<byte[], ushort>.AlternateLookup<ReadOnlySpan<byte>> _codeOf =
        new Dictionary<byte[], ushort>(new Utf8Comparer()).GetAlternateLookup<ReadOnlySpan<byte>>();

    readonly List<byte[]> _texts = [[]];
    ushort[]? _codes = new ushort[Math.Max(capacity, 4)];
    byte[] _block = [];
    int[] _ends = [];
    int _used;

    public int Count { get; private set; }

    public void Add(ReadOnlySpan<byte> text)
    {
        if (_codes is not null && !FitsCodes(text))
            GoOverToBlock();
        if (_codes is null)
            AddToBlock(text);
        else
            AddCode(CodeOf(text));
        Count++;
    }

    public Column Build()
    {
        if (_codes is not null)
            return _texts.Count == 1 ? Column.Missing : new CodedTextColumn([.. _texts], _codes[..Count]);
        Array.Resize(ref _block, _used);
        return new TextColumn(_block, _ends[..Count]);
    }

    bool FitsCodes(ReadOnlySpan<byte> text) => text.IsEmpty || _texts.Count < MostCodes || _codeOf.ContainsKey(text);

    ushort CodeOf(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return 0;
        if (_codeOf.TryGetValue(text, out var code))
            return code;
        code = (ushort)_texts.Count;
        _texts.Add(text.ToArray());
        _codeOf[text] = code;
        return code;
    }

    void AddCode(ushort code)
    {
        if (Count == _codes!.Length)
            Array.Resize(ref _codes, Count * 2);
        _codes[Count] = code;
    }

    void GoOverToBlock()
    {
        var codes = _codes!;
        _codes = null;
        _ends = new int[codes.Length];
        var rows = Count;
        for (Count = 0; Count < rows; Count++)
            AddToBlock(_texts[codes[Count]]);
    }

    void AddToBlock(ReadOnlySpan<byte> text)
    {
        if (_used + text.Length > _block.Length)
            Array.Resize(ref _block, Math.Max(_used + text.Length, Math.Max(_block.Length * 2, 4096)));
        text.CopyTo(_block.AsSpan(_used));
        _used += text.Length;
        if (Count == _ends.Length)
            Array.Resize(ref _ends, Math.Max(Count * 2, 4));
        _ends[Count] = _used;
    }

    sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}

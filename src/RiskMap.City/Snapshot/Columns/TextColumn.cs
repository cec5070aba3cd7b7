namespace RiskMap.City.Snapshot.Columns;

/// <summary>Texts one after another in one UTF-8 block; empty is missing. Immutable and safe for parallel reads.</summary>
/// <param name="block">All texts.</param>
/// <param name="ends">One past the last byte of each row's text.</param>
sealed class TextColumn(byte[] block, int[] ends) : Column
{
    public override bool IsNull(int row) => Start(row) == ends[row];

    public override ReadOnlySpan<byte> Utf8(int row) => block.AsSpan(Start(row)..ends[row]);

    public override long MemoryBytes => block.LongLength + (ends.LongLength * sizeof(int));

    int Start(int row) => row == 0 ? 0 : ends[row - 1];
}

/// <summary>Texts of which few are different: each row holds the number of its text. Immutable and safe for parallel reads.</summary>
/// <param name="texts">The different texts; number 0 is missing.</param>
/// <param name="codes">Number of each row's text.</param>
public sealed class CodedTextColumn(byte[][] texts, ushort[] codes) : Column
{
    /// <summary>How many different texts there are, missing included.</summary>
    public int TextCount => texts.Length;

    /// <summary>Number of the row's text; 0 is missing.</summary>
    public int Code(int row) => codes[row];

    /// <summary>A text by its number; empty for 0.</summary>
    public ReadOnlySpan<byte> TextOf(int code) => texts[code];

    /// <inheritdoc />
    public override bool IsNull(int row) => codes[row] == 0;

    /// <inheritdoc />
    public override ReadOnlySpan<byte> Utf8(int row) => texts[codes[row]];

    /// <inheritdoc />
    public override long MemoryBytes => (codes.LongLength * sizeof(ushort)) + texts.Sum(text => text.LongLength + 24);
}

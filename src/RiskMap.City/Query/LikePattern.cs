using System.Text;

namespace RiskMap.City.Query;

/// <summary>
/// A pattern of LIKE, matched against UTF-8 without decoding: <c>%</c> any characters, <c>_</c> one character, a backslash before a character takes its
/// meaning away. Linear in text times pattern. Immutable and safe to share.
/// </summary>
sealed class LikePattern
{
    const char AnyMany = '%';
    const char AnyOne = '_';
    const char Escape = '\\';

    readonly Piece[] _pieces;

    public LikePattern(string pattern) => _pieces = [.. Cut(pattern)];

    /// <summary>True when the whole text fits.</summary>
    public bool Matches(ReadOnlySpan<byte> text)
    {
        if (_pieces.Length == 1) return _pieces[0].LengthAt(text) == text.Length;
        var start = _pieces[0].LengthAt(text);
        if (start < 0) return false;
        text = text[start..];
        foreach (var piece in _pieces.AsSpan(1, _pieces.Length - 2))
        {
            var end = piece.EndOfFirst(text);
            if (end < 0) return false;
            text = text[end..];
        }

        return _pieces[^1].IsAtEnd(text);
    }

    static IEnumerable<Piece> Cut(string pattern)
    {
        var (parts, literal) = (new List<byte[]?>(), new StringBuilder());
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == Escape && i + 1 < pattern.Length) literal.Append(pattern[++i]);
            else if (pattern[i] == AnyOne)
            {
                EndLiteral(parts, literal);
                parts.Add(null);
            }
            else if (pattern[i] == AnyMany)
            {
                EndLiteral(parts, literal);
                yield return new Piece([.. parts]);
                parts.Clear();
            }
            else literal.Append(pattern[i]);
        }

        EndLiteral(parts, literal);
        yield return new Piece([.. parts]);
    }

    static void EndLiteral(List<byte[]?> parts, StringBuilder literal)
    {
        if (literal.Length > 0) parts.Add(Encoding.UTF8.GetBytes(literal.ToString()));
        literal.Clear();
    }

    /// <summary>What stands between two <c>%</c>: literals, and null for any one character.</summary>
    sealed class Piece(byte[]?[] parts)
    {
        readonly int _characters = parts.Sum(part => part is null ? 1 : part.Count(IsFirstByte));

        /// <summary>Bytes that the piece takes at the beginning of a text, or -1.</summary>
        public int LengthAt(ReadOnlySpan<byte> text)
        {
            var at = 0;
            foreach (var part in parts)
            {
                if (part is null ? at == text.Length : !text[at..].StartsWith(part)) return -1;
                at += part?.Length ?? CharacterLength(text[at..]);
            }

            return at;
        }

        /// <summary>One past the end of the piece's first place in a text, or -1.</summary>
        public int EndOfFirst(ReadOnlySpan<byte> text)
        {
            if (parts is [{ } literal]) return text.IndexOf(literal) is >= 0 and var found ? found + literal.Length : -1;
            for (var at = 0; ; at += CharacterLength(text[at..]))
            {
                if (LengthAt(text[at..]) is >= 0 and var length) return at + length;
                if (at == text.Length) return -1;
            }
        }

        /// <summary>True when the text ends with the piece: it has so many characters, whatever their bytes.</summary>
        public bool IsAtEnd(ReadOnlySpan<byte> text)
        {
            var at = text.Length;
            for (var left = _characters; left > 0; left--)
            {
                if (at == 0) return false;
                do at--;
                while (at > 0 && !IsFirstByte(text[at]));
            }

            return LengthAt(text[at..]) == text.Length - at;
        }

        static int CharacterLength(ReadOnlySpan<byte> text)
        {
            var length = 1;
            while (length < text.Length && !IsFirstByte(text[length])) length++;
            return length;
        }

        static bool IsFirstByte(byte b) => (b & 0b1100_0000) != 0b1000_0000;
    }
}

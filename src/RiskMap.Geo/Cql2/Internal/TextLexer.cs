using System.Globalization;
using System.Text;

namespace RiskMap.Geo.Cql2.Internal;

enum TokenKind
{
    End,
    Name,
    QuotedName,
    Text,
    Number,
    Sign,
}

/// <summary>A word of CQL2 text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of its first character.</param>
/// <param name="End">One past its last character.</param>
/// <param name="Value">Name or text without quotes; a sign as it stands.</param>
/// <param name="Number">Value of a number.</param>
readonly record struct Token(TokenKind Kind, int Start, int End, string Value, double Number = 0)
{
    public Cql2Place Place => Cql2Place.At(Start);

    public bool Is(string sign) => Kind == TokenKind.Sign && Value == sign;

    /// <summary>Keywords are names that are not quoted, in any case.</summary>
    public bool IsWord(string keyword) => Kind == TokenKind.Name && Value.Equals(keyword, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Cuts CQL2 text into words (OGC 21-065r2, annex B). One use.</summary>
sealed class TextLexer(string text)
{
    static readonly string[] Signs = ["<>", "<=", ">=", "=", "<", ">", "(", ")", ",", "+", "-", "*", "/", "%", "^"];

    // What people write from other languages or with a Chinese keyboard.
    static readonly (string Written, string Meant)[] Mistakes =
    [
        ("==", "="), ("!=", "<>"), ("&&", "AND"), ("||", "OR"), ("!", "NOT"), (";", ","), ("[", "("), ("]", ")"), ("`", "\""), ("“", "\""), ("”", "\""), ("‘", "'"), ("’", "'"),
        ("（", "("), ("）", ")"), ("，", ","), ("＝", "="), ("＜", "<"), ("＞", ">"), ("＋", "+"), ("－", "-"), ("＊", "*"), ("／", "/"), ("％", "%"), ("＇", "'"), ("＂", "\""), ("、", ","), ("。", "."),
    ];

    int _at;

    public List<Token> Read()
    {
        var tokens = new List<Token>();
        do tokens.Add(Next());
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    Token Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
        if (_at == text.Length) return new(TokenKind.End, _at, _at, "");
        var c = text[_at];
        if (c == '\'') return Quoted(TokenKind.Text);
        if (c == '"') return Quoted(TokenKind.QuotedName);
        if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]))) return Number();
        return NameLength(_at) is > 0 and var length ? Take(TokenKind.Name, length) : Sign();
    }

    Token Sign()
    {
        var rest = text.AsSpan(_at);
        foreach (var (written, meant) in Mistakes)
            if (rest.StartsWith(written, StringComparison.Ordinal)) throw new Cql2Exception(Cql2Error.UnexpectedCharacter, Cql2Place.At(_at), written, suggestion: meant);
        foreach (var sign in Signs)
            if (rest.StartsWith(sign, StringComparison.Ordinal)) return Take(TokenKind.Sign, sign.Length);
        Rune.DecodeFromUtf16(rest, out _, out var length);
        throw new Cql2Exception(Cql2Error.UnexpectedCharacter, Cql2Place.At(_at), text.Substring(_at, length));
    }

    Token Take(TokenKind kind, int length)
    {
        var start = _at;
        _at += length;
        return new(kind, start, _at, text[start.._at]);
    }

    // A quote within is doubled, or in a text has a backslash before it (characterLiteral, escapeQuote).
    Token Quoted(TokenKind kind)
    {
        var (start, quote, value) = (_at, text[_at], new StringBuilder());
        for (_at++; _at < text.Length; _at++)
        {
            var next = _at + 1 < text.Length ? text[_at + 1] : '\0';
            if ((text[_at] == quote && next == quote) || (kind == TokenKind.Text && text[_at] == '\\' && next == quote)) value.Append(text[++_at]);
            else if (text[_at] != quote) value.Append(text[_at]);
            else return new(kind, start, ++_at, value.ToString());
        }

        throw new Cql2Exception(Cql2Error.Unterminated, Cql2Place.At(start), text[start..], suggestion: quote.ToString());
    }

    Token Number()
    {
        var start = _at;
        Digits();
        if (_at < text.Length && text[_at] == '.')
        {
            _at++;
            Digits();
        }

        if (_at < text.Length && text[_at] is 'e' or 'E') Exponent();
        var piece = text[start.._at];
        if (_at < text.Length && NameLength(_at) > 0)
            throw new Cql2Exception(Cql2Error.InvalidValue, Cql2Place.At(start), piece + text[_at], Cql2Expected.Number);
        return double.TryParse(piece, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? new(TokenKind.Number, start, _at, piece, number)
            : throw new Cql2Exception(Cql2Error.InvalidValue, Cql2Place.At(start), piece, Cql2Expected.Number);
    }

    void Digits()
    {
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
    }

    void Exponent()
    {
        _at++;
        if (_at < text.Length && text[_at] is '+' or '-') _at++;
        Digits();
    }

    int NameLength(int at)
    {
        var start = at;
        while (at < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            if (!Identifiers.IsPart(rune.Value, isFirst: at == start)) break;
            at += length;
        }

        return at - start;
    }
}

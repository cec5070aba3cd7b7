using System.Globalization;
using System.Text;

namespace RiskMap.Geo.Crs;

/// <summary>One bracketed element of a well-known text: KEYWORD["text", 1.0, CHILD[...]].</summary>
internal sealed class WktNode(string keyword)
{
    public string Keyword { get; } = keyword;

    public List<string> Texts { get; } = [];

    public List<double> Numbers { get; } = [];

    public List<string> Words { get; } = [];

    public List<WktNode> Children { get; } = [];

    public string Name => Texts.Count > 0 ? Texts[0] : "";

    public WktNode? Child(string keyword) => Children.Find(c => c.Is(keyword));

    public IEnumerable<WktNode> All(string keyword) => Children.Where(c => c.Is(keyword));

    public bool Is(string keyword) => string.Equals(Keyword, keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads one element; anything but white space and NUL after it is refused.</summary>
    public static WktNode Parse(string text)
    {
        var reader = new Reader(text);
        var node = reader.Node();
        reader.End();
        return node;
    }

    private sealed class Reader(string text)
    {
        private int _at;

        public WktNode Node()
        {
            var keyword = Word();
            if (keyword.Length == 0)
                throw Fault("a keyword such as GEOGCS or PROJCS");
            var node = new WktNode(keyword);
            Open();
            do
                Item(node);
            while (Comma());
            Close();
            return node;
        }

        public void End()
        {
            SkipSpace();
            if (_at < text.Length)
                throw Fault("the end of the text");
        }

        private void Item(WktNode node)
        {
            SkipSpace();
            if (_at >= text.Length)
                throw Fault("a value");
            if (text[_at] == '"')
                node.Texts.Add(Quoted());
            else if (char.IsAsciiDigit(text[_at]) || text[_at] is '-' or '+' or '.')
                node.Numbers.Add(Number());
            else if (OpensAfterWord())
                node.Children.Add(Node());
            else
                BareWord(node);
        }

        private void BareWord(WktNode node)
        {
            var word = Word();
            if (word.Length == 0)
                throw Fault("a value");
            node.Words.Add(word);
        }

        private bool OpensAfterWord()
        {
            var start = _at;
            var found = Word().Length > 0;
            SkipSpace();
            found = found && _at < text.Length && text[_at] is '[' or '(';
            _at = start;
            return found;
        }

        private string Word()
        {
            SkipSpace();
            var start = _at;
            while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] == '_'))
                _at++;
            return text[start.._at];
        }

        private string Quoted()
        {
            var value = new StringBuilder();
            for (_at++; _at < text.Length; _at++)
            {
                if (text[_at] != '"')
                    value.Append(text[_at]);
                else if (_at + 1 < text.Length && text[_at + 1] == '"')
                    value.Append(text[++_at]);
                else
                {
                    _at++;
                    return value.ToString();
                }
            }

            throw Fault("a closing quote");
        }

        private double Number()
        {
            var start = _at;
            while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] is '-' or '+' or '.' or 'e' or 'E'))
                _at++;
            return double.TryParse(text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw Fault($"a number instead of '{text[start.._at]}'");
        }

        private void Open()
        {
            SkipSpace();
            if (_at >= text.Length || text[_at] is not ('[' or '('))
                throw Fault("'['");
            _at++;
        }

        private void Close()
        {
            SkipSpace();
            if (_at >= text.Length || text[_at] is not (']' or ')'))
                throw Fault("']'");
            _at++;
        }

        private bool Comma()
        {
            SkipSpace();
            if (_at >= text.Length || text[_at] != ',')
                return false;
            _at++;
            return true;
        }

        private void SkipSpace()
        {
            while (_at < text.Length && (char.IsWhiteSpace(text[_at]) || text[_at] is '\0' or '\uFEFF'))
                _at++;
        }

        private CrsException Fault(string expected) => new(
            $"The coordinate system text is not well-known text: at character {_at} of {text.Length} {expected} was expected. " +
            "Give a whole WKT1 text (a .prj file, or the output of 'gdalsrsinfo -o wkt1').");
    }
}

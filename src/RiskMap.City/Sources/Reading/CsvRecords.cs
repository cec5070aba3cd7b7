using System.Buffers;
using RiskMap.City.Sources.Mapping;

namespace RiskMap.City.Sources.Reading;

/// <summary>
/// Splits separated text into records and cells after RFC 4180 (quotes doubled inside quotes, line breaks allowed there), with \r\n, \n or \r
/// as line ends. Works on one buffer of characters; cells are spans of it until the next <see cref="Read"/>. Not thread-safe.
/// </summary>
sealed class CsvRecords : IDisposable
{
    const int InitialBuffer = 1 << 17;
    readonly TextReader _text;
    readonly string _name;
    readonly char _delimiter;
    readonly SearchValues<char> _stops;
    char[] _buffer = new char[InitialBuffer];
    (int Start, int Length, bool Doubled)[] _cells = new (int, int, bool)[32];
    int _start;
    int _end;
    bool _ended;
    long _nextLine = 1;

    public CsvRecords(TextReader text, string name, char delimiter, long firstLine = 1)
    {
        (_text, _name, _delimiter, _nextLine) = (text, name, delimiter, firstLine);
        _stops = SearchValues.Create([delimiter, '"', '\r', '\n']);
    }

    /// <summary>Cells of the current record.</summary>
    public int Count { get; private set; }

    /// <summary>Line on which the current record starts.</summary>
    public long Line { get; private set; }

    /// <summary>True when the last record read ended without a line break.</summary>
    public bool EndedWithoutLineBreak { get; private set; }

    /// <summary>What is wrong with the quotes of the current record, or null.</summary>
    public RowProblem? Problem { get; private set; }

    /// <summary>A cell; doubled quotes are single already.</summary>
    public ReadOnlySpan<char> this[int cell]
    {
        get
        {
            var (start, length, doubled) = _cells[cell];
            var span = _buffer.AsSpan(_start + start, length);
            return doubled ? span.ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : span;
        }
    }

    int _recordLength;

    /// <summary>Moves to the next record; empty lines are passed over.</summary>
    public bool Read()
    {
        do
        {
            _start += _recordLength;
            (Count, _recordLength, Problem, Line) = (0, 0, null, _nextLine);
            if (!ReadRecord())
                return false;
        }
        while (Count == 1 && _cells[0].Length == 0);
        return true;
    }

    bool ReadRecord()
    {
        var at = 0; // relative to _start, so that the buffer may move
        if (!Available(at))
            return false;
        while (true)
        {
            var more = Available(at) && _buffer[_start + at] == '"' ? ReadQuoted(ref at) : ReadPlain(ref at);
            if (!more)
                break;
        }
        _recordLength = at;
        return true;
    }

    /// <summary>Reads an unquoted cell and the stop behind it; false when the record ends there.</summary>
    bool ReadPlain(ref int at)
    {
        var from = at;
        while (true)
        {
            var offset = _buffer.AsSpan(_start + at, _end - _start - at).IndexOfAny(_stops);
            if (offset >= 0)
            {
                at += offset;
                if (_buffer[_start + at] != '"')
                {
                    AddCell(from, at - from, false);
                    return PassStop(ref at);
                }
                at++; // a quote inside an unquoted cell is just a character
            }
            else
            {
                at = _end - _start;
                if (!Fill())
                {
                    AddCell(from, at - from, false);
                    EndedWithoutLineBreak = true;
                    return false;
                }
            }
        }
    }

    /// <summary>Reads a quoted cell and the stop behind it; false when the record ends there.</summary>
    bool ReadQuoted(ref int at)
    {
        var from = ++at;
        var doubled = false;
        while (true)
        {
            var offset = _buffer.AsSpan(_start + at, _end - _start - at).IndexOf('"');
            if (offset < 0)
            {
                at = _end - _start;
                if (at > ImportRules.Current.LongestRecordCharacters)
                    throw Unclosed();
                if (Fill())
                    continue;
                AddCell(from, at - from, doubled);
                _nextLine += _buffer.AsSpan(_start + from, at - from).Count('\n');
                Problem = new RowProblem(null, null, ($"第 {Line} 行起的引号没有结束", $"a quote that opens in the record of line {Line} is never closed"),
                    ("补上结尾的引号；文件也可能不完整", "close the quote; the file may also be truncated"));
                return false;
            }
            at += offset;
            if (!Available(at + 1) || _buffer[_start + at + 1] != '"')
                break;
            doubled = true;
            at += 2;
        }
        AddCell(from, at - from, doubled);
        _nextLine += _buffer.AsSpan(_start + from, at - from).Count('\n');
        at++;
        return AfterQuote(ref at);
    }

    bool AfterQuote(ref int at)
    {
        if (!Available(at))
        {
            EndedWithoutLineBreak = true;
            return false;
        }
        var next = _buffer[_start + at];
        if (next == _delimiter || next is '\r' or '\n')
            return PassStop(ref at);
        Problem ??= new RowProblem(null, null, ("引号结束后还有文字", "text follows a closing quote"),
            ("单元格内的引号须写成两个引号", "write a quote inside a quoted cell twice"));
        var cells = Count;
        var more = ReadPlain(ref at);
        Count = cells;
        return more;
    }

    /// <summary>Passes a delimiter (true: another cell follows) or a line end (false).</summary>
    bool PassStop(ref int at)
    {
        var stop = _buffer[_start + at++];
        if (stop == _delimiter)
            return true;
        _nextLine++;
        EndedWithoutLineBreak = false;
        if (stop == '\r' && Available(at) && _buffer[_start + at] == '\n')
            at++;
        return false;
    }

    bool Available(int at) => _start + at < _end || Fill();

    /// <summary>Reads more characters behind those held, moving the current record to the front of the buffer.</summary>
    bool Fill()
    {
        if (_ended)
            return false;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length)
        {
            if (_end > ImportRules.Current.LongestRecordCharacters)
                throw Unclosed();
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var read = _text.Read(_buffer, _end, _buffer.Length - _end);
        _ended = read == 0;
        _end += read;
        return read > 0;
    }

    ImportException Unclosed() => new((
        $"{_name} 第 {Line} 行起的一条记录过长，多半是引号没有结束；请补上引号",
        $"the record of {_name} that starts on line {Line} is too long, most likely a quote is never closed; close it"));

    void AddCell(int start, int length, bool doubled)
    {
        if (Count == _cells.Length)
            Array.Resize(ref _cells, _cells.Length * 2);
        _cells[Count++] = (start, length, doubled);
    }

    public void Dispose() => _text.Dispose();
}

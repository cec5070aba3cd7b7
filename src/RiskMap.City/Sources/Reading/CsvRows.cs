using RiskMap.City.Sources.Mapping;

namespace RiskMap.City.Sources.Reading;

/// <summary>Rows of a CSV, TSV or semicolon-separated file whose first record is the header.</summary>
sealed class CsvRows : RowReader
{
    const int SniffCharacters = 1 << 16;
    const int DecodeBytes = 1 << 16;
    static readonly char[] Delimiters = [',', '\t', ';', '|'];
    readonly SourceFile _file;
    readonly CsvRecords _records;
    readonly string[] _columns;

    CsvRows(SourceFile file, CsvRecords records, string[] columns) => (_file, _records, _columns) = (file, records, columns);

    /// <summary>Opens the file and reads its header.</summary>
    /// <exception cref="ImportException">There is no header or no row.</exception>
    public static CsvRows Open(SourceFile file, TextEncoding encoding)
    {
        var (delimiter, declared) = Sniff(file, encoding);
        var text = Text(file, encoding);
        if (declared)
            text.ReadLine();
        var records = new CsvRecords(text, file.Name, delimiter, declared ? 2 : 1);
        if (!records.Read())
        {
            records.Dispose();
            throw SourceFile.EmptyFile(file.Name);
        }
        var columns = new string[records.Count];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = records[i].Trim().ToString();
        return new CsvRows(file, records, columns);
    }

    public override IReadOnlyList<string> Columns => _columns;

    public override bool HasGeometry => false;

    public override long? BytesRead => _file.BytesRead;

    public override bool Read()
    {
        do
        {
            if (!Next())
                return false;
        }
        while (Blank());
        Line = _records.Line;
        Problem = _records.Problem ?? (_records.Count == _columns.Length ? null : WrongCount());
        return true;
    }

    public override ReadOnlySpan<char> Cell(int column)
    {
        if (column >= _records.Count)
            return default;
        return column == _columns.Length - 1 && _records.Count > _columns.Length ? Overflow() : _records[column];
    }

    public override IEnumerable<Notice> Notices => _records.EndedWithoutLineBreak
        ? [new Notice(null, ($"{_file.Name} 最后一行没有换行符；请核对文件是否完整", $"the last line of {_file.Name} has no line break; check that the file is whole"))]
        : [];

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _records.Dispose();
        base.Dispose(disposing);
    }

    bool Next()
    {
        try
        {
            return _records.Read();
        }
        catch (InvalidDataException error)
        {
            throw SourceFile.Truncated(_file.Name, error);
        }
    }

    /// <summary>A row of delimiters only, as spreadsheets leave them behind.</summary>
    bool Blank()
    {
        if (_records.Problem is not null)
            return false;
        for (var i = 0; i < _records.Count; i++)
        {
            if (!_records[i].IsWhiteSpace())
                return false;
        }
        return true;
    }

    RowProblem WrongCount() => new(null, null,
        ($"该行有 {_records.Count} 个单元格，表头有 {_columns.Length} 个", $"the row has {_records.Count} cells, the header has {_columns.Length}"),
        ("含分隔符的单元格须加引号，缺少的单元格须留空；最后一行如此则文件可能不完整",
            "quote a cell that holds the delimiter, leave missing cells empty; if it is the last row the file may be truncated"));

    /// <summary>What stands behind the last column, kept so that the file of refused rows loses nothing.</summary>
    string Overflow()
    {
        var cells = new List<string>();
        for (var i = _columns.Length - 1; i < _records.Count; i++)
            cells.Add(_records[i].ToString());
        return string.Join(',', cells);
    }

    static StreamReader Text(SourceFile file, TextEncoding encoding) =>
        new(file.Open(), encoding.Encoding, detectEncodingFromByteOrderMarks: true, DecodeBytes);

    /// <summary>The delimiter that is most frequent in the header outside quotes, or the one that a line <c>sep=;</c> names.</summary>
    static (char Delimiter, bool Declared) Sniff(SourceFile file, TextEncoding encoding)
    {
        using var text = Text(file, encoding);
        var buffer = new char[SniffCharacters];
        var head = buffer.AsSpan(0, text.ReadBlock(buffer, 0, buffer.Length));
        if (head.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && head.Length > 5 && head[5] is '\r' or '\n')
            return (head[4], true);
        Span<int> counts = stackalloc int[Delimiters.Length];
        var quoted = false;
        foreach (var c in head.TrimStart())
        {
            if (c == '"')
                quoted = !quoted;
            else if (!quoted && c is '\r' or '\n')
                break;
            else if (!quoted && Array.IndexOf(Delimiters, c) is >= 0 and var which)
                counts[which]++;
        }
        var best = 0;
        for (var i = 1; i < counts.Length; i++)
        {
            if (counts[i] > counts[best])
                best = i;
        }
        return (Delimiters[best], false);
    }
}

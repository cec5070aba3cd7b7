using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace RiskMap.City.Sources.Reading.Shape;

/// <summary>Reads a dBASE III table forward. Cells are text; the encoding is that of <see cref="DbfEncoding"/>. Not thread-safe.</summary>
sealed class DbfTable : IDisposable
{
    const int HeaderBytes = 32;
    const int FieldBytes = 32;
    const byte EndOfFields = 0x0D;
    readonly Stream _stream;
    readonly string _name;
    readonly Encoding _encoding;
    readonly List<(char Type, int Start, int Length)> _fields = [];
    readonly byte[] _record;
    long _next;

    /// <summary>Opens the table.</summary>
    /// <exception cref="ImportException">The header is damaged or the file shorter than it says.</exception>
    public DbfTable(Stream stream, long length, string name, Encoding encoding)
    {
        (_stream, _name, _encoding) = (stream, name, encoding);
        var header = ReadHeader(stream, name);
        Count = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4));
        LanguageDriver = header[29];
        var recordLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(10));
        if (header.Length + Count * recordLength > length)
            throw SourceFile.Truncated(name, null);
        _record = new byte[recordLength];
        TakeFields(header);
    }

    /// <summary>Number of records that the header tells, deleted ones included.</summary>
    public long Count { get; }

    /// <summary>Language driver id (byte 29 of the header).</summary>
    public byte LanguageDriver { get; }

    /// <summary>Column names.</summary>
    public List<string> Columns { get; } = [];

    /// <summary>True when the current record is marked as deleted.</summary>
    public bool IsDeleted => _record[0] == '*';

    /// <summary>The bytes of a cell of text, for finding the encoding; empty for other types.</summary>
    public ReadOnlySpan<byte> RawCell(int column)
    {
        var (type, start, length) = _fields[column];
        return type == 'C' ? _record.AsSpan(start, length).TrimEnd((ReadOnlySpan<byte>)[0, (byte)' ']) : default;
    }

    /// <summary>Moves to the next record.</summary>
    /// <exception cref="ImportException">The file ends too early.</exception>
    public bool Read()
    {
        if (_next == Count)
            return false;
        if (_stream.ReadAtLeast(_record, _record.Length, throwOnEndOfStream: false) < _record.Length)
            throw SourceFile.Truncated(_name, null);
        _next++;
        return true;
    }

    /// <summary>A cell of the current record; null when missing; throws where the bytes are no text in the encoding.</summary>
    /// <exception cref="DecoderFallbackException">The bytes are not text in the encoding.</exception>
    public string? Cell(int column)
    {
        var (type, start, length) = _fields[column];
        var bytes = _record.AsSpan(start, length);
        switch (type)
        {
            case 'I' when length == 4:
                return BinaryPrimitives.ReadInt32LittleEndian(bytes).ToString(CultureInfo.InvariantCulture);
            case 'O' when length == 8:
                return BinaryPrimitives.ReadDoubleLittleEndian(bytes).ToString("R", CultureInfo.InvariantCulture);
            case 'L':
                return bytes.Length == 0 || bytes[0] is (byte)'?' or (byte)' ' ? null : ((char)bytes[0]).ToString();
            case 'N' or 'F' or 'D':
                var number = Encoding.ASCII.GetString(bytes).Trim(' ', '\0');
                return number.Length == 0 || number[0] == '*' || (type == 'D' && number.Trim('0').Length == 0) ? null : number;
            default:
                var text = DbfEncoding.Decode(_encoding, bytes.TrimEnd((ReadOnlySpan<byte>)[0, (byte)' '])).Trim();
                return text.Length == 0 ? null : text;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    static byte[] ReadHeader(Stream stream, string name)
    {
        var head = new byte[HeaderBytes];
        if (stream.ReadAtLeast(head, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
            throw SourceFile.Truncated(name, null);
        var length = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(8));
        if (length < HeaderBytes + 1)
            throw Damaged(name);
        Array.Resize(ref head, length);
        if (stream.ReadAtLeast(head.AsSpan(HeaderBytes), length - HeaderBytes, throwOnEndOfStream: false) < length - HeaderBytes)
            throw SourceFile.Truncated(name, null);
        return head;
    }

    void TakeFields(byte[] header)
    {
        var start = 1; // the first byte of a record marks it as deleted
        for (var at = HeaderBytes; at + FieldBytes <= header.Length && header[at] != EndOfFields; at += FieldBytes)
        {
            var name = header.AsSpan(at, 11);
            var end = name.IndexOf((byte)0);
            Columns.Add(DbfEncoding.Decode(_encoding, end < 0 ? name : name[..end]).Trim());
            var length = header[at + 16];
            _fields.Add(((char)header[at + 11], start, length));
            start += length;
        }
        if (start > _record.Length || _record.Length == 0)
            throw Damaged(_name);
    }

    static ImportException Damaged(string name) => new(($"{name} 的表头已损坏；请重新导出", $"the header of {name} is damaged; export it again"));
}

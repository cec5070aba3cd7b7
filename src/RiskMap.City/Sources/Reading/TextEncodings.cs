using System.Buffers;
using System.Text;
using RiskMap.City.Sources.Mapping;

namespace RiskMap.City.Sources.Reading;

/// <summary>The encoding of a text file, with the words that say how it was found.</summary>
/// <param name="Encoding">Strict encoding: bytes that are not text throw.</param>
/// <param name="Name"><c>utf-8</c>, <c>utf-8-bom</c>, <c>utf-16</c> or <c>gb18030</c>.</param>
sealed record TextEncoding(Encoding Encoding, string Name)
{
    /// <summary>Strict UTF-8.</summary>
    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Strict GB18030, of which GBK and GB2312 are parts.</summary>
    public static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance
        .GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
}

/// <summary>
/// Decides the encoding of a text file by reading it through once: byte order mark, else valid UTF-8, else GB18030; nothing is decoded with
/// replacement characters. Lines are told apart by the byte 0x0A, which is part of no other character in either encoding.
/// </summary>
static class TextEncodings
{
    const int ChunkBytes = 1 << 20;

    /// <summary>The encoding to read the file with.</summary>
    /// <param name="file">The file.</param>
    /// <param name="asked"><c>auto</c>, or the encoding that the user declares.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="ImportException">The bytes are not text in the encoding (named with the line), or the name is unknown.</exception>
    public static TextEncoding Decide(SourceFile file, string asked, CancellationToken cancellation)
    {
        var wanted = asked.Trim().ToLowerInvariant();
        if (wanted is not ("auto" or "utf-8" or "utf8" or "gb18030" or "gbk" or "gb2312"))
        {
            throw new ImportException((
                $"未知编码“{asked}”；可用 auto、utf-8、gb18030", $"unknown encoding '{asked}'; use auto, utf-8 or gb18030"));
        }
        if (Utf16(file) is { } utf16)
            return utf16;
        var asUtf8 = Check(file, TextEncoding.Utf8, cancellation);
        if (wanted is "auto")
            return Auto(file, asUtf8, cancellation);
        return wanted is "utf-8" or "utf8" ? DeclaredUtf8(file, asUtf8) : DeclaredGb18030(file, asUtf8, cancellation);
    }

    static TextEncoding Auto(SourceFile file, Findings asUtf8, CancellationToken cancellation)
    {
        if (asUtf8.BadLine is null)
            return new TextEncoding(TextEncoding.Utf8, asUtf8.HasMark ? "utf-8-bom" : "utf-8");
        if (asUtf8.HasMark || asUtf8.EndsInsideCharacter)
            return DeclaredUtf8(file, asUtf8);
        var asGb18030 = Check(file, TextEncoding.Gb18030, cancellation);
        if (asGb18030.BadLine is null)
            return new TextEncoding(TextEncoding.Gb18030, "gb18030");
        throw new ImportException((
            $"{file.Name} 既不是有效的 UTF-8（第 {asUtf8.BadLine} 行）也不是有效的 GB18030（第 {asGb18030.BadLine} 行）；请另存为 UTF-8 后再导入",
            $"{file.Name} is neither valid UTF-8 (line {asUtf8.BadLine}) nor valid GB18030 (line {asGb18030.BadLine}); save it as UTF-8 and import again"));
    }

    static TextEncoding DeclaredUtf8(SourceFile file, Findings asUtf8)
    {
        if (asUtf8.BadLine is null)
            return new TextEncoding(TextEncoding.Utf8, asUtf8.HasMark ? "utf-8-bom" : "utf-8");
        throw asUtf8.EndsInsideCharacter
            ? new ImportException((
                $"{file.Name} 在第 {asUtf8.BadLine} 行的一个字符中间结束，文件不完整；请重新导出或复制",
                $"{file.Name} ends inside a character on line {asUtf8.BadLine}: it is truncated; export or copy it again"))
            : new ImportException((
                $"{file.Name} 第 {asUtf8.BadLine} 行不是有效的 UTF-8；请核对编码（--encoding gb18030 或 auto）",
                $"line {asUtf8.BadLine} of {file.Name} is not valid UTF-8; check the encoding (--encoding gb18030 or auto)"));
    }

    static TextEncoding DeclaredGb18030(SourceFile file, Findings asUtf8, CancellationToken cancellation)
    {
        if (asUtf8.BadLine is null && (asUtf8.HasMark || asUtf8.Characters >= ImportRules.Current.Utf8ProofCharacters))
        {
            throw new ImportException((
                $"{file.Name} 声明为 GB18030，但其字节是 UTF-8；请用 --encoding auto 或 utf-8",
                $"{file.Name} is declared as GB18030, but its bytes are UTF-8; use --encoding auto or utf-8"));
        }
        var asGb18030 = Check(file, TextEncoding.Gb18030, cancellation);
        return asGb18030.BadLine is null
            ? new TextEncoding(TextEncoding.Gb18030, "gb18030")
            : throw new ImportException((
                $"{file.Name} 第 {asGb18030.BadLine} 行不是有效的 GB18030；请核对编码（--encoding utf-8 或 auto）",
                $"line {asGb18030.BadLine} of {file.Name} is not valid GB18030; check the encoding (--encoding utf-8 or auto)"));
    }

    static TextEncoding? Utf16(SourceFile file)
    {
        using var stream = file.Open();
        Span<byte> mark = stackalloc byte[2];
        if (stream.ReadAtLeast(mark, 2, throwOnEndOfStream: false) < 2)
            return null;
        if (mark is [0xFF, 0xFE])
            return new TextEncoding(new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true), "utf-16");
        return mark is [0xFE, 0xFF]
            ? new TextEncoding(new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true), "utf-16")
            : null;
    }

    /// <summary>What a pass over the file found.</summary>
    /// <param name="BadLine">First line whose bytes are not text in the encoding, or null.</param>
    /// <param name="EndsInsideCharacter">The only fault is that the file ends inside a character.</param>
    /// <param name="HasMark">Starts with the mark of UTF-8.</param>
    /// <param name="Characters">Characters outside ASCII in the part read (UTF-8 only).</param>
    readonly record struct Findings(long? BadLine, bool EndsInsideCharacter, bool HasMark, long Characters);

    static Findings Check(SourceFile file, Encoding encoding, CancellationToken cancellation)
    {
        try
        {
            return CheckLines(file, encoding, cancellation);
        }
        catch (InvalidDataException error)
        {
            throw SourceFile.Truncated(file.Name, error);
        }
    }

    static Findings CheckLines(SourceFile file, Encoding encoding, CancellationToken cancellation)
    {
        using var stream = file.Open();
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        var (held, line, total, outside, hasMark) = (0, 1L, 0L, 0L, false);
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                var read = stream.Read(buffer, held, buffer.Length - held);
                if (total == 0)
                    hasMark = buffer.AsSpan(0, read).StartsWith(Encoding.UTF8.Preamble);
                total += read;
                held += read;
                var end = read == 0 ? held : buffer.AsSpan(0, held).LastIndexOf((byte)'\n') + 1;
                var lines = buffer.AsSpan(0, end);
                if (lines.Contains((byte)0))
                    throw NotText(file, line + lines[..lines.IndexOf((byte)0)].Count((byte)'\n'));
                if (TryCount(encoding, lines, out var characters))
                    outside += lines.Length - characters;
                else
                    return BadLine(encoding, lines, line, atEnd: read == 0) with { HasMark = hasMark };
                line += lines.Count((byte)'\n');
                buffer.AsSpan(end, held - end).CopyTo(buffer);
                held -= end;
                if (read == 0)
                    break;
                if (held == buffer.Length)
                    buffer = Grow(buffer, file, line);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        file.VerifyUnpacked(total);
        return new Findings(null, false, hasMark, outside / 2);
    }

    static byte[] Grow(byte[] buffer, SourceFile file, long line)
    {
        if (buffer.AsSpan().Contains((byte)0))
            throw NotText(file, line);
        if (buffer.Length >= 4L * ImportRules.Current.LongestRecordCharacters)
        {
            throw new ImportException((
                $"{file.Name} 第 {line} 行过长，不像文本表格；请核对文件", $"line {line} of {file.Name} is too long for a text table; check the file"));
        }
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    static bool TryCount(Encoding encoding, ReadOnlySpan<byte> bytes, out int characters)
    {
        try
        {
            characters = encoding.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            characters = 0;
            return false;
        }
    }

    static Findings BadLine(Encoding encoding, ReadOnlySpan<byte> lines, long firstLine, bool atEnd)
    {
        for (var line = firstLine; !lines.IsEmpty; line++)
        {
            var end = lines.IndexOf((byte)'\n') + 1;
            var one = end == 0 ? lines : lines[..end];
            if (!TryCount(encoding, one, out _))
                return new Findings(line, atEnd && end == 0 && ReferenceEquals(encoding, TextEncoding.Utf8) && LacksItsEnd(one), false, 0);
            lines = lines[one.Length..];
        }
        return new Findings(firstLine, false, false, 0);
    }

    static bool LacksItsEnd(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(utf8, out _, out var consumed);
            if (status != OperationStatus.Done)
                return status == OperationStatus.NeedMoreData;
            utf8 = utf8[consumed..];
        }
        return false;
    }

    static ImportException NotText(SourceFile file, long line) => new((
        $"{file.Name} 第 {line} 行含有空字节，不是文本文件；请核对文件是否损坏", $"line {line} of {file.Name} holds zero bytes: it is not a text file; check whether it is damaged"));
}

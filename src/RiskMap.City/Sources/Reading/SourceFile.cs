using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace RiskMap.City.Sources.Reading;

/// <summary>The file to import: found, not empty, with its size and SHA-256; opens it as often as passes are needed.</summary>
sealed class SourceFile
{
    const int BufferBytes = 1 << 16;
    const int GzipTrailerBytes = 8;
    long _bytesRead;

    SourceFile(string path, string? layerName)
    {
        Path = path;
        LayerName = layerName;
        Name = System.IO.Path.GetFileName(path);
        Length = new FileInfo(path).Length;
    }

    /// <summary>Path without a layer name behind it.</summary>
    public string Path { get; }

    /// <summary>The part after <c>|layername=</c>, or null.</summary>
    public string? LayerName { get; }

    /// <summary>File name without its folder.</summary>
    public string Name { get; }

    /// <summary>Size in bytes.</summary>
    public long Length { get; }

    /// <summary>True for a name that ends with .gz.</summary>
    public bool IsGzip => Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Bytes of the file itself (compressed where it is) that the current pass has read.</summary>
    public long BytesRead => Volatile.Read(ref _bytesRead);

    /// <summary>Finds the file.</summary>
    /// <exception cref="ImportException">It is not there, a folder, not readable, or empty.</exception>
    public static SourceFile Find(string file)
    {
        var mark = file.IndexOf("|layername=", StringComparison.OrdinalIgnoreCase);
        var (path, layer) = mark < 0 ? (file, null) : (file[..mark], file[(mark + "|layername=".Length)..]);
        if (Directory.Exists(path))
            throw new ImportException(($"{path} 是文件夹；请给出文件", $"{path} is a folder; name a file"));
        if (!File.Exists(path))
            throw new ImportException(($"找不到文件 {path}；请核对路径", $"no file {path}; check the path"));
        var found = new SourceFile(path, layer);
        return found.Length == 0 ? throw EmptyFile(found.Name) : found;
    }

    /// <summary>Opens the file for one pass, unpacked where it is .gz.</summary>
    /// <exception cref="ImportException">The file cannot be opened.</exception>
    public Stream Open()
    {
        Volatile.Write(ref _bytesRead, 0);
        var counted = new CountingStream(OpenRaw(), this);
        return IsGzip ? new GZipStream(counted, CompressionMode.Decompress) : counted;
    }

    /// <summary>Opens the file as it is.</summary>
    /// <exception cref="ImportException">The file cannot be opened.</exception>
    public FileStream OpenRaw()
    {
        try
        {
            return new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImportException(($"无法打开 {Name}：请检查读取权限或是否被占用", $"cannot open {Name}: check the permission to read and whether it is locked"), error);
        }
    }

    /// <summary>SHA-256 of the file, lower-case hex.</summary>
    public string Sha256(IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        using var stream = OpenRaw();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        var total = 0L;
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            total += read;
            progress?.Report(new ImportProgress(0, total, Length, "inspect"));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// Checks that a .gz file is whole: its trailer (RFC 1952, 2.3.1) must hold the length of what was unpacked, modulo 2^32.
    /// A decompressor that meets the end early may stop without a word.
    /// </summary>
    /// <exception cref="ImportException">The file is truncated.</exception>
    public void VerifyUnpacked(long unpackedBytes)
    {
        if (!IsGzip)
            return;
        using var stream = OpenRaw();
        Span<byte> length = stackalloc byte[4];
        if (stream.Length < GzipTrailerBytes)
            throw Truncated(Name, null);
        stream.Seek(-4, SeekOrigin.End);
        stream.ReadExactly(length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(length) != unchecked((uint)unpackedBytes))
            throw Truncated(Name, null);
    }

    /// <summary>The refusal of a file without content.</summary>
    public static ImportException EmptyFile(string name) => new(($"{name} 是空文件；请核对导出是否成功", $"{name} is empty; check that the export worked"));

    /// <summary>The refusal of a file that ends too early.</summary>
    public static ImportException Truncated(string name, Exception? inner) => new((
        $"{name} 不完整或已损坏（文件提前结束）；请重新复制或下载", $"{name} is truncated or damaged (it ends too early); copy or download it again"), inner);

    sealed class CountingStream(Stream inner, SourceFile file) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            Volatile.Write(ref file._bytesRead, file._bytesRead + read);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}

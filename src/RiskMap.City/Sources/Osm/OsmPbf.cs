using System.Buffers.Binary;
using System.IO.Compression;
using RiskMap.City.Sources.Reading;

namespace RiskMap.City.Sources.Osm;

/// <summary>
/// Reads OSM PBF (wiki.openstreetmap.org, PBF Format) block by block: raw and zlib blocks, plain and dense nodes, ways, relations, in any order.
/// </summary>
static class OsmPbf
{
    // Limits of the format: a BlobHeader below 64 KiB, a Blob below 32 MiB, packed and unpacked.
    const int HeaderLimit = 64 << 10;
    const int BlobLimit = 32 << 20;
    static readonly string[] Understood = ["OsmSchema-V0.6", "DenseNodes"];

    /// <summary>The objects of the wanted kinds in file order; instances are used again for the next block.</summary>
    /// <exception cref="ImportException">The file is truncated, damaged, or needs a feature that is not supported.</exception>
    public static IEnumerable<OsmObject> Read(SourceFile file, OsmKinds wanted)
    {
        using var stream = file.Open();
        var block = new PbfBlock();
        var isFirst = true;
        while (NextBlob(file, stream, out var type, out var content))
        {
            if (isFirst)
                VerifyHeader(file, type, content);
            isFirst = false;
            if (type != "OSMData")
                continue;
            Guarded(file, content, bytes => block.Decode(bytes, wanted));
            for (var i = 0; i < block.Count; i++)
                yield return block[i];
        }
    }

    static bool NextBlob(SourceFile file, Stream stream, out string type, out byte[] content)
    {
        (type, content) = ("", []);
        var prefix = new byte[4];
        var got = stream.ReadAtLeast(prefix, 4, throwOnEndOfStream: false);
        if (got == 0)
            return false;
        var headerLength = BinaryPrimitives.ReadUInt32BigEndian(prefix);
        if (got < 4 || headerLength is 0 or > HeaderLimit)
            throw SourceFile.Truncated(file.Name, null);
        var header = ReadExactly(file, stream, (int)headerLength);
        (type, var length) = Guarded(file, header, HeaderOf);
        if (length is < 0 or > BlobLimit)
            throw SourceFile.Truncated(file.Name, null);
        content = Guarded(file, ReadExactly(file, stream, length), Unpack);
        return true;
    }

    static byte[] ReadExactly(SourceFile file, Stream stream, int length)
    {
        var bytes = new byte[length];
        return stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length ? bytes : throw SourceFile.Truncated(file.Name, null);
    }

    static (string Type, int Length) HeaderOf(byte[] bytes)
    {
        var (type, length) = ("", -1L);
        var message = new PbfMessage(bytes);
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1: type = message.Text(); break;
                case 3: length = (long)message.Unsigned(); break;
                default: message.Skip(); break;
            }
        }
        return (type, (int)Math.Clamp(length, -1, int.MaxValue));
    }

    static byte[] Unpack(byte[] blob)
    {
        var message = new PbfMessage(blob);
        var size = 0UL;
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1: return message.Bytes().ToArray();
                case 2: size = message.Unsigned(); break;
                case 3: return Inflate(message.Bytes().ToArray(), size);
                case 4 or 5 or 6 or 7: throw new NotSupportedException("lzma, bzip2, lz4 or zstd");
                default: message.Skip(); break;
            }
        }
        throw new InvalidDataException("a blob has no content");
    }

    static byte[] Inflate(byte[] packed, ulong size)
    {
        if (size > BlobLimit)
            throw new InvalidDataException("a blob is larger than the format allows");
        using var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        var content = new byte[size];
        if (zlib.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) < content.Length || zlib.ReadByte() >= 0)
            throw new InvalidDataException("a blob does not have the size that it tells");
        return content;
    }

    static void VerifyHeader(SourceFile file, string type, byte[] content)
    {
        if (type != "OSMHeader")
            throw SourceFile.Truncated(file.Name, null);
        var missing = Guarded(file, content, bytes =>
        {
            var needed = new List<string>();
            var message = new PbfMessage(bytes);
            while (message.Next())
            {
                if (message.Field == 4)
                    needed.Add(message.Text());
                else
                    message.Skip();
            }
            return needed.Except(Understood, StringComparer.Ordinal).ToList();
        });
        if (missing.Count > 0)
        {
            var names = string.Join(", ", missing);
            throw new ImportException((
                $"{file.Name} 需要不支持的特性 {names}；请用 osmium cat 转换为普通 PBF", $"{file.Name} needs features that are not supported: {names}; convert it to a plain PBF with osmium cat"));
        }
    }

    static T Guarded<T>(SourceFile file, byte[] bytes, Func<byte[], T> read)
    {
        try
        {
            return read(bytes);
        }
        catch (NotSupportedException error)
        {
            throw new ImportException((
                $"{file.Name} 用了不支持的压缩（{error.Message}）；请用 osmium cat 转换为 zlib 压缩", $"{file.Name} is packed with {error.Message}, which is not supported; convert it to zlib with osmium cat"), error);
        }
        catch (Exception error) when (error is InvalidDataException or ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            throw SourceFile.Truncated(file.Name, error);
        }
    }
}

using System.Buffers.Binary;
using System.IO.Compression;

namespace RiskMap.Testing;

/// <summary>A PNG (ISO/IEC 15948), decoded: 8 bits a channel, RGB, RGBA or a palette, all five filters. Its checksums are verified.</summary>
sealed class Picture
{
    readonly byte[] _pixels;

    Picture(int width, int height, int channels, byte[] pixels) => (Width, Height, Channels, _pixels) = (width, height, channels, pixels);

    public int Width { get; }

    public int Height { get; }

    public int Channels { get; }

    /// <summary>Red, green, blue and alpha of a pixel.</summary>
    public (int R, int G, int B, int A) this[int x, int y]
    {
        get
        {
            var at = ((y * Width) + x) * Channels;
            return (_pixels[at], _pixels[at + 1], _pixels[at + 2], Channels == 4 ? _pixels[at + 3] : 255);
        }
    }

    /// <summary>The colour of a pixel as <c>#rrggbb</c>.</summary>
    public string Hex(int x, int y) => FormattableString.Invariant($"#{this[x, y].R:x2}{this[x, y].G:x2}{this[x, y].B:x2}");

    /// <summary>How many pixels of a part of the picture meet a condition.</summary>
    public int Count(Func<(int R, int G, int B, int A), bool> condition, int left = 0, int top = 0, int? right = null, int? bottom = null)
    {
        var count = 0;
        for (var y = top; y < (bottom ?? Height); y++)
            for (var x = left; x < (right ?? Width); x++) count += condition(this[x, y]) ? 1 : 0;
        return count;
    }

    /// <summary>Number of different colours.</summary>
    public int Colours => Enumerable.Range(0, Width * Height).Select(i => this[i % Width, i / Width]).Distinct().Count();

    /// <summary>Decodes a file.</summary>
    public static Picture Of(ReadOnlySpan<byte> png)
    {
        png[..8].ToArray().ShouldBe([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var (at, data, width, height, channels, palette, alphas) = (8, new MemoryStream(), 0, 0, 0, Array.Empty<byte>(), Array.Empty<byte>());
        while (at < png.Length)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png[at..]);
            var (type, body) = (System.Text.Encoding.ASCII.GetString(png.Slice(at + 4, 4)), png.Slice(at + 8, length).ToArray());
            Crc(png.Slice(at + 4, length + 4)).ShouldBe(BinaryPrimitives.ReadUInt32BigEndian(png[(at + 8 + length)..]), type);
            if (type == "IHDR") (width, height, channels) = (BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(4)), body[9] switch { 2 => 3, 3 => 1, _ => 4 });
            if (type == "PLTE") palette = body;
            if (type == "tRNS") alphas = body;
            if (type == "IDAT") data.Write(body);
            at += length + 12;
        }

        data.Position = 0;
        var pixels = Unfilter(data, width * channels, height, channels);
        return channels == 1 ? new Picture(width, height, 4, [.. pixels.SelectMany(i => Colour(i, palette, alphas))]) : new Picture(width, height, channels, pixels);
    }

    static byte[] Colour(int index, byte[] palette, byte[] alphas) =>
        [palette[3 * index], palette[(3 * index) + 1], palette[(3 * index) + 2], index < alphas.Length ? alphas[index] : (byte)255];

    static byte[] Unfilter(MemoryStream data, int stride, int height, int channels)
    {
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        var pixels = new byte[stride * height];
        for (var y = 0; y < height; y++)
        {
            var filter = zlib.ReadByte();
            var row = pixels.AsSpan(y * stride, stride);
            zlib.ReadExactly(row);
            for (var i = 0; i < stride; i++)
            {
                int left = i < channels ? 0 : row[i - channels], up = y == 0 ? 0 : pixels[((y - 1) * stride) + i], corner = i < channels || y == 0 ? 0 : pixels[((y - 1) * stride) + i - channels];
                row[i] += (byte)(filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => throw new InvalidDataException($"filter {filter}") });
            }
        }

        return pixels;
    }

    static int Paeth(int a, int b, int c)
    {
        var (pa, pb, pc) = (Math.Abs(b - c), Math.Abs(a - c), Math.Abs(a + b - c - c));
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }

    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return ~crc;
    }
}

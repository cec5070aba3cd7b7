using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace RiskMap.Geo.Drawing;

/// <summary>
/// Writes PNG (ISO/IEC 15948), 8 bits a channel: RGB where every pixel is opaque, else RGBA; or indices into a palette. A map needs no more than the
/// quick compression.
/// </summary>
public static class Png
{
    static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    static readonly uint[] CrcTable = MakeCrcTable();

    // Colour types (clause 11.2.2).
    const byte TrueColour = 2;
    const byte Indexed = 3;
    const byte TrueColourWithAlpha = 6;

    const byte FilterNone = 0;

    /// <summary>Filter "Sub" (clause 9.2): each channel less that of the pixel to the left.</summary>
    const byte FilterSub = 1;

    /// <summary>Encodes premultiplied ARGB pixels.</summary>
    public static byte[] Encode(ReadOnlySpan<uint> pixels, int width, int height)
    {
        var opaque = true;
        foreach (var pixel in pixels) opaque &= pixel >= 0xFF000000;
        using var target = new MemoryStream(pixels.Length / 2);
        WriteHeader(target, width, height, opaque ? TrueColour : TrueColourWithAlpha);
        using var data = new MemoryStream(pixels.Length / 2);
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true)) WriteRows(zlib, pixels, width, height, opaque ? 3 : 4);
        WriteChunk(target, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        WriteChunk(target, "IEND"u8, []);
        return target.ToArray();
    }

    /// <summary>Encodes pixels that are indices into a palette.</summary>
    /// <param name="indices">One index a pixel, row by row from the top.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="palette">At most 256 colours as ARGB, not premultiplied.</param>
    /// <exception cref="ArgumentException">The indices are not width × height, or the palette is empty or too large.</exception>
    public static byte[] EncodeIndexed(ReadOnlySpan<byte> indices, int width, int height, ReadOnlySpan<uint> palette)
    {
        if (indices.Length != width * height) throw new ArgumentException($"{indices.Length} indices do not make {width} × {height} pixels.", nameof(indices));
        if (palette.Length is 0 or > 256) throw new ArgumentException($"A palette has 1 to 256 colours, not {palette.Length}.", nameof(palette));
        using var target = new MemoryStream();
        WriteHeader(target, width, height, Indexed);
        var (colours, alphas) = (new byte[palette.Length * 3], new byte[palette.Length]);
        for (var i = 0; i < palette.Length; i++)
            (colours[3 * i], colours[(3 * i) + 1], colours[(3 * i) + 2], alphas[i]) = ((byte)(palette[i] >> 16), (byte)(palette[i] >> 8), (byte)palette[i], (byte)(palette[i] >> 24));
        WriteChunk(target, "PLTE"u8, colours);
        WriteChunk(target, "tRNS"u8, alphas);
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                // Neighbouring indices are equal, not alike: no filter helps.
                zlib.WriteByte(FilterNone);
                zlib.Write(indices.Slice(y * width, width));
            }
        }

        WriteChunk(target, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        WriteChunk(target, "IEND"u8, []);
        return target.ToArray();
    }

    static void WriteHeader(MemoryStream target, int width, int height, byte colourType)
    {
        target.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, colourType);
        WriteChunk(target, "IHDR"u8, header);
    }

    static void WriteRows(ZLibStream to, ReadOnlySpan<uint> pixels, int width, int height, int channels)
    {
        var row = ArrayPool<byte>.Shared.Rent(1 + (width * channels));
        for (var y = 0; y < height; y++)
        {
            FillRow(row, pixels.Slice(y * width, width), channels);
            to.Write(row, 0, 1 + (width * channels));
        }

        ArrayPool<byte>.Shared.Return(row);
    }

    static void FillRow(byte[] row, ReadOnlySpan<uint> pixels, int channels)
    {
        row[0] = FilterSub;
        var at = 1;
        var before = 0u;
        foreach (var pixel in pixels)
        {
            var plain = channels == 3 ? pixel : Unmultiplied(pixel);
            row[at++] = (byte)((plain >> 16) - (before >> 16));
            row[at++] = (byte)((plain >> 8) - (before >> 8));
            row[at++] = (byte)(plain - before);
            if (channels == 4) row[at++] = (byte)((plain >> 24) - (before >> 24));
            before = plain;
        }
    }

    static uint Unmultiplied(uint pixel)
    {
        var alpha = pixel >> 24;
        if (alpha is 0 or 255) return pixel;
        uint Channel(int shift) => Math.Min(255, ((((pixel >> shift) & 255) * 255) + (alpha / 2)) / alpha) << shift;
        return (alpha << 24) | Channel(16) | Channel(8) | Channel(0);
    }

    static void WriteChunk(MemoryStream to, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        to.Write(number);
        to.Write(type);
        to.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        to.Write(number);
    }

    static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes) crc = CrcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var c = i;
            for (var bit = 0; bit < 8; bit++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            table[i] = c;
        }

        return table;
    }
}

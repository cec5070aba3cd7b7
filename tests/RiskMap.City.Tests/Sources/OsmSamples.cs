using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace RiskMap.City.Tests.Sources;

/// <summary>
/// Turns a small OSM XML text into PBF, written for these tests from the format's description only: one block an object kind run, so that objects
/// keep the order of the text, nodes dense or plain, blobs raw or zlib.
/// </summary>
static class OsmSamples
{
    public static byte[] ToPbf(string xml, bool dense, bool zlib)
    {
        using var file = new MemoryStream();
        Blob(file, "OSMHeader", Message(m => Text(Text(m, 4, "OsmSchema-V0.6"), 4, "DenseNodes")), zlib);
        foreach (var element in XDocument.Parse(xml).Root!.Elements())
            Blob(file, "OSMData", Block(element, dense), zlib);
        return file.ToArray();
    }

    static byte[] Block(XElement element, bool dense)
    {
        var strings = new List<string> { "" };
        var group = element.Name.LocalName switch
        {
            "node" when dense => Message(m => Bytes(m, 2, Dense(element, strings))),
            "node" => Message(m => Bytes(m, 1, Node(element, strings))),
            "way" => Message(m => Bytes(m, 3, Way(element, strings))),
            _ => Message(m => Bytes(m, 4, Relation(element, strings))),
        };
        var table = Message(m => strings.ForEach(text => Bytes(m, 1, Encoding.UTF8.GetBytes(text))));
        return Message(m => Bytes(Bytes(m, 1, table), 2, group));
    }

    static byte[] Dense(XElement node, List<string> strings) => Message(m =>
    {
        Bytes(m, 1, Packed(ZigZag(Id(node))));
        Bytes(m, 8, Packed(ZigZag(Grid(node, "lat"))));
        Bytes(m, 9, Packed(ZigZag(Grid(node, "lon"))));
        Bytes(m, 10, Packed([.. Tags(node, strings).SelectMany(tag => new[] { tag.Key, tag.Value }), 0]));
    });

    static byte[] Node(XElement node, List<string> strings) => Message(m =>
    {
        Number(m, 1, ZigZag(Id(node)));
        Tagged(m, node, strings);
        Number(m, 8, ZigZag(Grid(node, "lat")));
        Number(m, 9, ZigZag(Grid(node, "lon")));
    });

    static byte[] Way(XElement way, List<string> strings) => Message(m =>
    {
        Number(m, 1, (ulong)Id(way));
        Tagged(m, way, strings);
        Bytes(m, 8, Packed(Deltas(way.Elements("nd").Select(nd => (long)nd.Attribute("ref")!))));
    });

    static byte[] Relation(XElement relation, List<string> strings) => Message(m =>
    {
        var members = relation.Elements("member").ToList();
        Number(m, 1, (ulong)Id(relation));
        Tagged(m, relation, strings);
        Bytes(m, 8, Packed([.. members.Select(member => String(strings, (string)member.Attribute("role")!))]));
        Bytes(m, 9, Packed(Deltas(members.Select(member => (long)member.Attribute("ref")!))));
        Bytes(m, 10, Packed([.. members.Select(member => (ulong)Array.IndexOf(["node", "way", "relation"], (string)member.Attribute("type")!))]));
    });

    static void Tagged(MemoryStream m, XElement element, List<string> strings)
    {
        var tags = Tags(element, strings).ToList();
        Bytes(m, 2, Packed([.. tags.Select(tag => tag.Key)]));
        Bytes(m, 3, Packed([.. tags.Select(tag => tag.Value)]));
    }

    static IEnumerable<(ulong Key, ulong Value)> Tags(XElement element, List<string> strings) =>
        element.Elements("tag").Select(tag => (String(strings, (string)tag.Attribute("k")!), String(strings, (string)tag.Attribute("v")!)));

    static ulong String(List<string> strings, string text)
    {
        if (!strings.Contains(text))
            strings.Add(text);
        return (ulong)strings.IndexOf(text);
    }

    static long Id(XElement element) => (long)element.Attribute("id")!;

    static long Grid(XElement node, string name) =>
        (long)Math.Round(double.Parse((string)node.Attribute(name)!, CultureInfo.InvariantCulture) * 1e7);

    static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    static ulong[] Deltas(IEnumerable<long> values)
    {
        long last = 0;
        return [.. values.Select(value => { var delta = ZigZag(value - last); last = value; return delta; })];
    }

    static byte[] Packed(params ulong[] values)
    {
        using var m = new MemoryStream();
        foreach (var value in values)
            Varint(m, value);
        return m.ToArray();
    }

    static byte[] Message(Action<MemoryStream> write)
    {
        using var m = new MemoryStream();
        write(m);
        return m.ToArray();
    }

    static void Varint(MemoryStream m, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            m.WriteByte((byte)(value | 0x80));
        m.WriteByte((byte)value);
    }

    static MemoryStream Number(MemoryStream m, int field, ulong value)
    {
        Varint(m, (ulong)field << 3);
        Varint(m, value);
        return m;
    }

    static MemoryStream Bytes(MemoryStream m, int field, byte[] bytes)
    {
        Varint(m, ((ulong)field << 3) | 2);
        Varint(m, (ulong)bytes.Length);
        m.Write(bytes);
        return m;
    }

    static MemoryStream Text(MemoryStream m, int field, string text) => Bytes(m, field, Encoding.UTF8.GetBytes(text));

    static void Blob(MemoryStream file, string type, byte[] content, bool zlib)
    {
        var blob = Message(m =>
        {
            if (!zlib)
            {
                Bytes(m, 1, content);
                return;
            }
            using var packed = new MemoryStream();
            using (var stream = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                stream.Write(content);
            Number(m, 2, (ulong)content.Length);
            Bytes(m, 3, packed.ToArray());
        });
        var header = Message(m => Number(Text(m, 1, type), 3, (ulong)blob.Length));
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, header.Length);
        file.Write(length);
        file.Write(header);
        file.Write(blob);
    }
}

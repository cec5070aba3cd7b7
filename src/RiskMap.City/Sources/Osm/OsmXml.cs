using System.Globalization;
using System.Xml;
using RiskMap.City.Sources.Reading;

namespace RiskMap.City.Sources.Osm;

/// <summary>Reads OSM XML 0.6 as a stream, objects in any order. Deleted objects are passed over.</summary>
static class OsmXml
{
    static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = true };

    /// <summary>The objects of the wanted kinds in file order; the same instance each time.</summary>
    /// <exception cref="ImportException">The XML is broken, truncated, or says that the server that made it failed.</exception>
    public static IEnumerable<OsmObject> Read(SourceFile file, OsmKinds wanted)
    {
        using var stream = file.Open();
        using var xml = XmlReader.Create(stream, Settings);
        VerifyRoot(file, xml);
        var current = new OsmObject();
        while (Guarded(file, xml, static reader => reader.Read()))
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.Name == "remark")
                throw Remark(file, Guarded(file, xml, static reader => reader.ReadElementContentAsString()));
            var kind = KindOf(xml.Name);
            if ((kind & wanted) == OsmKinds.None)
            {
                if (kind != OsmKinds.None && !xml.IsEmptyElement)
                    Guarded(file, xml, SkipContent);
                continue;
            }
            current.Reset(kind, ((IXmlLineInfo)xml).LineNumber);
            if (Guarded(file, xml, reader => Take(reader, current)))
                yield return current;
        }
    }

    static OsmKinds KindOf(string element) => element switch
    {
        "node" => OsmKinds.Node,
        "way" => OsmKinds.Way,
        "relation" => OsmKinds.Relation,
        _ => OsmKinds.None,
    };

    static bool SkipContent(XmlReader xml)
    {
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            // passes over the children; the end element is the current one then
        }
        return true;
    }

    static bool Take(XmlReader xml, OsmObject current)
    {
        var isThere = xml.GetAttribute("visible") != "false" && xml.GetAttribute("action") != "delete";
        current.Id = long.Parse(xml.GetAttribute("id") ?? throw new FormatException("an object has no id"), CultureInfo.InvariantCulture);
        if (current.Kind == OsmKinds.Node && xml.GetAttribute("lon") is { } longitude && xml.GetAttribute("lat") is { } latitude)
        {
            current.Longitude = double.Parse(longitude, NumberStyles.Float, CultureInfo.InvariantCulture);
            current.Latitude = double.Parse(latitude, NumberStyles.Float, CultureInfo.InvariantCulture);
        }
        if (xml.IsEmptyElement)
            return isThere;
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element)
                TakeChild(xml, current);
        }
        return isThere;
    }

    static void TakeChild(XmlReader xml, OsmObject current)
    {
        switch (xml.Name)
        {
            case "tag":
                current.Tags.Add(new(xml.GetAttribute("k") ?? "", xml.GetAttribute("v") ?? ""));
                break;
            case "nd":
                current.Nodes.Add(Reference(xml));
                break;
            case "member" when KindOf(xml.GetAttribute("type") ?? "") is var kind && kind != OsmKinds.None:
                current.Members.Add(new OsmMember(kind, Reference(xml), xml.GetAttribute("role") ?? ""));
                break;
        }
    }

    static long Reference(XmlReader xml) =>
        long.Parse(xml.GetAttribute("ref") ?? throw new FormatException("a member has no ref"), CultureInfo.InvariantCulture);

    static void VerifyRoot(SourceFile file, XmlReader xml)
    {
        Guarded(file, xml, static reader => reader.MoveToContent() == XmlNodeType.Element);
        if (xml.Name != "osm")
        {
            throw new ImportException((
                $"{file.Name} 的根元素是 {xml.Name}，不是 osm；请导出 OSM XML", $"the root of {file.Name} is {xml.Name}, not osm; export OSM XML"));
        }
    }

    static T Guarded<T>(SourceFile file, XmlReader xml, Func<XmlReader, T> read)
    {
        try
        {
            return read(xml);
        }
        catch (Exception error) when (error is XmlException or FormatException or OverflowException or InvalidDataException)
        {
            var line = ((IXmlLineInfo)xml).LineNumber;
            throw new ImportException((
                $"{file.Name} 第 {line} 行不是完整的 OSM XML（文件不完整或已损坏）：{error.Message}",
                $"{file.Name} is truncated or damaged, it is not whole OSM XML at line {line}: {error.Message}"), error);
        }
    }

    static ImportException Remark(SourceFile file, string remark) => new((
        $"{file.Name} 是未完成的下载，服务器说明：{remark.Trim()}；请缩小范围后重新下载",
        $"{file.Name} is an unfinished download; the server says: {remark.Trim()}; download it again, perhaps for a smaller area"));
}

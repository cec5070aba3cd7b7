using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.Benchmarks;

/// <summary>Writes a city's roads as OpenStreetMap XML, so that others can route on them: a way for each road, its declared nodes shared.</summary>
static class RoadsAsOsm
{
    static readonly string[] Fields = ["roadClass", "oneway", "maxSpeedKmh", "access", "bridge", "tunnel", "roadLevel", "maxWeightTonnes", "maxHeightMetres", "nodes"];

    static readonly int[] At = [.. Fields.Select(Roads.Schema.IndexOf)];

    /// <summary>Writes the file.</summary>
    /// <exception cref="InvalidDataException">A road has no declared nodes, or turn restrictions, which are not written.</exception>
    public static void Write(CitySnapshot city, string path)
    {
        var roads = city.Layer(Roads.Schema.Name).All.ToList();
        using var xml = XmlWriter.Create(path, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false) });
        xml.WriteStartElement("osm");
        xml.WriteAttributeString("version", "0.6");
        WriteNodes(xml, roads);
        foreach (var road in roads)
            WriteWay(xml, road);
        xml.WriteEndElement();
    }

    static void WriteNodes(XmlWriter xml, List<FeatureRef> roads)
    {
        var written = new HashSet<long>();
        foreach (var road in roads)
        {
            var line = road.Geometry.Coordinates;
            var nodes = NodesOf(road);
            if (nodes.Length != line.Length || !road.IsNull(Roads.Schema.IndexOf("turnRestrictions")))
                throw new InvalidDataException($"road {road.Key} has {nodes.Length} nodes for {line.Length} vertices, or turn restrictions");
            for (var i = 0; i < nodes.Length; i++)
            {
                if (!written.Add(nodes[i]))
                    continue;
                xml.WriteStartElement("node");
                xml.WriteAttributeString("id", Text(nodes[i]));
                xml.WriteAttributeString("lat", line[i].Y.ToString("F7", CultureInfo.InvariantCulture));
                xml.WriteAttributeString("lon", line[i].X.ToString("F7", CultureInfo.InvariantCulture));
                xml.WriteEndElement();
            }
        }
    }

    static void WriteWay(XmlWriter xml, FeatureRef road)
    {
        xml.WriteStartElement("way");
        xml.WriteAttributeString("id", Text(road.Id));
        foreach (var node in NodesOf(road))
        {
            xml.WriteStartElement("nd");
            xml.WriteAttributeString("ref", Text(node));
            xml.WriteEndElement();
        }
        foreach (var (key, value) in Tags(road))
        {
            xml.WriteStartElement("tag");
            xml.WriteAttributeString("k", key);
            xml.WriteAttributeString("v", value);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static IEnumerable<(string Key, string Value)> Tags(FeatureRef road)
    {
        yield return ("highway", road.Text(At[0]) ?? "road");
        yield return ("oneway", road.Text(At[1]) switch { "forward" => "yes", "backward" => "-1", _ => "no" });
        if (road.Name is { Length: > 0 } name)
            yield return ("name", name);
        if (road.Number(At[2]) is > 0 and var speed)
            yield return ("maxspeed", Text(speed));
        if (road.Text(At[3]) is { } access)
            yield return ("access", access);
        if (road.Integer(At[4]) != 0)
            yield return ("bridge", "yes");
        if (road.Integer(At[5]) != 0)
            yield return ("tunnel", "yes");
        if (road.Integer(At[6]) is not 0 and var level)
            yield return ("layer", Text(level));
        if (road.Number(At[7]) is > 0 and var weight)
            yield return ("maxweight", Text(weight));
        if (road.Number(At[8]) is > 0 and var height)
            yield return ("maxheight", Text(height));
    }

    static long[] NodesOf(FeatureRef road) => JsonSerializer.Deserialize<long[]>(road.Utf8(At[9])) ?? [];

    static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}

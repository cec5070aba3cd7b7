namespace RiskMap.City.Sources.Osm;

/// <summary>Kinds of objects; as flags also what a pass wants to see.</summary>
[Flags]
enum OsmKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A position.</summary>
    Node = 1,

    /// <summary>A list of nodes.</summary>
    Way = 2,

    /// <summary>A list of members with roles.</summary>
    Relation = 4,
}

/// <summary>A member of a relation.</summary>
readonly record struct OsmMember(OsmKinds Kind, long Id, string Role);

/// <summary>An object of an OpenStreetMap file. Readers hand out the same instance again: copy what is to be kept.</summary>
sealed class OsmObject
{
    /// <summary>Kind.</summary>
    public OsmKinds Kind { get; set; }

    /// <summary>Id within its kind.</summary>
    public long Id { get; set; }

    /// <summary>Line in an XML file, else the number of the object in the file.</summary>
    public long Line { get; set; }

    /// <summary>Longitude of a node in degrees; NaN when the file tells none.</summary>
    public double Longitude { get; set; }

    /// <summary>Latitude of a node in degrees.</summary>
    public double Latitude { get; set; }

    /// <summary>Nodes of a way.</summary>
    public List<long> Nodes { get; } = [];

    /// <summary>Members of a relation.</summary>
    public List<OsmMember> Members { get; } = [];

    /// <summary>Tags in file order.</summary>
    public List<KeyValuePair<string, string>> Tags { get; } = [];

    /// <summary>Key of the object in our layers: <c>way/123</c>.</summary>
    public string Key => KeyOf(Kind, Id);

    /// <summary>Value of a tag, or null.</summary>
    public string? Tag(string key)
    {
        foreach (var tag in Tags)
        {
            if (tag.Key == key)
                return tag.Value;
        }
        return null;
    }

    /// <summary>Key of an object in our layers.</summary>
    public static string KeyOf(OsmKinds kind, long id) => kind switch
    {
        OsmKinds.Node => $"node/{id}",
        OsmKinds.Way => $"way/{id}",
        _ => $"relation/{id}",
    };

    /// <summary>Makes the instance ready for another object.</summary>
    public void Reset(OsmKinds kind, long line)
    {
        (Kind, Line, Id, Longitude, Latitude) = (kind, line, 0, double.NaN, double.NaN);
        Nodes.Clear();
        Members.Clear();
        Tags.Clear();
    }
}

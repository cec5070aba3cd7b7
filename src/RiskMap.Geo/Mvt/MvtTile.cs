namespace RiskMap.Geo.Mvt;

/// <summary>A decoded vector tile.</summary>
/// <param name="Layers">Layers in the order of the tile.</param>
public sealed record MvtTile(IReadOnlyList<MvtLayer> Layers)
{
    /// <summary>The layer of a name, or null.</summary>
    public MvtLayer? Layer(string name) => Layers.FirstOrDefault(layer => layer.Name == name);
}

/// <summary>A decoded layer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Version of the specification that it names, 1 or 2.</param>
/// <param name="Extent">Tile units along each side.</param>
/// <param name="Keys">Its table of keys.</param>
/// <param name="Values">Its table of values: string, float, double, long, ulong or bool.</param>
/// <param name="Features">Its features.</param>
public sealed record MvtLayer(
    string Name, int Version, int Extent, IReadOnlyList<string> Keys, IReadOnlyList<object> Values, IReadOnlyList<MvtFeature> Features);

/// <summary>A decoded feature.</summary>
/// <param name="Id">Its id, where it has one.</param>
/// <param name="Type">Kind of its geometry.</param>
/// <param name="Paths">Its points, lines or rings.</param>
/// <param name="Tags">Its attributes in the order of the tile.</param>
public sealed record MvtFeature(
    ulong? Id, MvtGeometryType Type, IReadOnlyList<MvtPath> Paths, IReadOnlyList<KeyValuePair<string, object>> Tags)
{
    /// <summary>The value of an attribute, or null.</summary>
    public object? this[string key] => Tags.FirstOrDefault(tag => tag.Key == key).Value;
}

/// <summary>A point, a line or a ring in tile units; a ring does not repeat its first vertex.</summary>
/// <param name="Vertices">Its vertices.</param>
/// <param name="IsShell">True for a ring that runs clockwise on the screen, an outer one.</param>
public sealed record MvtPath(IReadOnlyList<(int X, int Y)> Vertices, bool IsShell);

/// <summary>A tile that breaks the specification; the message says where and how.</summary>
public sealed class MvtFormatException : FormatException
{
    /// <summary>Makes the exception.</summary>
    public MvtFormatException(string message) : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    public MvtFormatException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>Makes the exception.</summary>
    public MvtFormatException()
    {
    }
}

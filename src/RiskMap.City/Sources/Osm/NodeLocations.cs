using RiskMap.City.Sources.Reading;

namespace RiskMap.City.Sources.Osm;

/// <summary>
/// Positions of the nodes that are needed, found by id: three sorted arrays, 24 bytes a node. First every needed id is noted, then the positions
/// are filled in as the file shows them, in any order. Not thread-safe.
/// </summary>
sealed class NodeLocations
{
    List<long>? _noted = [];
    long[] _ids = [];
    double[] _longitudes = [];
    double[] _latitudes = [];

    /// <summary>Notes that these nodes are needed.</summary>
    public void Need(List<long> nodes) => _noted!.AddRange(nodes);

    /// <summary>Ends the noting.</summary>
    public void Prepare()
    {
        _noted!.Sort();
        _ids = [.. _noted.Distinct()];
        _noted = null;
        (_longitudes, _latitudes) = (new double[_ids.Length], new double[_ids.Length]);
        Array.Fill(_longitudes, double.NaN);
    }

    /// <summary>Fills in a node when it is needed.</summary>
    public void See(OsmObject node)
    {
        var at = Array.BinarySearch(_ids, node.Id);
        if (at >= 0)
            (_longitudes[at], _latitudes[at]) = (node.Longitude, node.Latitude);
    }

    /// <summary>Position of a node; false when the file does not have it.</summary>
    public bool TryGet(long node, out double longitude, out double latitude)
    {
        var at = Array.BinarySearch(_ids, node);
        (longitude, latitude) = at >= 0 ? (_longitudes[at], _latitudes[at]) : (double.NaN, double.NaN);
        return !double.IsNaN(longitude);
    }
}

/// <summary>An OpenStreetMap file that can be read as often as passes are needed.</summary>
sealed class OsmFile(SourceFile file, FileKind kind, IProgress<ImportProgress>? progress, CancellationToken cancellation)
{
    const int ObjectsBetweenReports = 1 << 16;
    long _seen;

    /// <summary>The objects of the wanted kinds in file order; copy what is to be kept.</summary>
    public IEnumerable<OsmObject> Read(OsmKinds wanted)
    {
        foreach (var found in kind == FileKind.OsmPbf ? OsmPbf.Read(file, wanted) : OsmXml.Read(file, wanted))
        {
            cancellation.ThrowIfCancellationRequested();
            if (++_seen % ObjectsBetweenReports == 0)
                progress?.Report(new ImportProgress(0, file.BytesRead, file.Length, "index"));
            yield return found;
        }
    }

    /// <summary>Bytes read in the current pass.</summary>
    public long BytesRead => file.BytesRead;
}

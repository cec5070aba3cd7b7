using RiskMap.City.Model;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Sources.Running;

/// <summary>Finds the one district of the highest level in a file: its name is the name of a new city. Not thread-safe.</summary>
sealed class TopDistrict
{
    static readonly int Level = Districts.Schema.IndexOf("level");
    int _rank = int.MaxValue;
    int _count;

    /// <summary>Name of the one highest district, or null when there is none or more than one.</summary>
    public string? Name => _count == 1 ? _name : null;

    string? _name;

    /// <summary>Looks at an accepted row.</summary>
    public void See(LayerSchema layer, Feature feature)
    {
        if (!ReferenceEquals(layer, Districts.Schema))
            return;
        var rank = feature.Values[Level] is string level ? Rank(level) : Districts.Levels.Codes.Length;
        if (rank > _rank)
            return;
        (_count, _rank, _name) = (rank == _rank ? _count + 1 : 1, rank, feature.Name);
    }

    static int Rank(string level)
    {
        for (var i = 0; i < Districts.Levels.Codes.Length; i++)
        {
            if (Districts.Levels.Codes[i].Value == level)
                return i;
        }
        return Districts.Levels.Codes.Length;
    }
}

using NetTopologySuite.Geometries;
using RiskMap.City.Dispatch;
using RiskMap.City.Model;
using static RiskMap.City.Tests.TestFeatures;
using static RiskMap.City.Tests.Travel.RoadGraphsTests;

namespace RiskMap.City.Tests.Dispatch;

/// <summary>
/// A city drawn in a text, after Valhalla's gurka tests: letters are places, one character is 100 m wide and one line 100 m high; the strokes between letters
/// are for the eye. Roads name the letters that they pass.
/// </summary>
sealed class MapCity
{
    const double Cell = 100;

    readonly Dictionary<char, (double East, double North)> _places = [];
    readonly List<(string, Feature)> _features = [];

    public MapCity(string drawing)
    {
        var lines = drawing.Split('\n');
        for (var row = 0; row < lines.Length; row++)
        {
            for (var column = 0; column < lines[row].Length; column++)
            {
                if (char.IsAsciiLetterOrDigit(lines[row][column]))
                    _places.Add(lines[row][column], (column * Cell, -row * Cell));
            }
        }
    }

    public City.Snapshot.CitySnapshot City => SmallCity(_features);

    public MapCity Roads(params string[] roads)
    {
        foreach (var letters in roads)
            _features.Add(("roads", Road(_features.Count + 1, [.. letters.Select(letter => _places[letter])], ("name", letters))));
        return this;
    }

    /// <summary>A closure across the road at a letter.</summary>
    public MapCity Shut(char at, params (string Field, object? Value)[] values)
    {
        var (east, north) = _places[at];
        _features.Add(("closures", Line("closures", _features.Count + 1, [(east - 20, north - 20), (east + 20, north + 20)], values)));
        return this;
    }

    /// <summary>A team with water tenders at a letter; its id is the letter's number.</summary>
    public MapCity Team(char at, int tenders = 1)
    {
        var (east, north) = _places[at];
        _features.Add(("teams", At("teams", at, east, north, ("kind", "fire"), ("tier", "national-fire"), ("capabilities", """["fire-fighting"]"""),
            ("vehicles", $$"""[{"kind":"water-tender","count":{{tenders}}}]"""), ("onDuty", 10), ("turnoutSeconds", 60))));
        return this;
    }

    public MapCity Add(string layer, Feature feature)
    {
        _features.Add((layer, feature));
        return this;
    }

    public (double East, double North) Metres(char letter) => _places[letter];

    public double[] LonLat(char letter) => LonLatOf(_places[letter]);

    public static double[] LonLatOf((double East, double North) place) => At("teams", 1, place.East, place.North).Geometry!.Coordinate is var at ? [at.X, at.Y] : [];

    /// <summary>The letters that a line passes.</summary>
    public string Letters(RouteLine line) => string.Concat(line.Coordinates.Select(at => TestPlane.Project(at[0], at[1]))
        .Select(at => _places.FirstOrDefault(place => TestPlane.Project(LonLat(place.Key)[0], LonLat(place.Key)[1]) is var known && Math.Abs(known.X - at.X) < 1 && Math.Abs(known.Y - at.Y) < 1).Key)
        .Where(letter => letter != 0));

    /// <summary>A line in the metric plane.</summary>
    public static LineString InPlane(RouteLine line) => new([.. line.Coordinates.Select(at => TestPlane.Project(at[0], at[1])).Select(at => new Coordinate(at.X, at.Y))]);
}

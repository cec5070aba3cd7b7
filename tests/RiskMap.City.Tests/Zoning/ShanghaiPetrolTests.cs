using System.Globalization;
using CsvHelper;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Store;
using RiskMap.City.Zoning;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Tests.Zoning;

/// <summary>The petrol stations of Shanghai against its hospitals and schools: real positions, the stations' with their offset taken out.</summary>
public sealed class ShanghaiPetrolTests
{
    [SharedDataFact]
    public void Petrol_stations_of_Shanghai_are_measured_to_hospitals_and_schools_as_by_hand()
    {
        var (stations, places) = (Stations(), Places());
        var city = City(stations, places);

        // Row of the station, row of the place (hospitals first), metres by hand: ellipsoid, both radii of curvature, offset solved by iteration.
        (int Station, int Place, double Metres, Verdict Verdict)[] byHand =
            [(42, 3204, 21.848, Verdict.Fail), (39, 9857, 28.705, Verdict.Fail), (46, 9857, 35.872, Verdict.Pass)];

        foreach (var pair in byHand)
        {
            var (station, place) = (stations[pair.Station].Geometry!.Coordinate, places[pair.Place].Geometry!.Coordinate);
            Ellipsoidal(station.X, station.Y, place.X, place.Y).ShouldBe(pair.Metres, 0.01);
            var rows = Separation.Of(city, new(EnterpriseId: pair.Station + 1)).Rows.Where(row => row.Rule == "S9").ToList();
            var row = rows.Single(row => row.OtherId == pair.Place + 1);
            // On the plane a metre is up to 0.3 mm longer at the rim of the zone.
            row.ActualMetres!.Value.ShouldBe(pair.Metres, 0.02);
            row.Verdict.ShouldBe(pair.Verdict);
        }
    }

    [SharedDataFact]
    public void What_is_nearer_than_35_metres_is_found_and_nothing_else()
    {
        var (stations, places) = (Stations(), Places());
        var city = City(stations, places);

        var found = stations.SelectMany(station => Separation.Of(city, new(EnterpriseId: station.Id)).Rows.Where(row => row is { Rule: "S9", Verdict: Verdict.Fail }).Select(row => (station.Id, row.OtherId!.Value)));
        var expected = from station in stations
                       from place in places
                       where Math.Abs(station.Geometry!.Coordinate.Y - place.Geometry!.Coordinate.Y) < 0.001
                       where Ellipsoidal(station.Geometry!.Coordinate.X, station.Geometry.Coordinate.Y, place.Geometry!.Coordinate.X, place.Geometry.Coordinate.Y) < 35
                       select (station.Id, place.Id);

        found.Order().ShouldBe(expected.Order());
        found.Count().ShouldBeGreaterThan(2);
    }

    /// <summary>Metres on CGCS2000 between positions that lie near each other, by the radii of curvature of meridian and prime vertical.</summary>
    static double Ellipsoidal(double longitude1, double latitude1, double longitude2, double latitude2)
    {
        const double A = 6378137, F = 1 / 298.257222101;
        var (e2, latitude, degree) = (F * (2 - F), (latitude1 + latitude2) / 2 * Math.PI / 180, Math.PI / 180);
        var w = 1 - (e2 * Math.Sin(latitude) * Math.Sin(latitude));
        var (meridian, vertical) = (A * (1 - e2) / Math.Pow(w, 1.5), A / Math.Sqrt(w));
        return Math.Sqrt(Math.Pow(meridian * (latitude2 - latitude1) * degree, 2) + Math.Pow(vertical * Math.Cos(latitude) * (longitude2 - longitude1) * degree, 2));
    }

    static CitySnapshot City(IEnumerable<Feature> stations, IEnumerable<Feature> places) => CitySnapshot.Of(
        new StoreState("shanghai", "1", 1, TestFeatures.Metadata with { Extent = new Box(120.8, 30.6, 122.1, 31.9), PlaneWkt = MetricPlane.ForLocation(121.47, 31.23).Wkt }),
        [LayerSnapshot.Of(CityLayers.Get("enterprises"), stations), LayerSnapshot.Of(CityLayers.Get("places"), places)]);

    static List<Feature> Stations() => [.. Rows("petrol_stations_gcj02.csv", "经度", "纬度").Select((row, i) =>
    {
        var (longitude, latitude) = ChinaOffset.Gcj02ToWgs84(row.Longitude, row.Latitude);
        return TestFeatures.Feature("enterprises", i + 1, Point(longitude, latitude), ("industryCode", "5265"));
    })];

    static List<Feature> Places() => [.. Rows("sh_shanghai_hospital.csv", "lon", "lat").Select(row => (row, Kind: "hospital"))
        .Concat(Rows("sh_shanghai_school.csv", "lon", "lat").Select(row => (row, Kind: "school")))
        .Select((place, i) => TestFeatures.Feature("places", i + 1, Point(place.row.Longitude, place.row.Latitude), ("kind", place.Kind), ("category", "highly-sensitive")))];

    static string Point(double longitude, double latitude) => FormattableString.Invariant($"POINT ({longitude:R} {latitude:R})");

    static List<(double Longitude, double Latitude)> Rows(string file, string longitude, string latitude)
    {
        using var csv = new CsvReader(new StreamReader(Requires.SharedData("facilities", "shanghai", file)), CultureInfo.InvariantCulture);
        var rows = new List<(double, double)>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
            if (csv.GetField(longitude) is { Length: > 0 }) rows.Add((csv.GetField<double>(longitude), csv.GetField<double>(latitude)));
        return rows;
    }
}

using RiskMap.Geo.Crs;

namespace RiskMap.Geo.Tests.Crs;

public sealed class MetricPlaneTests
{
    [Theory]
    [InlineData(118.25, 24.62, "EPSG:4548", 117)]
    [InlineData(121.47, 31.23, "EPSG:4549", 120)]
    [InlineData(73.5, 39, "EPSG:4534", 75)]
    [InlineData(136.4999, 48, "EPSG:4554", 135)]
    [InlineData(118.5, 24, "EPSG:4549", 120)]
    [InlineData(118.4999, 24, "EPSG:4548", 117)]
    [InlineData(73.4999, 39, null, 72)]
    [InlineData(136.5, 48, null, 138)]
    [InlineData(117, -33, null, 117)]
    [InlineData(129, 62, "EPSG:4552", 129)]
    [InlineData(-76.6, 39.3, null, -78)]
    [InlineData(-75.2, 39.3, null, -75)]
    [InlineData(-179.9, -17, null, 180)]
    [InlineData(179.9, -17, null, 180)]
    public void The_plane_is_the_3_degree_zone_of_the_place(double lon, double lat, string? code, double meridian)
    {
        var plane = MetricPlane.ForLocation(lon, lat);
        plane.Code.ShouldBe(code);
        plane.CentralMeridian.ShouldBe(meridian);
        MetricPlane.Parse(code ?? plane.Wkt).ShouldBe(plane);
        MetricPlane.FromWkt(plane.Wkt).ShouldBe(plane);
        plane.Project(meridian, 0).X.ShouldBe(500_000, 1e-9);
        plane.Project(lon, lat).Y.ShouldBeInRange(0, 10_000_000);
    }

    [Theory]
    [InlineData(181, 0)]
    [InlineData(0, 90)]
    [InlineData(double.NaN, 0)]
    [InlineData(626579, 2724536)]
    public void A_place_off_the_earth_has_no_plane(double lon, double lat) =>
        Should.Throw<CrsException>(() => MetricPlane.ForLocation(lon, lat)).Message.ShouldContain("No metric plane");

    [Theory]
    [InlineData("EPSG:4326")]
    [InlineData("EPSG:3857")]
    [InlineData(Wkt.NewJersey)]
    [InlineData(Wkt.AlbersChina)]
    public void Only_a_transverse_Mercator_in_metres_can_be_the_plane(string crs) =>
        Should.Throw<CrsException>(() => MetricPlane.Parse(crs)).Message.ShouldContain("cannot be the metric plane");

    /// <summary>The law of the plane: distance on it = distance on the ellipsoid x point scale (by Simpson's rule along the line).</summary>
    [Fact]
    public void Distances_on_the_plane_are_geodesic_distances_times_the_point_scale() => Seeded.ForEach(2000, random =>
    {
        var meridian = 3 * random.Next(-59, 60);
        var (lon1, lat1) = (meridian + random.Between(-1.5, 1.5), random.Between(-70, 70));
        var (lon2, lat2) = (lon1 + random.Between(-0.03, 0.03), lat1 + random.Between(-0.03, 0.03));
        var plane = MetricPlane.ForLocation(meridian, lat1);
        var (x1, y1) = plane.Project(lon1, lat1);
        var (x2, y2) = plane.Project(lon2, lat2);
        var (midLon, midLat) = plane.Unproject((x1 + x2) / 2, (y1 + y2) / 2);
        var scale = (plane.ScaleFactor(lon1, lat1) + 4 * plane.ScaleFactor(midLon, midLat) + plane.ScaleFactor(lon2, lat2)) / 6;
        scale.ShouldBeInRange(1 - 1e-12, 1.00036);
        var planar = Math.Sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1));
        var geodesic = Geodesic.DistanceMetres(lon1, lat1, lon2, lat2);
        planar.ShouldBe(geodesic * scale, 2e-4 + 1e-8 * geodesic);
    });

    [Fact]
    public void Places_come_back_from_the_plane() => Seeded.ForEach(2000, random =>
    {
        var (lon, lat) = (random.Between(-180, 180), random.Between(-85, 85));
        var plane = MetricPlane.ForLocation(Math.Clamp(lon + random.Between(-6, 6), -180, 180), lat);
        var (x, y) = plane.Project(lon, lat);
        var (backLon, backLat) = plane.Unproject(x, y);
        Math.IEEERemainder(backLon - lon, 360).ShouldBe(0, 1e-11 / Math.Cos(lat * Math.PI / 180));
        backLat.ShouldBe(lat, 1e-11);
    });

    [Fact]
    public void Spans_give_what_single_points_give_and_may_be_transformed_in_place()
    {
        var plane = MetricPlane.ForLocation(118, 24);
        double[] x = [118.25, 117, 116.2], y = [24.62, 0, -3];
        var expected = x.Zip(y, plane.Project).ToArray();
        plane.ProjectInPlace(x, y);
        x.Zip(y).ShouldBe(expected);
        plane.UnprojectInPlace(x, y);
        x[0].ShouldBe(118.25, 1e-12);
    }
}

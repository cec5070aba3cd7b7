using RiskMap.Geo.Crs;

namespace RiskMap.Geo.Tests.Crs;

public sealed class OffsetAndGeodesicTests
{
    [Theory]
    [InlineData("gcj02", DatumShift.Gcj02)]
    [InlineData(" GCJ-02 ", DatumShift.Gcj02)]
    [InlineData("BD09", DatumShift.Bd09)]
    [InlineData("bd-09", DatumShift.Bd09)]
    [InlineData("EPSG:4548", DatumShift.None)]
    public void The_offsets_are_named_beside_the_coordinate_systems(string text, DatumShift shift)
    {
        var source = SourceCrs.Parse(text);
        source.Shift.ShouldBe(shift);
        SourceCrs.Parse(source.Code).ShouldBe(source);
    }

    [Fact]
    public void An_unknown_source_names_the_offsets_too() =>
        Should.Throw<CrsException>(() => SourceCrs.Parse("gcj03")).Message.ShouldEndWith("The offsets gcj02 and bd09 are known too.");

    [Theory]
    [InlineData("gcj02")]
    [InlineData("bd09")]
    [InlineData("EPSG:4548")]
    [InlineData("CRS84")]
    public void Sources_give_WGS_84_back_to_a_billionth_of_a_degree(string text) => Seeded.ForEach(500, random =>
    {
        var source = SourceCrs.Parse(text);
        var (lon, lat) = (random.Between(75, 134), random.Between(4, 53));
        double[] x = [lon, 118.25], y = [lat, 24.62];
        source.FromLonLat(x, y);
        source.ToLonLat(x, y);
        x[0].ShouldBe(lon, 1e-9);
        y[0].ShouldBe(lat, 1e-9);
        x[1].ShouldBe(118.25, 1e-9);
        y[1].ShouldBe(24.62, 1e-9);
    });

    [Fact]
    public void The_offset_at_Xiangan_is_five_hundred_and_seventy_metres()
    {
        var (lon, lat) = ChinaOffset.Wgs84ToGcj02(118.25, 24.62);
        Geodesic.DistanceMetres(118.25, 24.62, lon, lat).ShouldBe(572, 2);
        ChinaOffset.Wgs84ToBd09(118.25, 24.62).ShouldBe(ChinaOffset.Gcj02ToBd09(lon, lat));
    }

    [Fact]
    public void Outside_the_box_there_is_no_offset()
    {
        ChinaOffset.Wgs84ToGcj02(-76.6, 39.3).ShouldBe((-76.6, 39.3));
        ChinaOffset.Wgs84ToBd09(2.35, 48.86).ShouldBe((2.35, 48.86));
        ChinaOffset.Bd09ToWgs84(139.7, 35.7).ShouldBe((139.7, 35.7));
    }

    /// <summary>GeographicLib's published examples, Rainsford's line (a) of Vincenty's paper, and a meridian quadrant.</summary>
    [Theory]
    [InlineData(-73.8, 40.6, -0.5, 51.6, 5551759.400, 6378137, 298.257223563)]
    [InlineData(0, 0, 179.5, 0.5, 19936288.579, 6378137, 298.257223563)]
    [InlineData(0, 0, 0, 90, 10001965.729, 6378137, 298.257223563)]
    [InlineData(0, 0, 180, 0, 20003931.459, 6378137, 298.257223563)]
    [InlineData(0, 55.75, 108.216666666666667, -33.433333333333333, 14110526.170, 6377397.155, 299.1528128)]
    [InlineData(10, 20, 10, 20, 0, 6378137, 298.257223563)]
    public void Geodesics_have_their_published_lengths(double lon1, double lat1, double lon2, double lat2, double metres, double a, double inverseFlattening)
    {
        var ellipsoid = new Ellipsoid("test", a, inverseFlattening);
        Geodesic.DistanceMetres(lon1, lat1, lon2, lat2, ellipsoid).ShouldBe(metres, 0.001);
        Geodesic.DistanceMetres(lon2, lat2, lon1, lat1, ellipsoid).ShouldBe(metres, 0.001);
    }
}

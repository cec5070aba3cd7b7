using RiskMap.Geo.Crs;

namespace RiskMap.Geo.Tests.Crs;

/// <summary>Control values of the domain rules (section 2.12), computed independently of this code.</summary>
public sealed class ControlPointTests
{
    [Theory]
    [InlineData(118.25, 24.62, 626579.550, 2724536.830)]
    [InlineData(118.0, 24.5, 601358.184, 2711036.406)]
    [InlineData(118.45, 24.75, 646682.667, 2739138.584)]
    public void The_plane_of_Xiangan_gives_the_control_points_to_a_millimetre(double lon, double lat, double east, double north)
    {
        var (x, y) = MetricPlane.ForLocation(118.25, 24.62).Project(lon, lat);
        x.ShouldBe(east, 0.00051);
        y.ShouldBe(north, 0.00051);
        var (prefixed, _) = CoordinateSystem.FromEpsg(4527).FromLonLat(lon, lat);
        prefixed.ShouldBe(39_000_000 + x, 1e-6);
    }

    [Fact]
    public void The_offsets_give_the_control_points_of_Xiangan()
    {
        var (gcjLon, gcjLat) = ChinaOffset.Wgs84ToGcj02(118.25, 24.62);
        gcjLon.ShouldBe(118.2547155, 5.1e-8);
        gcjLat.ShouldBe(24.6171580, 5.1e-8);
        var (bdLon, bdLat) = ChinaOffset.Gcj02ToBd09(gcjLon, gcjLat);
        bdLon.ShouldBe(118.2613019, 5.1e-8);
        bdLat.ShouldBe(24.6228200, 5.1e-8);
    }
}

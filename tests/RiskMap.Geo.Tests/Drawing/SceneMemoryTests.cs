using static RiskMap.Geo.Tests.Drawing.MapSceneTests;
using DrawnSketch = RiskMap.Geo.Tests.Drawing.Sketch;

namespace RiskMap.Geo.Tests.Drawing;

/// <summary>Memory that drawing keeps. It is the process's that is looked at, so nothing else may run meanwhile.</summary>
[Collection(nameof(SceneMemoryTests))]
[CollectionDefinition(nameof(SceneMemoryTests), DisableParallelization = true)]
public sealed class SceneMemoryTests
{
    [Fact]
    public void A_thousand_tiles_leave_the_memory_as_it_was()
    {
        var scene = Sketch(Layer("fill", """{"fill-pattern": "hatch"}"""), Layer("symbol", "{}", """{"text-field": ["get", "name"], "text-size": 12}""", "t", "p"))
            .Add("a", "POLYGON ((20 20, 220 20, 220 220, 20 20))").Add("p", "POINT (128 128)", "翔安区").Scene();
        void Draw(int tiles)
        {
            for (var i = 0; i < tiles; i++) scene.Tile(DrawnSketch.Tile).Length.ShouldBeGreaterThan(100);
            GC.Collect();
        }

        Draw(100);
        var before = Environment.WorkingSet;
        Draw(1000);
        // 1000 surfaces of 256 KB would be 256 MB.
        (Environment.WorkingSet - before).ShouldBeLessThan(64L << 20);
    }
}

using RiskMap.Geo.GeoJson;

namespace RiskMap.Geo.Tests.GeoJson;

/// <summary>The inputs of mapbox/geojsonhint: each bad one is refused, or accepted for the reason given.</summary>
public sealed class GeoJsonHintTests
{
    /// <summary>File; "file" when the whole file is refused, the number of features refused, or why it is accepted.</summary>
    public static TheoryData<string, string> Bad() => new()
    {
        { "bad-duplicate-properties", "file" },
        { "bad-featurelist", "1" },
        { "bad-json", "file" },
        { "bad-object-type", "1" },
        { "bad-polygon-interiorring-rhr", "RFC 7946, 3.1.6: parsers should not reject polygons that do not follow the right-hand rule" },
        { "bad-polygonloop", "1" },
        { "bad-properties-as-array", "1" },
        { "badcoord", "1" },
        { "badcoordtype", "1" },
        { "badfeature", "1" },
        { "badfeatureid", "1" },
        { "bbox-4or6elements", "bbox is not used, so it cannot mislead" },
        { "bbox-contains-string", "bbox is not used, so it cannot mislead" },
        { "bbox-string", "bbox is not used, so it cannot mislead" },
        { "different-first-last", "1" },
        { "different-first-size", "the ring is closed in the plane; heights are dropped" },
        { "excessive_precision_truncated", "digits beyond need are a warning, nothing is lost" },
        { "expected_object", "1" },
        { "false", "1" },
        { "feature_changed_semantics", "foreign members of a feature are ignored; its geometry and properties are whole" },
        { "featurecollection", "file" },
        { "featurecollection-obj", "file" },
        { "featurecollection-type-case", "1" },
        { "featurecollection_changed_semantics", "foreign members of a collection are ignored; its features are whole" },
        { "geometry_changed_semantics", "foreign members of a geometry are ignored; its coordinates are whole" },
        { "geometrycollection_nested", "RFC 7946, 3.1.8: should be avoided, is not forbidden" },
        { "geometrycollection_single", "RFC 7946, 3.1.8: should be avoided, is not forbidden" },
        { "multiple_problems", "3" },
        { "multipoint-multidimension", "1" },
        { "multipoint-nondimension", "1" },
        { "nofeaturetype", "1" },
        { "notype", "1" },
        { "point", "1" },
        { "point-labeled-as-a-multipolygon", "1" },
        { "point-string", "1" },
        { "point-toofew", "1" },
        { "point-toomany", "RFC 7946, 3.1.1: parsers may ignore additional elements" },
        { "polygon_winding_order", "RFC 7946, 3.1.6: parsers should not reject polygons that do not follow the right-hand rule" },
        { "rootstring", "file" },
        { "short-line", "1" },
        { "short-linearring", "1" },
        { "short-multilinestring", "1" },
        { "stringcoord", "1" },
        { "unknowntype", "1" },
    };

    [SharedDataTheory]
    [MemberData(nameof(Bad))]
    public void A_bad_file_is_refused_or_accepted_for_a_reason(string name, string outcome)
    {
        if (outcome == "file")
        {
            Should.Throw<GeoJsonException>(() => Read("bad", name)).Message.ShouldStartWith("Line ");
            return;
        }

        var features = Read("bad", name);
        var errors = features.Where(f => f.Error is not null).Select(f => f.Error!).ToList();
        errors.Count.ShouldBe(int.TryParse(outcome, out var refused) ? refused : 0, string.Join("; ", errors));
        errors.ShouldAllBe(e => e.Contains("(line "));
        if (refused == 0)
            features.ShouldContain(f => f.Geometry != null);
    }

    [SharedDataFact]
    public void Every_bad_file_is_in_the_table()
    {
        var files = Directory.GetFiles(Folder("bad"), "*.geojson").Select(f => Path.GetFileNameWithoutExtension(f)!);
        files.ShouldBe(Bad().Select(row => (string)row[0]), ignoreOrder: true);
    }

    [SharedDataFact]
    public void Every_good_file_is_read()
    {
        var files = Directory.GetFiles(Folder("good"), "*.geojson");
        files.Length.ShouldBe(18);
        foreach (var file in files)
        {
            var features = Read("good", Path.GetFileNameWithoutExtension(file));
            features.ShouldNotBeEmpty(file);
            features.ShouldAllBe(f => f.Error == null, file);
        }
    }

    [SharedDataFact]
    public void The_boundary_of_Xiangan_is_a_bare_MultiPolygon_of_516_vertices()
    {
        using var reader = new GeoJsonReader(File.OpenRead(Requires.SharedData("admin", "cnmaps_amap_350213.geojson")));
        var feature = reader.ReadFeatures().ToList().ShouldHaveSingleItem();
        feature.Error.ShouldBeNull();
        feature.Geometry!.GeometryType.ShouldBe("MultiPolygon");
        feature.Geometry.NumPoints.ShouldBe(516);
    }

    private static List<GeoJsonFeature> Read(string kind, string name)
    {
        using var reader = new GeoJsonReader(File.OpenRead(Path.Combine(Folder(kind), name + ".geojson")));
        return reader.ReadFeatures().ToList();
    }

    private static string Folder(string kind) => Requires.SharedData("conformance", "geojsonhint", "test", "data", kind);
}

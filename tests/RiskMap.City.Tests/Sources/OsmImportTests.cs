using System.Text;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using RiskMap.City.Sources;

namespace RiskMap.City.Tests.Sources;

public sealed class OsmImportTests : ImportBench
{
    // The objects stand in the worst order: relations, ways, nodes.
    const string City = """
        <?xml version="1.0" encoding="UTF-8"?>
        <osm version="0.6">
          <relation id="1"><member type="way" ref="21" role="outer"/><member type="way" ref="22" role="outer"/><member type="way" ref="23" role="inner"/>
            <tag k="type" v="multipolygon"/><tag k="amenity" v="school"/><tag k="name" v="翔安一中"/></relation>
          <relation id="2"><member type="way" ref="11" role="from"/><member type="node" ref="2" role="via"/><member type="way" ref="12" role="to"/>
            <tag k="type" v="restriction"/><tag k="restriction" v="no_left_turn"/><tag k="except" v="bus"/></relation>
          <relation id="3"><member type="way" ref="12" role="from"/><member type="way" ref="11" role="via"/><member type="way" ref="13" role="to"/>
            <tag k="type" v="restriction"/><tag k="restriction:conditional" v="no_u_turn @ (Mo-Fr 07:00-09:00)"/></relation>
          <relation id="4"><member type="way" ref="21" role="outer"/><member type="way" ref="99" role="outer"/>
            <tag k="type" v="boundary"/><tag k="boundary" v="administrative"/><tag k="admin_level" v="6"/><tag k="name" v="cut"/></relation>
          <relation id="5"><member type="way" ref="21" role="outer"/><member type="way" ref="22" role="outer"/>
            <tag k="type" v="boundary"/><tag k="boundary" v="administrative"/><tag k="admin_level" v="8"/><tag k="name" v="马巷街道"/></relation>
          <way id="11"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/><tag k="name" v="翔安大道"/><tag k="name:en" v="Xiang'an Avenue"/>
            <tag k="maxspeed" v="25 mph"/><tag k="bridge" v="yes"/><tag k="layer" v="1"/><tag k="oneway" v="-1"/><tag k="maxweight" v="20 t"/><tag k="maxheight" v="13'6&quot;"/></way>
          <way id="12"><nd ref="2"/><nd ref="3"/><tag k="highway" v="motorway"/><tag k="maxspeed" v="none"/><tag k="access" v="yes"/><tag k="motor_vehicle" v="private"/></way>
          <way id="13"><nd ref="3"/><nd ref="4"/><nd ref="777"/><tag k="highway" v="service"/></way>
          <way id="14"><nd ref="1"/><nd ref="4"/><tag k="highway" v="proposed"/></way>
          <way id="15"><nd ref="1"/><nd ref="4"/><tag k="waterway" v="stream"/></way>
          <way id="21"><nd ref="31"/><nd ref="32"/><nd ref="33"/></way>
          <way id="22"><nd ref="31"/><nd ref="34"/><nd ref="33"/></way>
          <way id="23"><nd ref="41"/><nd ref="42"/><nd ref="43"/><nd ref="41"/></way>
          <way id="24"><nd ref="51"/><nd ref="52"/><nd ref="53"/><nd ref="51"/><tag k="landuse" v="industrial"/></way>
          <way id="25"><nd ref="51"/><nd ref="52"/><nd ref="53"/><nd ref="51"/><tag k="amenity" v="fuel"/><tag k="brand" v="中国石化"/></way>
          <node id="61" lat="24.65" lon="118.25"><tag k="amenity" v="fire_station"/><tag k="name" v="马巷消防站"/></node>
          <node id="62" lat="24.66" lon="118.26"><tag k="amenity" v="fuel"/></node>
          <node id="63" lat="24.66" lon="118.26"><tag k="amenity" v="bench"/></node>
          <node id="1" lat="24.60" lon="118.20"/><node id="2" lat="24.60" lon="118.21"/><node id="3" lat="24.61" lon="118.21"><tag k="barrier" v="lift_gate"/><tag k="motor_vehicle" v="private"/></node><node id="4" lat="24.61" lon="118.22"/>
          <node id="31" lat="24.60" lon="118.20"/><node id="32" lat="24.60" lon="118.24"/><node id="33" lat="24.64" lon="118.24"/><node id="34" lat="24.64" lon="118.20"/>
          <node id="41" lat="24.61" lon="118.21"/><node id="42" lat="24.61" lon="118.22"/><node id="43" lat="24.62" lon="118.22"/>
          <node id="51" lat="24.70" lon="118.30"/><node id="52" lat="24.70" lon="118.31"/><node id="53" lat="24.71" lon="118.31"/>
        </osm>
        """;

    static Geometry Wkt(string text) => new WKTReader().Read(text);

    [Theory]
    [InlineData("city.osm", false, false)]
    [InlineData("city.osm.gz", false, false)]
    [InlineData("city.osm.pbf", true, true)]
    [InlineData("city.pbf", false, true)]
    [InlineData("city.pbf", true, false)]
    public async Task All_layers_come_out_of_a_file_whatever_the_order_of_its_objects(string name, bool dense, bool zlib)
    {
        var bytes = name.EndsWith("pbf", StringComparison.Ordinal) ? OsmSamples.ToPbf(City, dense, zlib) : Encoding.UTF8.GetBytes(City);
        var report = await Import(new ImportRequest("all", Write(name, name.EndsWith("gz", StringComparison.Ordinal) ? Gzip(bytes) : bytes)));
        report.RefusedCount.ShouldBe(0);
        string.Join(' ', report.Layers.Select(layer => $"{layer.Layer}={layer.Inserted}"))
            .ShouldBe("districts=1 enterprises=2 parks=1 teams=1 places=1 roads=3 site-boundaries=2");

        var avenue = Store.Row("roads", "way/11");
        avenue.Geometry!.EqualsExact(Wkt("LINESTRING(118.2 24.6,118.21 24.6)"), 1e-9).ShouldBeTrue();
        (string Field, object? Value)[] expected =
        [
            ("name", "翔安大道"), ("nameEn", "Xiang'an Avenue"), ("roadClass", "primary"), ("oneway", "backward"), ("maxSpeedKmh", 40.2), ("bridge", true),
            ("tunnel", null), ("roadLevel", 1L), ("maxWeightTonnes", 20.0), ("maxHeightMetres", 4.115), ("nodes", "[1,2]"), ("licence", "ODbL-1.0"),
            ("turnRestrictions", """[{"kind":"no_left_turn","via":"node/2","to":"way/12","except":"bus"}]"""),
        ];
        foreach (var (field, value) in expected)
            Store.Value("roads", "way/11", field).ShouldBe(value, field);
        Store.Value("roads", "way/12", "oneway").ShouldBe("forward");
        Store.Value("roads", "way/12", "maxSpeedKmh").ShouldBeNull();
        Store.Value("roads", "way/12", "access").ShouldBe("private");
        Store.Value("roads", "way/12", "turnRestrictions").ShouldBe("""[{"kind":"no_u_turn","via":"way/11","to":"way/13","conditional":"(Mo-Fr 07:00-09:00)"}]""");
        Store.Value("roads", "way/13", "nodes").ShouldBe("[3,4]");
        Store.Value("roads", "way/11", "barriers").ShouldBeNull();
        foreach (var road in (string[])["way/12", "way/13"])
            Store.Value("roads", road, "barriers").ShouldBe("""[{"node":3,"kind":"lift_gate","access":"private"}]""");

        var school = Wkt("POLYGON((118.2 24.6,118.24 24.6,118.24 24.64,118.2 24.64,118.2 24.6),(118.21 24.61,118.22 24.61,118.22 24.62,118.21 24.61))");
        Store.Row("site-boundaries", "places|relation/1").Geometry!.Normalized().EqualsExact(school.Normalized(), 1e-9).ShouldBeTrue();
        school.Contains(Store.Row("places", "relation/1").Geometry).ShouldBeTrue();
        Store.Value("places", "relation/1", "category").ShouldBe("highly-sensitive");
        Store.Value("teams", "node/61", "kind").ShouldBe("fire");
        Store.Value("teams", "node/61", "tier").ShouldBeNull();
        Store.Row("enterprises", "way/25").Name.ShouldBe("中国石化");
        Store.Row("enterprises", "node/62").Name.ShouldBe("加油站 node/62");
        Store.Value("districts", "relation/5", "level").ShouldBe("town");

        report.Notices.ShouldContain(notice => notice.Layer == "districts" && notice.Text.En.Contains("relation/4"));
        report.Notices.ShouldContain(notice => notice.Text.En.Contains("cut at the edge") && notice.Text.En.Contains("way/13"));
        report.Notices.ShouldContain(notice => notice.Text.En.Contains("proposed 1"));
        report.Notices.ShouldContain(notice => notice.Layer == "enterprises" && notice.Text.En.StartsWith("2 features without a name"));
    }

    [Fact]
    public async Task Turn_restrictions_keep_their_hours_and_what_cannot_be_read_is_told()
    {
        const string Ends = """<member type="way" ref="11" role="from"/><member type="node" ref="2" role="via"/><member type="way" ref="12" role="to"/><tag k="type" v="restriction"/>""";
        string Relation(int id, params (string Key, string Value)[] tags) =>
            $"<relation id=\"{id}\">{Ends}{string.Concat(tags.Select(tag => $"<tag k=\"{tag.Key}\" v=\"{tag.Value}\"/>"))}</relation>";
        var file = "<osm version=\"0.6\"><node id=\"1\" lat=\"24.60\" lon=\"118.20\"/><node id=\"2\" lat=\"24.60\" lon=\"118.21\"/><node id=\"3\" lat=\"24.61\" lon=\"118.21\"/>"
            + "<way id=\"11\"><nd ref=\"1\"/><nd ref=\"2\"/><tag k=\"highway\" v=\"primary\"/></way>"
            + "<way id=\"12\"><nd ref=\"2\"/><nd ref=\"3\"/><tag k=\"highway\" v=\"primary\"/><tag k=\"oneway\" v=\"reversible\"/></way>"
            + Relation(1, ("restriction:conditional", "no_left_turn @ Mo-Fr 07:00-09:00,16:30-18:30; no_u_turn @ (Sa,PH 10:00-12:00; Su)"))
            + Relation(2, ("restriction:hgv:conditional", "no_left_turn @ (07:00-19:00)"), ("restriction:psv", "only_straight_on"))
            + Relation(3, ("restriction", "no_u_turn"), ("day_on", "Monday"), ("day_off", "Friday"), ("hour_on", "07:00"), ("hour_off", "09:00"))
            + Relation(4, ("restriction:conditional", "no_right_turn @ (wet)"))
            + Relation(5, ("restriction:conditional", "none @ (20:00-06:00)"))
            + Relation(6, ("restriction:conditional", "no_entry"))
            + "</osm>";

        var report = await Import(new ImportRequest("roads", Write("turns.osm", file)));

        Store.Value("roads", "way/11", "turnRestrictions").ShouldBe("[" + string.Join(',',
            """{"kind":"no_left_turn","via":"node/2","to":"way/12","conditional":"(Mo-Fr 07:00-09:00,16:30-18:30)"}""",
            """{"kind":"no_u_turn","via":"node/2","to":"way/12","conditional":"(Sa,PH 10:00-12:00; Su)"}""",
            """{"kind":"no_left_turn","via":"node/2","to":"way/12","conditional":"hgv:conditional (07:00-19:00)"}""",
            """{"kind":"only_straight_on","via":"node/2","to":"way/12","conditional":"psv"}""",
            """{"kind":"no_u_turn","via":"node/2","to":"way/12","conditional":"(Monday-Friday 07:00-09:00)"}""",
            """{"kind":"no_right_turn","via":"node/2","to":"way/12","conditional":"(wet)"}""",
            """{"kind":"no_entry","via":"node/2","to":"way/12"}""") + "]");
        report.Notices.ShouldContain(notice => notice.Text.En.EndsWith("hold at all hours: (wet)"));
        report.Notices.ShouldContain(notice => notice.Text.En.Contains("holidays") && notice.Text.En.EndsWith("(Sa,PH 10:00-12:00; Su)"));
        report.Notices.ShouldContain(notice => notice.Text.En.EndsWith("were left out: none"));
        report.Notices.ShouldContain(notice => notice.Text.En.StartsWith("1 roads change their direction") && notice.Text.En.EndsWith("way/12"));
    }

    [Fact]
    public async Task Rights_of_single_vehicles_and_limits_at_barriers_are_kept_and_conditions_on_them_are_told()
    {
        var ways = new (string Tags, string Field, object? Value)[]
        {
            ("motorcar=no hgv=delivery;destination foot=use_sidepath", "accessByVehicle", "motorcar:no;hgv:delivery,destination;foot:use_sidepath"),
            ("motor_vehicle=emergency", "accessByVehicle", "emergency:yes"),
            ("access=no motor_vehicle=yes", "accessByVehicle", "foot:no"),
            ("access=no foot=yes", "accessByVehicle", "foot:yes"),
            ("maxwidth=2.3", "maxWidthMetres", 2.3), ("maxlength=12_m", "maxLengthMetres", 12.0),
            ("maxweight=20 maxweightrating=7.5", "maxWeightTonnes", 7.5),
            ("oneway=yes oneway:conditional=no_@_(22:00-06:00)", "oneway", "forward"),
            ("oneway=yes oneway:conditional=-1_@_(Mo-Fr_16:00-19:00;_Sa_10:00-12:00)", "oneway", "changing"),
            ("hgv:conditional=no_@_(07:00-19:00)", "accessByVehicle", null),
        };
        string Tags(string tags) => string.Concat(tags.Split(' ').Select(tag => tag.Split('=', 2)).Select(tag => $"<tag k=\"{tag[0]}\" v=\"{tag[1].Replace('_', ' ').Replace("use sidepath", "use_sidepath")}\"/>"));
        var file = "<osm version=\"0.6\"><node id=\"1\" lat=\"24.60\" lon=\"118.20\"/><node id=\"2\" lat=\"24.60\" lon=\"118.21\"><tag k=\"barrier\" v=\"height_restrictor\"/><tag k=\"maxheight\" v=\"2.2\"/><tag k=\"emergency\" v=\"yes\"/></node>"
            + string.Concat(ways.Select((way, i) => $"<way id=\"{i + 1}\"><nd ref=\"1\"/><nd ref=\"2\"/><tag k=\"highway\" v=\"tertiary\"/>{Tags(way.Tags)}</way>")) + "<way id=\"99\"><nd ref=\"1\"/><nd ref=\"2\"/><tag k=\"route\" v=\"ferry\"/></way></osm>";

        var report = await Import(new ImportRequest("roads", Write("rights.osm", file)));

        for (var i = 0; i < ways.Length; i++)
            Store.Value("roads", $"way/{i + 1}", ways[i].Field).ShouldBe(ways[i].Value, ways[i].Tags);
        Store.Value("roads", "way/1", "barriers").ShouldBe("""[{"node":2,"kind":"height_restrictor","accessByVehicle":"emergency:yes","maxHeightMetres":2.2}]""");
        report.Notices.ShouldContain(notice => notice.Text.En.Contains("rights of access or limits with conditions") && notice.Text.En.EndsWith("way/10"));
        report.Notices.ShouldContain(notice => notice.Text.En.StartsWith("1 ferries are no roads") && notice.Text.En.EndsWith("way/99"));
        report.Notices.ShouldContain(notice => notice.Text.En.StartsWith("1 one-way roads are open both ways at some hours") && notice.Text.En.EndsWith("way/8"));
        report.Notices.ShouldContain(notice => notice.Text.En.StartsWith("1 roads change their direction") && notice.Text.En.EndsWith("way/9"));
    }

    [Fact]
    public async Task A_named_layer_takes_only_its_own_features()
    {
        var report = await Import(new ImportRequest("teams", Write("city.osm", City)));
        report.Layers.ShouldHaveSingleItem().ShouldBe(new LayerReport("teams", 1, 1, 0, 0, 0, 0));
        Store.Rows("roads").ShouldBeEmpty();
        (await Refusal(new ImportRequest("teams", Path("city.osm")) { Crs = "gcj02" })).En.ShouldContain("always WGS 84");
        (await Refusal(new ImportRequest("depots", Path("city.osm")))).En.ShouldContain("carry nothing for depots");
    }

    [Fact]
    public async Task Importing_again_changes_nothing()
    {
        await Import(new ImportRequest("all", Write("city.osm", City)));
        (await Import(new ImportRequest("all", Write("city.osm.pbf", OsmSamples.ToPbf(City, true, true))))).Changed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("50", 50.0)]
    [InlineData("50 km/h", 50.0)]
    [InlineData("30 mph", 48.3)]
    [InlineData("30mph", 48.3)]
    [InlineData("CN:urban", null)]
    [InlineData("50;60", null)]
    [InlineData("signals", null)]
    [InlineData("0", null)]
    [InlineData("900", null)]
    [InlineData("-5", null)]
    [InlineData("50 parsecs", null)]
    public async Task Speeds_are_understood_or_missing(string text, double? kilometresAnHour)
    {
        await Import(new ImportRequest("roads", Write("a.osm", City.Replace("25 mph", text))));
        Store.Value("roads", "way/11", "maxSpeedKmh").ShouldBe(kilometresAnHour);
    }

    [Fact]
    public async Task Truncated_files_are_refused_wherever_they_are_cut()
    {
        var xml = Encoding.UTF8.GetBytes(City);
        for (var cut = 1; cut < xml.TakeWhile((_, i) => i < City.LastIndexOf("</osm>", StringComparison.Ordinal)).Count(); cut += 97)
            await Refusal(new ImportRequest("all", Write("a.osm", xml[..cut])));
        var pbf = OsmSamples.ToPbf(City, true, true);
        var borders = 0;
        for (var cut = 1; cut < pbf.Length; cut += 7)
        {
            try
            {
                await Refusal(new ImportRequest("all", Write("a.osm.pbf", pbf[..cut])));
            }
            catch (ShouldAssertException)
            {
                borders++; // cut between two blocks: still a whole file
            }
        }
        borders.ShouldBeLessThan(pbf.Length / 7 / 10);
    }

    [Fact]
    public async Task Damaged_blocks_never_raise_anything_but_a_refusal()
    {
        var good = OsmSamples.ToPbf(City, true, false);
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var bytes = (byte[])good.Clone();
            for (var i = 0; i < 3; i++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                await Import(new ImportRequest("all", Write("a.osm.pbf", bytes)) { DryRun = true });
            }
            catch (ImportException refusal)
            {
                refusal.Text.Zh.ShouldNotBeEmpty();
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"seed {seed}: {error.Message}", error);
            }
        }
    }

    [Fact]
    public async Task An_unfinished_download_a_diff_and_a_bomb_are_refused()
    {
        (await Refusal(new ImportRequest("all", Write("a.osm", City.Replace("</osm>", "<remark>runtime error: Query timed out</remark></osm>"))))).En.ShouldContain("timed out");
        (await Refusal(new ImportRequest("all", Write("a.osm", "<osmChange/>")))).En.ShouldContain("osmChange");
        await Refusal(new ImportRequest("all", Write("a.osm", "<!DOCTYPE osm [<!ENTITY a \"a\">]><osm>&a;</osm>")));
        (await Refusal(new ImportRequest("all", Write("a.osm", "<osm version=\"0.6\"></osm>")))).En.ShouldContain("no row");
    }
}

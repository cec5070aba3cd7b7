using System.Globalization;

namespace RiskMap.Faults.Requests;

/// <summary>Values for the parameters of a query: good ones, slightly broken ones, and hostile ones.</summary>
static class QueryValues
{
    static readonly string[] Layers = ["districts", "enterprises", "confined-spaces", "parks", "zones", "depots", "teams", "places", "site-boundaries", "population", "roads", "closures", "incidents", "dispatch-orders"];
    static readonly string[] Systems =
    [
        "http://www.opengis.net/def/crs/OGC/1.3/CRS84", "http://www.opengis.net/def/crs/EPSG/0/4326", "http://www.opengis.net/def/crs/EPSG/0/3857", "http://www.opengis.net/def/crs/EPSG/0/4490",
        "http://www.opengis.net/def/crs/EPSG/0/4548", "http://www.opengis.net/def/crs/EPSG/0/999999", "EPSG:4326", "[EPSG:4548]", "urn:ogc:def:crs:EPSG::4326", "gcj02", "4548",
    ];

    public static string Layer(Random random) => random.OneIn(16) ? random.Of("", "nothing", "Enterprises", "enterprises ", "../etc", "%00", "风险", "enterprises,roads") : random.Of(Layers);

    /// <summary>A value for a parameter of that name, good in about two of three cases.</summary>
    public static string Of(string name, Random random) => random.OneIn(15) ? Hostile(random) : name switch
    {
        "bbox" => Box(random),
        "limit" => random.OneIn(2) ? random.Of("1", "3", "100", "1000", "10000") : random.Of("0", "-1", "1e3", "99999999999999999999", "ten", "1.5", "+5", " 7"),
        "datetime" => Time(random),
        "filter" => Filters.Of(random),
        "filter-lang" => random.OneIn(2) ? random.Of("cql2-text", "cql2-json") : random.Of("cql2-text", "cql2-json", "cql-text", "sql", ""),
        "crs" or "bbox-crs" or "filter-crs" => random.Of(Systems),
        "sortby" => random.Of("name", "-name", "+grade", "grade,-headcount", "nothing", "name,name", "-", ",", "geom", "-key,+id"),
        "properties" => random.Of("name", "name,grade", "nothing", "key,key", ",", "geom", "phone", "name,phone"),
        "f" => random.Of("json", "html", "csv", "geojson", "jsonseq", "geojsonseq", "fgb", "mvt", "xml", "", "JSON"),
        "lang" => random.Of("zh", "en", "de", "", "zh-CN", "../zh"),
        "collections" or "collection" or "layer" or "layers" => random.Of("enterprises", "enterprises,roads", "roads,roads", "nothing", ",", Layer(random)),
        "v" => random.Of("x", "513a7066.a0e0fcff.1-0c733a6b", "", "0"),
        "cursor" or "after" => random.Of("x", "a.b.1-c~2~3", "~~", "513a7066.a0e0fcff.1-0c733a6b~2~1200", "a~9223372036854775808~1", "🔥"),
        "size" => random.Of("400x300", "400,300", "0x0", "100000x100000", "x", "-1x5", "1x1"),
        "width" or "height" => random.Of("1", "400", "0", "-4", "1000000", "x"),
        "id" or "fid" or "feature" => Id(random),
        "personal" => random.Of("true", "false", "yes", ""),
        _ => random.Of("true", "1", "red", "enterprises", "2026-01-01", Box(random), Hostile(random)),
    };

    public static string Id(Random random) => random.OneIn(4)
        ? random.Of("0", "-1", "9007199254740993", "99999999999999999999", "1.0", "x", "", "1e2", "٣", "0x1", " 1")
        : random.Next(1, 400).ToString(CultureInfo.InvariantCulture);

    /// <summary>Column, row and zoom of a tile; most lie in the city.</summary>
    public static (string Z, string X, string Y) Tile(Random random)
    {
        if (random.OneIn(6)) return (random.Of("40", "-1", "31", "x", "99999999999", "1.5", "17", "22"), random.Of("0", "-1", "4294967296", "x", "1"), random.Of("0", "-5", "2147483648", "y", "07"));
        var zoom = random.Next(0, 18);
        var (longitude, latitude) = random.Place();
        var turn = Math.Clamp(latitude, -85, 85) * Math.PI / 180;
        var (x, y) = ((longitude + 180) / 360, (1 - (Math.Asinh(Math.Tan(turn)) / Math.PI)) / 2);
        var side = 1L << zoom;
        return (zoom.ToString(CultureInfo.InvariantCulture), ((long)(x * side)).ToString(CultureInfo.InvariantCulture), ((long)(y * side)).ToString(CultureInfo.InvariantCulture));
    }

    public static string Hostile(Random random) => random.Next(8) switch
    {
        0 => "'; DROP TABLE enterprises; --",
        1 => "<script>alert(1)</script>",
        2 => new string(random.Of('(', '[', '9', 'a', ','), random.Of(65, 500, 3_000)),
        3 => random.Of("NaN", "Infinity", "-0", "1e309", "null", "undefined", "true", "\0", "%", "%zz", "${jndi:ldap://x}", "{{7*7}}"),
        4 => "../../../../etc/passwd",
        _ => random.Noise(40),
    };

    static string Box(Random random)
    {
        var ((west, south), (east, north)) = (random.Place(), random.Place());
        string[] good = [Number(Math.Min(west, east)), Number(Math.Min(south, north)), Number(Math.Max(west, east)), Number(Math.Max(south, north))];
        return random.Next(14) switch
        {
            0 => string.Join(',', good[..3]),
            1 => string.Join(',', good) + ",",
            2 => string.Join(' ', good),
            3 => string.Join(',', good.Append("x")),
            4 => $"{good[0]},{good[3]},{good[2]},{good[1]}",
            5 => $"{good[0]},NaN,{good[2]},1e400",
            6 => $"{good[2]},{good[1]},{good[0]},{good[3]}",
            7 => $"{good[0]},{good[1]},0,{good[2]},{good[3]},10",
            8 => random.Of("1,2,3,4", "-1000,0,1000,1", "0,0,0,0", "170,-10,-170,10", "2700000,450000,2750000,480000"),
            _ => string.Join(',', good),
        };
    }

    static string Time(Random random) => random.Of(
        "2026-01-01T00:00:00Z", "2026-01-01", "2025-06-01/2026-06-01", "../2026-01-01", "2026-01-01T00:00:00+08:00/..", "2026-13-01", "../..", "/", "yesterday", "2026-06-01/2025-06-01", "2026-01-01T25:00:00Z", "now");

    static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;

namespace RiskMap.Faults.Requests;

/// <summary>Makes one request after the other from a seed: a route, values for its path and query, then here and there a slip or a trick.</summary>
sealed class ShotMaker(ApiRoute[] routes, IReadOnlyDictionary<string, OfferedProcess> processes, int seed)
{
    /// <summary>Bytes of a request line that every server takes (RFC 9110, 4.1, asks for 8,000).</summary>
    const int LongestTarget = 7_500;

    const int MostParameters = 3;

    static readonly string[] WriteTypes = ["application/geo+json", "application/json", "application/merge-patch+json", "application/geo+json; charset=utf-8", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=gbk", ""];
    static readonly string[] OddMethods = ["OPTIONS", "TRACE", "BREW", "PROPFIND", "DELETE", "PUT", "PATCH", "POST", "get"];

    readonly Random _random = new(seed);
    long _made;

    public Shot Next()
    {
        var route = routes[_random.Next(routes.Length)];
        var layer = QueryValues.Layer(_random);
        var path = Path(route.Template, layer);
        var tricked = Tricked(path);
        var query = Query(route);
        var method = _random.Next(12) switch { 0 => _random.Of(OddMethods), 1 or 2 when route.Method == "GET" => "HEAD", _ => route.Method };
        var target = tricked + query;
        var isWrite = method is "POST" or "PUT" or "PATCH" || (method == "DELETE" && _random.OneIn(8));
        var process = processes.GetValueOrDefault(route.Template);
        var body = isWrite ? Bodies.Of(_random, () => Right(route.Template, process, layer), process is not null) : null;
        var usual = process is not null ? WriteTypes[1] : method == "PATCH" ? WriteTypes[2] : WriteTypes[0];
        return new Shot(method, target, [.. Headers(method), .. Preferences(process)], body, _random.OneIn(process is null ? 5 : 25) ? _random.Of(WriteTypes) : usual, IsBroken(target));
    }

    string Right(string template, OfferedProcess? process, string layer) =>
        process is not null ? Executions.Of(_random, process)
        : Bodies.Written(template == "/dispatch" ? Bodies.Dispatch(_random) : Bodies.Feature(_random, layer, string.Create(CultureInfo.InvariantCulture, $"r{seed}-{_made++}")));

    // RFC 7240.
    IEnumerable<(string, string)> Preferences(OfferedProcess? process)
    {
        if (process is not null && _random.OneIn(12)) yield return ("Prefer", _random.Of("respond-async", "wait=1", "respond-async, wait=0", "wait=x"));
    }

    // The transport decodes the path before anyone of us sees it.
    static bool IsBroken(string target) => target.Length > LongestTarget || target.Split('?')[0].Contains('%', StringComparison.Ordinal) || target.Contains('\\', StringComparison.Ordinal);

    string Path(string template, string layer)
    {
        var (z, x, y) = QueryValues.Tile(_random);
        var path = new StringBuilder();
        foreach (var part in template.Split('{'))
        {
            var name = part.Split('}')[0];
            path.Append(path.Length == 0 ? part : Segment(name, layer, z, x, y) + part[(name.Length + 1)..]);
        }

        return path.ToString();
    }

    string Segment(string name, string layer, string z, string x, string y) => name.ToLowerInvariant() switch
    {
        "z" or "tilematrix" => z,
        "x" or "tilecol" => x,
        "y" or "tilerow" => y,
        "fid" or "featureid" or "incidentid" => Uri.EscapeDataString(QueryValues.Id(_random)),
        "tilematrixsetid" => _random.Of("WebMercatorQuad", "WebMercatorQuad", "WorldCRS84Quad", "x"),
        "name" or "file" or "styleid" => Uri.EscapeDataString(_random.Of("riskmap", "riskmap.json", "sprite", "sprite@2x.png", "sprite.json", "legend", "x", QueryValues.Hostile(_random))),
        "id" or "collectionid" => _random.OneIn(20) ? Uri.EscapeDataString(layer) : layer.All(char.IsAsciiLetterOrDigit) ? layer : Uri.EscapeDataString(layer),
        _ => Uri.EscapeDataString(QueryValues.Hostile(_random)),
    };

    string Tricked(string path) => _random.Next(40) switch
    {
        0 => path + "/",
        1 => "/" + path,
        2 => path.Replace("/", "/./", StringComparison.Ordinal),
        3 => path + "/../../etc/passwd",
        4 => path.Replace("/", "%2f", StringComparison.Ordinal) is var encoded && encoded.Length > 3 ? "/" + encoded[3..] : path,
        5 => path + _random.Of("%00", "%zz", "%c0%af", "%", ";x=1", "%20", "~", ".json", "%e9%a3%8e"),
        6 => path.ToUpperInvariant(),
        _ => path,
    };

    string Query(ApiRoute route)
    {
        var parameters = new List<string>();
        for (var i = _random.Next(MostParameters + 1); i > 0; i--)
        {
            var name = route.Parameters.Length > 0 && !_random.OneIn(15) ? route.Parameters[_random.Next(route.Parameters.Length)] : _random.Of("nothing", "limit", "bbox", "filter", "f", "lang", "$filter", "", "数");
            var value = QueryValues.Of(name, _random);
            parameters.Add(Uri.EscapeDataString(name) + (_random.OneIn(30) ? "" : "=" + (_random.OneIn(60) ? value.Where(char.IsAscii).Where(letter => letter > ' ').Aggregate("", (text, letter) => text + letter) : Uri.EscapeDataString(value))));
        }

        // An address that no server takes is worth a try now and then only.
        var query = parameters.Count == 0 ? "" : "?" + string.Join('&', parameters).Replace("#", "%23", StringComparison.Ordinal);
        return query.Length > LongestTarget && !_random.OneIn(50) ? "" : query;
    }

    IEnumerable<(string, string)> Headers(string method)
    {
        if (method is "PUT" or "PATCH" or "DELETE" && !_random.OneIn(4)) yield return ("If-Match", _random.Of("*", "*", "\"1\"", "W/\"1\"", "\"x\"", "1", "\"1\", \"2\"", ""));
        if (method is "POST" or "PUT" or "PATCH" && _random.OneIn(5)) yield return ("Idempotency-Key", _random.Of("a", "\"b\"", new string('k', 300), Ascii(QueryValues.Hostile(_random))));
        if (_random.OneIn(3)) yield return ("Accept-Encoding", _random.Of("gzip", "br", "gzip, br;q=0.5", "identity", "*", "gzip;q=0", "zstd", "gzip;q=x", ",,", "br;q=1.000, *;q=0"));
        if (_random.OneIn(6)) yield return ("Accept", _random.Of("application/json", "text/html", "*/*", "application/geo+json", "text/csv", "image/png", "application/vnd.mapbox-vector-tile", "x", "text/html;q=0.1, application/json"));
        if (_random.OneIn(8)) yield return ("Accept-Language", _random.Of("zh", "en", "zh-CN,zh;q=0.9", "xx", "*", ";;"));
        if (_random.OneIn(10)) yield return ("If-None-Match", _random.Of("*", "\"x\"", "W/\"513a7066.a0e0fcff.1-0c733a6b\"", "x", "\"a\", W/\"b\""));
        if (_random.OneIn(20)) yield return ("RiskMap-Min-Version", _random.Of("1", "0", "x", "99999999", "513a7066.a0e0fcff.1-0c733a6b", ""));
        if (_random.OneIn(20)) yield return ("Content-Crs", _random.Of("<http://www.opengis.net/def/crs/EPSG/0/4326>", "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>", "x", ""));
        if (_random.OneIn(25)) yield return (_random.Of("Origin", "Range", "Expect", "X-Forwarded-Host", "X-HTTP-Method-Override", "Last-Event-ID", "X-Request-Id", "traceparent", "If-Modified-Since", "RiskMap-Who", "Prefer"), Ascii(QueryValues.Hostile(_random)));
        if (_random.OneIn(100)) yield return ("Host", _random.Of("evil.example", "127.0.0.1", "localhost:1", "[::1]"));
    }

    // What a header may hold (RFC 9110, 5.5).
    static string Ascii(string text) => string.Concat(text.Where(letter => letter is >= ' ' and < '\x7f')).Trim();
}

using System.Collections.Immutable;

namespace RiskMap.City.Sources;

/// <summary>What to import and how; the members are the options of <c>riskmap import</c>.</summary>
/// <param name="Layer">Layer that the rows go to, or <c>all</c> for every layer that the file carries (OSM, GeoPackage).</param>
/// <param name="File">Path of the file; <c>city.gpkg|layername=plants</c> names one table of a GeoPackage or one shapefile of an archive.</param>
public sealed record ImportRequest(string Layer, string File)
{
    /// <summary><c>EPSG:n</c>, <c>CRS84</c>, <c>gcj02</c> or <c>bd09</c>; null takes what the file itself declares.</summary>
    public string? Crs { get; init; }

    /// <summary>Path of a file with the WKT of the coordinate system, instead of <see cref="Crs"/>.</summary>
    public string? CrsWktFile { get; init; }

    /// <summary><c>auto</c>, <c>utf-8</c> or <c>gb18030</c> (GBK and GB2312 are parts of it); for CSV and DBF.</summary>
    public string Encoding { get; init; } = "auto";

    /// <summary>Column to field (or <c>lon</c>, <c>lat</c>, <c>wkt</c>, <c>key</c>); field <c>-</c> ignores the column.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Field to value, for every row, whatever the file says.</summary>
    public IReadOnlyDictionary<string, string> Set { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Good rows go in although others are refused.</summary>
    public bool Partial { get; init; }

    /// <summary>Features whose key is not in the file are deleted.</summary>
    public bool Replace { get; init; }

    /// <summary>Does everything but commit.</summary>
    public bool DryRun { get; init; }

    /// <summary>Where to write the refused rows, to mend and import again; null for nowhere.</summary>
    public string? RejectsFile { get; init; }

    /// <summary><c>zh</c> or <c>en</c>: language of the reasons in <see cref="RejectsFile"/>.</summary>
    public string Language { get; init; } = "zh";

    /// <summary>Person or account that imports, for the change set.</summary>
    public string Who { get; init; } = Environment.UserName;
}

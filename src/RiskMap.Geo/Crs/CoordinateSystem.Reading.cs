using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace RiskMap.Geo.Crs;

public sealed partial class CoordinateSystem
{
    /// <summary>The system of an EPSG code.</summary>
    /// <exception cref="CrsException">The code is not one of those known: the message lists them and advises a WKT.</exception>
    public static CoordinateSystem FromEpsg(int code) =>
        TryFromEpsg(code, out var system) ? system : throw Unknown($"EPSG:{code.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The system of an EPSG code, if it is one of 4326, 4490, 3857, 4491-4554, 32601-32660, 32701-32760.</summary>
    public static bool TryFromEpsg(int code, [NotNullWhen(true)] out CoordinateSystem? system)
    {
        system = CrsRegister.Find(code);
        return system is not null;
    }

    /// <summary>
    /// Reads WKT1: OGC 01-009 as GDAL and GeoPackage write it, and ESRI's .prj. A text that describes one of the known codes gives that code's
    /// system. Projections: transverse Mercator, Mercator, web Mercator, Lambert conformal conic, Albers; any linear unit.
    /// </summary>
    /// <exception cref="CrsException">The text is not WKT1, or uses a projection, datum or axis that is not supported.</exception>
    public static CoordinateSystem FromWkt(string wkt)
    {
        ArgumentNullException.ThrowIfNull(wkt);
        return WktRecognition.System(WktReader.Read(wkt), wkt.Trim());
    }

    /// <summary>
    /// Reads EPSG:4548, epsg:4548, 4548, CRS84, OGC:CRS84, http(s)://www.opengis.net/def/crs/EPSG/0/4548, urn:ogc:def:crs:EPSG::4548 and the
    /// like, each also as a [safe CURIE], and WKT1 (when the text holds brackets after a keyword).
    /// </summary>
    /// <exception cref="CrsException">The text names nothing known.</exception>
    public static CoordinateSystem Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var value = text.Trim();
        if (WktStart().IsMatch(value))
            return FromWkt(value);
        if (value is ['[', .. var inner, ']'])
            value = inner.Trim();
        if (Crs84Text().IsMatch(value))
            return Crs84;
        var match = EpsgText().Match(value);
        return match.Success && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            && TryFromEpsg(code, out var system)
            ? system
            : throw Unknown(text);
    }

    /// <summary><see cref="Parse"/> without the exception.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CoordinateSystem? system)
    {
        try
        {
            system = text is null ? null : Parse(text);
        }
        catch (CrsException)
        {
            system = null;
        }

        return system is not null;
    }

    private static CrsException Unknown(string value) => new(
        $"The coordinate system '{value}' is not known. Known by code: CRS84, EPSG:4326, EPSG:4490, EPSG:3857, EPSG:4491-4554 (CGCS2000 " +
        "Gauss-Kruger), EPSG:32601-32660 and 32701-32760 (UTM). Any other is read from its WKT1: use --crs-wkt FILE or put a .prj beside the file.");

    [GeneratedRegex(@"^\s*[A-Za-z_0-9]+\s*[\[\(]\s*""", RegexOptions.CultureInvariant)]
    private static partial Regex WktStart();

    [GeneratedRegex(
        @"^(?:(?:OGC:)?CRS:?84|https?://www\.opengis\.net/def/crs/OGC/(?:0|1\.3)/CRS84|urn:(?:x-)?ogc:def:crs:OGC:(?:1\.3)?:CRS84)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Crs84Text();

    [GeneratedRegex(
        @"^(?:EPSG::?|https?://www\.opengis\.net/def/crs/EPSG/[0-9.]+/|https?://www\.opengis\.net/gml/srs/epsg\.xml#|urn:(?:x-)?ogc:def:crs:EPSG:(?:[0-9.]*:)?)?([0-9]{4,6})$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex EpsgText();
}

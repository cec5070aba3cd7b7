using System.Globalization;

namespace RiskMap.Geo.Crs;

/// <summary>Writes WKT1 as GDAL writes it.</summary>
internal static class WktText
{
    public static string Geographic(string name, int? epsg, Ellipsoid ellipsoid) => epsg switch
    {
        _ when ellipsoid == Ellipsoid.Cgcs2000 =>
            $"""GEOGCS["{name}",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],{GeographicTail(epsg)}]""",
        _ => $"""GEOGCS["{name}",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],{GeographicTail(epsg)}]""",
    };

    public static string TransverseMercator(string name, int? epsg, TransverseMercatorParameters p, bool northingFirst)
    {
        var geographic = p.Ellipsoid == Ellipsoid.Cgcs2000
            ? Geographic("China Geodetic Coordinate System 2000", 4490, p.Ellipsoid)
            : Geographic("WGS 84", 4326, p.Ellipsoid);
        string[] axes = ["AXIS[\"Easting\",EAST]", "AXIS[\"Northing\",NORTH]"];
        if (northingFirst)
            Array.Reverse(axes);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""PROJCS["{name}",{geographic},PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",{p.LatitudeOfOrigin}],PARAMETER["central_meridian",{p.CentralMeridian}],PARAMETER["scale_factor",{p.ScaleFactor}],PARAMETER["false_easting",{p.FalseEastingMetres}],PARAMETER["false_northing",{p.FalseNorthingMetres}],UNIT["metre",1,AUTHORITY["EPSG","9001"]],{axes[0]},{axes[1]}{Authority(epsg)}]""");
    }

    public static string PseudoMercator() =>
        $"""PROJCS["WGS 84 / Pseudo-Mercator",{Geographic("WGS 84", 4326, Ellipsoid.Wgs84)},PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],EXTENSION["PROJ4","+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs"],AUTHORITY["EPSG","3857"]]""";

    private static string GeographicTail(int? epsg) =>
        $"""PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],{(epsg is null ? """AXIS["Longitude",EAST],AXIS["Latitude",NORTH]""" : """AXIS["Latitude",NORTH],AXIS["Longitude",EAST]""")}{Authority(epsg)}""";

    private static string Authority(int? epsg) =>
        epsg is { } code ? string.Create(CultureInfo.InvariantCulture, $",AUTHORITY[\"EPSG\",\"{code}\"]") : "";
}

using System.Globalization;

namespace RiskMap.Geo.Crs;

/// <summary>Reads WKT1 (OGC 01-009 and ESRI's .prj) into a <see cref="WktDefinition"/>.</summary>
internal static class WktReader
{
    private static readonly string[] Wkt2Roots =
        ["GEOGCRS", "GEODCRS", "GEOGRAPHICCRS", "GEODETICCRS", "PROJCRS", "PROJECTEDCRS", "COMPOUNDCRS", "BOUNDCRS", "ENGCRS", "DERIVEDPROJCRS"];

    public static WktDefinition Read(string wkt)
    {
        if (string.IsNullOrWhiteSpace(wkt))
            throw new CrsException("The coordinate system text is empty. Name a coordinate system (EPSG:4548, CRS84 ...) or give a .prj.");
        var root = Horizontal(WktNode.Parse(wkt));
        if (root.Is("PROJCS"))
            return Projected(root);
        if (root.Is("GEOGCS"))
            return Geographic(root);
        throw Array.Exists(Wkt2Roots, root.Is)
            ? new CrsException(
                $"The coordinate system '{root.Name}' is given as WKT2 ({root.Keyword}), which is not read. " +
                "Write it as WKT1, for instance with 'gdalsrsinfo -o wkt1 FILE', or name it by its EPSG code.")
            : new CrsException(
                $"The coordinate system '{root.Name}' is a {root.Keyword}, not a PROJCS or GEOGCS: it has no known place on the earth. " +
                "Name the coordinate system (EPSG:4548, CRS84 ...) or give its .prj.");
    }

    /// <summary>Letters and digits only, lower case: names are compared so, because every program punctuates them differently.</summary>
    public static string Plain(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit)).ToLower(CultureInfo.InvariantCulture);

    private static WktNode Horizontal(WktNode root) =>
        root.Is("COMPD_CS") ? root.Child("PROJCS") ?? root.Child("GEOGCS") ?? root : root;

    private static WktDefinition Projected(WktNode root)
    {
        var geographic = Geographic(root.Child("GEOGCS") ?? throw Missing(root, "GEOGCS"));
        var method = (root.Child("PROJECTION") ?? throw Missing(root, "PROJECTION")).Name;
        return geographic with
        {
            Name = root.Name,
            Method = IsPseudoMercator(root) ? "mercatorauxiliarysphere" : Plain(method),
            Parameters = Parameters(root, geographic.DegreesPerAngularUnit),
            MetresPerUnit = Unit(root),
            Epsg = Authority(root),
            NorthingFirst = NorthFirst(root),
        };
    }

    /// <summary>WKT1 has no word for web Mercator: programs write Mercator_1SP and mean it by the code, the name or GDAL's EXTENSION.</summary>
    private static bool IsPseudoMercator(WktNode root)
    {
        var name = Plain(root.Name);
        var extension = root.Child("EXTENSION")?.Texts.LastOrDefault() ?? "";
        return Authority(root) == 3857
            || name.Contains("pseudomercator", StringComparison.Ordinal)
            || name.Contains("webmercator", StringComparison.Ordinal)
            || extension.Contains("+a=6378137 +b=6378137", StringComparison.Ordinal);
    }

    private static WktDefinition Geographic(WktNode root)
    {
        var datum = root.Child("DATUM") ?? throw Missing(root, "DATUM");
        var spheroid = datum.Child("SPHEROID") ?? datum.Child("ELLIPSOID") ?? throw Missing(datum, "SPHEROID");
        if (spheroid.Numbers.Count < 2 || !(spheroid.Numbers[0] > 0))
            throw Missing(spheroid, "the semi-major axis and the inverse flattening");
        var degrees = Unit(root) * Angles.DegreesPerRadian;
        var meridian = root.Child("PRIMEM")?.Numbers.FirstOrDefault() ?? 0;
        var isDegree = Math.Abs(degrees - 1) < 1e-9;
        if (meridian != 0 && !isDegree)
        {
            throw new CrsException(
                $"The coordinate system '{root.Name}' counts from another meridian ({meridian}) in an angular unit other than the degree: " +
                "programs disagree about its meaning. Transform the data first, for instance with 'ogr2ogr -t_srs EPSG:4326'.");
        }

        return new WktDefinition
        {
            Name = root.Name,
            DatumName = datum.Name,
            Ellipsoid = new Ellipsoid(spheroid.Name, spheroid.Numbers[0], spheroid.Numbers[1]),
            PrimeMeridianDegrees = meridian,
            DegreesPerAngularUnit = isDegree ? 1 : degrees,
            ToWgs84 = ToWgs84(datum),
            Epsg = Authority(root),
            NorthingFirst = NorthFirst(root),
        };
    }

    private static double[]? ToWgs84(WktNode datum)
    {
        var numbers = datum.Child("TOWGS84")?.Numbers;
        return numbers switch
        {
            null => null,
            { Count: 3 or 7 } => [.. numbers, .. new double[7 - numbers.Count]],
            _ => throw new CrsException($"TOWGS84 of datum '{datum.Name}' has {numbers.Count} numbers; it needs 3 or 7."),
        };
    }

    private static Dictionary<string, double> Parameters(WktNode root, double degreesPerUnit)
    {
        var parameters = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var node in root.All("PARAMETER"))
        {
            var name = node.Name.ToLower(CultureInfo.InvariantCulture);
            if (node.Numbers.Count != 1)
                throw Missing(node, "one number");
            var isAngle = !name.StartsWith("false_", StringComparison.Ordinal) && name is not "scale_factor" and not "auxiliary_sphere_type";
            parameters[name] = node.Numbers[0] * (isAngle ? degreesPerUnit : 1);
        }

        return parameters;
    }

    private static double Unit(WktNode root)
    {
        var unit = root.Child("UNIT") ?? throw Missing(root, "UNIT");
        return unit.Numbers.Count > 0 && unit.Numbers[0] > 0 ? unit.Numbers[0] : throw Missing(unit, "a positive factor");
    }

    private static int? Authority(WktNode root)
    {
        var authority = root.Child("AUTHORITY");
        if (authority is null || !authority.Name.Equals("EPSG", StringComparison.OrdinalIgnoreCase))
            return null;
        var code = authority.Texts.ElementAtOrDefault(1) ?? authority.Numbers.FirstOrDefault().ToString(CultureInfo.InvariantCulture);
        return int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var epsg) && epsg > 0 ? epsg : null;
    }

    /// <summary>Axis order on the wire; a direction other than east and north has no counterpart here and is refused.</summary>
    private static bool NorthFirst(WktNode root)
    {
        var directions = root.All("AXIS").Select(a => a.Words.FirstOrDefault() ?? "").ToList();
        var odd = directions.Find(d => !d.Equals("EAST", StringComparison.OrdinalIgnoreCase)
            && !d.Equals("NORTH", StringComparison.OrdinalIgnoreCase) && !d.Equals("UP", StringComparison.OrdinalIgnoreCase));
        if (odd is not null)
        {
            throw new CrsException(
                $"The coordinate system '{root.Name}' has an axis that points to {odd}; only EAST and NORTH are read. " +
                "Transform the data first, for instance with 'ogr2ogr -t_srs EPSG:4326'.");
        }

        return directions.Count > 0 && directions[0].Equals("NORTH", StringComparison.OrdinalIgnoreCase);
    }

    private static CrsException Missing(WktNode node, string what) => new(
        $"The coordinate system text is incomplete: {node.Keyword} '{node.Name}' has no {what}. Give the whole WKT1 text of the .prj.");
}

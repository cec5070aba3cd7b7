namespace RiskMap.Geo.Crs;

/// <summary>What a WKT1 text says, in degrees and with names brought to one spelling.</summary>
internal sealed record WktDefinition
{
    public required string Name { get; init; }

    public required string DatumName { get; init; }

    public required Ellipsoid Ellipsoid { get; init; }

    public required double PrimeMeridianDegrees { get; init; }

    public required double DegreesPerAngularUnit { get; init; }

    /// <summary>The seven numbers of TOWGS84, or null when the text gives none.</summary>
    public double[]? ToWgs84 { get; init; }

    /// <summary>The projection's method, lower case and letters only; null for a geographic system.</summary>
    public string? Method { get; init; }

    /// <summary>Parameters by name in lower case, angles in degrees, lengths in <see cref="MetresPerUnit"/>.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    public double MetresPerUnit { get; init; } = 1;

    public int? Epsg { get; init; }

    public bool NorthingFirst { get; init; }

    /// <summary>Parameter by any of its names.</summary>
    public double Parameter(double otherwise, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Parameters.TryGetValue(name, out var value))
                return value;
        }

        return otherwise;
    }

    public bool Has(string name) => Parameters.ContainsKey(name);

    public double CentralMeridian => Parameter(0, "central_meridian", "longitude_of_center", "longitude_of_origin");

    public double LatitudeOfOrigin => Parameter(0, "latitude_of_origin", "latitude_of_center");

    public double ScaleFactor => Parameter(1, "scale_factor");

    public double FalseEastingMetres => Parameter(0, "false_easting") * MetresPerUnit;

    public double FalseNorthingMetres => Parameter(0, "false_northing") * MetresPerUnit;
}

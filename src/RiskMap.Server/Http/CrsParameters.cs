using RiskMap.City.Model;
using RiskMap.City.Query;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;

namespace RiskMap.Server.Http;

/// <summary>Coordinate systems of a request (OGC 18-058r1): <c>crs</c>, <c>bbox-crs</c> and the header <c>Content-Crs</c>, as URI or safe CURIE.</summary>
public static class CrsParameters
{
    /// <summary>Parameter with the system of the answer.</summary>
    public const string Answer = "crs";

    /// <summary>Parameter with the system of <c>bbox</c>.</summary>
    public const string Box = "bbox-crs";

    /// <summary>Header with the system of a body.</summary>
    public const string Header = "Content-Crs";

    /// <summary>The system that a parameter names; CRS84 where it is absent.</summary>
    /// <exception cref="ProblemException">400: not one of the systems in which this city is served; they are listed.</exception>
    public static CoordinateSystem Of(HttpRequest request, string parameter, CitySnapshot snapshot) =>
        Parameters.Text(request, parameter) is { } text ? Known(parameter, text, snapshot.City) : CoordinateSystem.Crs84;

    /// <summary>The system of a request's body; CRS84 where the header is absent.</summary>
    /// <exception cref="ProblemException">400: not one of the systems in which this city is served; they are listed.</exception>
    public static CoordinateSystem OfBody(HttpRequest request, CitySnapshot snapshot) =>
        request.Headers[Header].ToString() is { Length: > 0 } text ? Known(Header, text, snapshot.City) : CoordinateSystem.Crs84;

    /// <summary>Says in which system the answer's coordinates are.</summary>
    public static void Tell(HttpResponse response, CoordinateSystem system) => response.Headers[Header] = $"<{system.Uri}>";

    static CoordinateSystem Known(string member, string text, CityMetadata? city)
    {
        var systems = ServedSystems.Of(city);
        if (CoordinateSystem.TryParse(text.Trim('<', '>', ' '), out var system) && systems.Contains(system)) return system;
        throw new ProblemException(new Problem(StatusCodes.Status400BadRequest, "unsupported-crs", text, string.Join(", ", systems.Select(known => known.Uri)))
        {
            Member = member,
            Value = text,
        });
    }
}

using RiskMap.City.Dispatch.Force;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>Inputs of the process <c>coverage</c>.</summary>
/// <param name="Purpose">Standard of data/coverage.json: fire-station (the usual), confined-space-rescue or depot.</param>
/// <param name="Layer">teams or depots; null for that of the standard.</param>
/// <param name="Kinds">Kinds of teams that count; null for those of the standard.</param>
/// <param name="Capabilities">Capabilities that a team must have, all of them; null for those of the standard.</param>
/// <param name="Materials">Supply codes (GB/T 38565-2020, 1, 3, 5 or 7 digits) of which a depot must have something deployable, all of them.</param>
/// <param name="TurnoutSeconds">Turnout that every base is taken to need; null for its own.</param>
/// <param name="DriveSeconds">Driving time of the standard; null for that of data/coverage.json.</param>
/// <param name="Time">When: traffic and closures follow it, and what stock has expired; null is now.</param>
/// <param name="Without">Bases that are taken away: the answer then tells before and after.</param>
/// <param name="Candidates">Where a further base may stand, each [longitude, latitude]; null for places on the roads of what is not covered.</param>
/// <param name="NewStations">How many further bases to propose, 0 to 10.</param>
/// <param name="Areas">False to leave out the polygons.</param>
public sealed record CoverageQuestion(
    string? Purpose = null, string? Layer = null, IReadOnlyList<string>? Kinds = null, IReadOnlyList<string>? Capabilities = null, IReadOnlyList<string>? Materials = null,
    double? TurnoutSeconds = null, double? DriveSeconds = null, DateTimeOffset? Time = null, IReadOnlyList<UnitName>? Without = null, double[][]? Candidates = null, int NewStations = 1,
    bool Areas = true);

namespace RiskMap.City.Model;

/// <summary>How a layer of points is summed up at low zooms.</summary>
/// <param name="ThroughZoom">Greatest zoom with clusters; above it each feature stands for itself.</param>
/// <param name="WorstOf">Field by which the worst member tells the cluster's colour: a tile attribute whose code list begins with the worst; or null.</param>
/// <param name="LeastMembers">Fewest features that make a cluster; fewer near each other stay themselves.</param>
public sealed record ClusterRule(int ThroughZoom, string? WorstOf = null, int LeastMembers = 2);

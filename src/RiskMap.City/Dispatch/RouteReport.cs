using RiskMap.City.Model;

namespace RiskMap.City.Dispatch;

/// <summary>A question for a route.</summary>
/// <param name="From">Start, [longitude, latitude].</param>
/// <param name="To">End, [longitude, latitude].</param>
/// <param name="Profile">fire-engine, hazmat-truck, car or foot.</param>
/// <param name="Time">When one sets off; null is now. Hours of slow traffic and closures follow it.</param>
/// <param name="Alternatives">True to be shown other routes too.</param>
public sealed record RouteQuestion(double[]? From, double[]? To, string Profile = "car", DateTimeOffset? Time = null, bool Alternatives = false);

/// <summary>A line as GeoJSON has it, in longitude and latitude.</summary>
public sealed record RouteLine(IReadOnlyList<double[]> Coordinates)
{
    /// <summary>Kind of geometry.</summary>
    public string Type { get; } = "LineString";
}

/// <summary>Where a place lies on the roads.</summary>
/// <param name="At">[longitude, latitude] on the road.</param>
/// <param name="SnapMetres">Distance from the place asked for, as the crow flies.</param>
/// <param name="Road">Name of the road, or null.</param>
public sealed record RouteEnd(double[] At, double SnapMetres, string? Road);

/// <summary>A part of a route on one street.</summary>
public sealed record RouteLegReport(string? Name, string RoadClass, string Manoeuvre, LocalizedText Instruction, double DistanceMetres, double TravelSeconds, double[] At);

/// <summary>What a reader of a route must know.</summary>
/// <param name="Kind">rule-broken, closure-near, start-far, end-far, start-moved or end-moved.</param>
/// <param name="Rule">The rule that is broken, or null.</param>
/// <param name="Text">The warning.</param>
/// <param name="At">[longitude, latitude].</param>
/// <param name="Source">The rule's source, or null.</param>
public sealed record RouteWarningReport(string Kind, string? Rule, LocalizedText Text, double[] At, RuleSource? Source);

/// <summary>One route.</summary>
/// <param name="TravelSeconds">Time, with what broken rules cost.</param>
/// <param name="PenaltySeconds">The part that broken rules cost.</param>
/// <param name="DistanceMetres">Length on roads.</param>
/// <param name="Geometry">The line driven.</param>
/// <param name="Legs">Street after street.</param>
/// <param name="Warnings">What must be known besides.</param>
public sealed record RouteOption(
    double TravelSeconds, double PenaltySeconds, double DistanceMetres, RouteLine Geometry, IReadOnlyList<RouteLegReport> Legs, IReadOnlyList<RouteWarningReport> Warnings);

/// <summary>The answer to a question for a route.</summary>
public sealed record RouteReport
{
    /// <summary>found, not-connected, closed, or no-data without roads.</summary>
    public required string Outcome { get; init; }

    /// <summary>The profile.</summary>
    public required string Profile { get; init; }

    /// <summary>When one sets off.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Time of the quickest route, or null.</summary>
    public double? TravelSeconds => Best?.TravelSeconds;

    /// <summary>Length of the quickest route, or null.</summary>
    public double? DistanceMetres => Best?.DistanceMetres;

    /// <summary>Line of the quickest route, or null.</summary>
    public RouteLine? Geometry => Best?.Geometry;

    /// <summary>The quickest route, or null.</summary>
    public RouteOption? Best { get; init; }

    /// <summary>Other routes, when asked for.</summary>
    public IReadOnlyList<RouteOption> Others { get; init; } = [];

    /// <summary>Where the start lies on the roads, or null without roads.</summary>
    public RouteEnd? Start { get; init; }

    /// <summary>Where the end lies on the roads.</summary>
    public RouteEnd? End { get; init; }

    /// <summary>Keys of the closures that cut the way.</summary>
    public IReadOnlyList<string> CuttingClosures { get; init; } = [];

    /// <summary>The working.</summary>
    public required IReadOnlyList<ExplanationStep> Explanation { get; init; }

    /// <summary>Version of the data.</summary>
    public required string DataVersion { get; init; }

    /// <summary>True when drawn features took part.</summary>
    public required bool WhatIf { get; init; }
}

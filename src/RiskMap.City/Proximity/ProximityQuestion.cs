using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.City.Risk;

namespace RiskMap.City.Proximity;

/// <summary>Inputs of the process <c>proximity</c>. Of <c>distanceMetres</c>, <c>rule</c> and <c>screening</c> at most one; without any only the nearest are told.</summary>
/// <param name="From">[longitude, latitude], a GeoJSON geometry (CRS84), or <c>{"layer", "id"}</c>: a feature, measured from its boundary where it has one.</param>
/// <param name="DistanceMetres">Radius, metres.</param>
/// <param name="Rule">Id of a separation rule whose required distance is the radius.</param>
/// <param name="Screening">Takes the radius from a consequence screening.</param>
/// <param name="Layers">Layers that are asked, or null for the usual ones (<see cref="Proximities.UsualLayers"/>).</param>
/// <param name="Nearest">How many nearest features of each layer are told whatever their distance, or null for none.</param>
/// <param name="Limit">How many features inside are told of each layer, the nearest first; all are counted.</param>
public sealed record ProximityQuestion(
    JsonElement From, double? DistanceMetres = null, string? Rule = null, ScreeningRadius? Screening = null, IReadOnlyList<string>? Layers = null,
    int? Nearest = null, int? Limit = null);

/// <summary>A radius by consequence screening: that at which the inventory's worst effect escalates to a neighbouring plant.</summary>
/// <param name="Inventory">Chemicals, or null for those of the feature that the question starts from.</param>
public sealed record ScreeningRadius(IReadOnlyList<InventoryLine>? Inventory = null);

/// <summary>A radius with where it comes from.</summary>
/// <param name="Metres">Metres.</param>
/// <param name="Kind"><c>distance</c>, <c>rule</c> or <c>screening</c>.</param>
/// <param name="Text">How it came about.</param>
/// <param name="Source">The rule, or null where the question gave the metres.</param>
public sealed record ProximityRadius(double Metres, string Kind, LocalizedText Text, RuleSource? Source = null);

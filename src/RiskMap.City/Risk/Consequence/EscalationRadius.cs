using RiskMap.City.Model;

namespace RiskMap.City.Risk.Consequence;

/// <summary>How far an accident at a plant can damage the equipment of another: screening, not a quantitative risk assessment.</summary>
/// <param name="RadiusMetres">Metres from the edge of the unit.</param>
/// <param name="Effect">What reaches so far: <c>fireball</c>, <c>vapour-cloud-explosion</c>, <c>explosion</c> or <c>pool-fire</c>.</param>
/// <param name="Cas">The chemical: its CAS number, else its name or class.</param>
/// <param name="Source">The threshold.</param>
public sealed record EscalationRadius(double RadiusMetres, string Effect, string Cas, RuleSource Source);

using RiskMap.City.Snapshot;

namespace RiskMap.City.Query;

/// <summary>Says whether a row of a block is asked for. Pure and safe from any thread.</summary>
public delegate bool RowPredicate(LayerBlock block, int row);

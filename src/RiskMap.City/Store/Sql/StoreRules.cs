using RiskMap.City.Model;

namespace RiskMap.City.Store.Sql;

/// <summary>The parameters of data/store.json, read once. Immutable.</summary>
/// <param name="RequestKeysKeptDays">Days after which the key of a request is forgotten.</param>
/// <param name="WriteWaitSeconds">How long a write waits for another program's transaction on a GeoPackage.</param>
/// <param name="ReadWaitSeconds">How long a reading waits where it needs the writers' lock for a moment.</param>
/// <param name="SettleSeconds">How long a GeoPackage must be quiet before a replaced layer is taken over by a program that knows its rows.</param>
/// <param name="SettleUnknownSeconds">The same for one that does not; the other goes first.</param>
/// <param name="SettleDroppedSeconds">The same for a layer that was dropped: what follows may take its time.</param>
sealed record StoreRules(
    int RequestKeysKeptDays, int WriteWaitSeconds, int ReadWaitSeconds, int SettleSeconds, int SettleUnknownSeconds, int SettleDroppedSeconds)
{
    static readonly Lazy<StoreRules> Loaded = new(() => RuleFiles.Read<StoreRules>("store.json"));

    /// <summary>The rules of this installation.</summary>
    internal static StoreRules Current => Loaded.Value;
}

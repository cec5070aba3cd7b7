using RiskMap.City.Model;

namespace RiskMap.City.Store.Sql;

/// <summary>The parameters of data/store.json, read once. Immutable.</summary>
/// <param name="RequestKeysKeptDays">Days after which the key of a request is forgotten.</param>
sealed record StoreRules(int RequestKeysKeptDays)
{
    static readonly Lazy<StoreRules> Loaded = new(() => RuleFiles.Read<StoreRules>("store.json"));

    /// <summary>The rules of this installation.</summary>
    internal static StoreRules Current => Loaded.Value;
}

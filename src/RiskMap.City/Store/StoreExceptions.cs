using RiskMap.City.Model;

namespace RiskMap.City.Store;

/// <summary>A refusal of the store that a person can act on. Nothing was changed.</summary>
/// <param name="text">What is wrong and how to mend it, in both languages.</param>
/// <param name="inner">The cause for the log.</param>
public class StoreException(LocalizedText text, Exception? inner = null) : Exception(text.En, inner)
{
    /// <summary>What is wrong and how to mend it.</summary>
    public LocalizedText Text { get; } = text;
}

/// <summary>The row has another revision than the caller saw, or is gone.</summary>
/// <param name="layer">Layer name.</param>
/// <param name="id">Feature id.</param>
/// <param name="expected">Revision that the caller saw.</param>
/// <param name="actual">Revision that stands there, or null when the row is gone.</param>
public sealed class StoreConflictException(string layer, long id, long? expected, long? actual) : StoreException(
    actual is null
        ? ($"{layer}/{id} 已不存在；请刷新后重试", $"{layer}/{id} does not exist any more; reload and try again")
        : ($"{layer}/{id} 已被他人修改（版本 {actual}，提交依据 {expected}）；请刷新后重试",
            $"{layer}/{id} was changed by someone else (revision {actual}, yours {expected}); reload and try again"))
{
    /// <summary>Layer name.</summary>
    public string Layer { get; } = layer;

    /// <summary>Feature id.</summary>
    public long Id { get; } = id;

    /// <summary>Revision that stands there, or null when the row is gone.</summary>
    public long? Actual { get; } = actual;
}

/// <summary>The layer already has a feature under that key.</summary>
/// <param name="layer">Layer name.</param>
/// <param name="key">The key.</param>
public sealed class DuplicateKeyException(string layer, string key) : StoreException(
    ($"{layer} 已有标识“{key}”；请更新原要素或改用其他标识", $"{layer} already has key '{key}'; update that feature or use another key"));

/// <summary>The key of a request came before with other content.</summary>
/// <param name="key">The key.</param>
public sealed class RequestReusedException(string key) : StoreException(
    ($"请求标识“{key}”已用于另一内容的请求；请为每个新请求使用新的标识", $"the request key '{key}' was used for another request; take a new key for each new request"));

/// <summary>A version lies before what the retention keeps.</summary>
/// <param name="version">Version that was asked for.</param>
/// <param name="from">Least version that can still be told.</param>
public sealed class HistoryGoneException(long version, long from) : StoreException((
    $"版本 {version} 的历史已按保留期限删除；可查询版本 {from} 及以后，更早的请从备份恢复",
    $"the history of version {version} was dropped by the retention; ask for version {from} or later, or restore a backup"))
{
    /// <summary>Least version that can still be told.</summary>
    public long From { get; } = from;
}

/// <summary>A change set cannot be taken back.</summary>
/// <param name="text">Why, and what to do.</param>
public sealed class UndoRefusedException(LocalizedText text) : StoreException(text);

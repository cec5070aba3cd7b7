using RiskMap.City.Model;

namespace RiskMap.City.Store;

/// <summary>Why a store cannot do its work now.</summary>
public enum StoreTrouble
{
    /// <summary>It does not answer: stopped, restarting, cut off.</summary>
    Away,

    /// <summary>It answers, but others hold it or its connections are all taken; another try may succeed.</summary>
    Busy,

    /// <summary>Its disk is full.</summary>
    Full,

    /// <summary>It takes no writes: a standby, a read-only file or file system.</summary>
    ReadOnly,

    /// <summary>Its pages cannot be read.</summary>
    Damaged,

    /// <summary>The answer to COMMIT was lost: the change may stand or not. Repeating it under the same idempotency key is safe.</summary>
    OutcomeUnknown,

    /// <summary>It refuses this program: login, rights, folder. A person has to mend the settings.</summary>
    Denied,
}

/// <summary>
/// The store cannot do its work now, through no fault of the caller. Nothing was changed, except for <see cref="StoreTrouble.OutcomeUnknown"/>.
/// </summary>
/// <param name="trouble">Why.</param>
/// <param name="text">What is wrong and how to mend it, in both languages.</param>
/// <param name="inner">The cause for the log.</param>
public sealed class StoreUnavailableException(StoreTrouble trouble, LocalizedText text, Exception? inner = null) : StoreException(text, inner)
{
    /// <summary>Why.</summary>
    public StoreTrouble Trouble { get; } = trouble;

    /// <summary>True when waiting may help; false when a person has to mend something first.</summary>
    public bool IsPassing => Trouble is StoreTrouble.Away or StoreTrouble.Busy or StoreTrouble.Full or StoreTrouble.OutcomeUnknown;

    /// <summary>The answer to COMMIT was lost.</summary>
    internal static StoreUnavailableException UnknownOutcome(string store, Exception cause) => new(
        StoreTrouble.OutcomeUnknown,
        ($"向 {store} 提交时失去应答，无法得知修改是否已保存；请以同一 Idempotency-Key 重试，或先查看变更集",
            $"the answer of {store} to the commit was lost, so the change may stand or not; repeat it under the same Idempotency-Key, or look at the change sets first"),
        cause);
}

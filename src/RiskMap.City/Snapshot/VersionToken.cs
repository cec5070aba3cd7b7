using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using RiskMap.City.Model;
using RiskMap.City.Store;

namespace RiskMap.City.Snapshot;

/// <summary>
/// What stands behind ETags, tile URLs, page tokens and live events (design, decision 4): store id, epoch, version, and a hash of the build,
/// data/ and styles/, so that nothing cached outlives the data, the rules or the program that made it.
/// </summary>
/// <param name="Store">Id of the store, shortened.</param>
/// <param name="Epoch">Life of the store; a copy or restore starts a new one.</param>
/// <param name="Version">Version of the city.</param>
public sealed record VersionToken(string Store, string Epoch, long Version)
{
    // 8 hex digits tell builds and rule tables apart; it is no security feature.
    const int HashLength = 8;

    /// <summary>Hash of this program, its rule tables and its cartography.</summary>
    public static string Build { get; } = BuildHash();

    /// <summary>Store and epoch: only versions of one life have an order.</summary>
    public string Life { get; } = $"{Store}.{Epoch}";

    /// <summary>The token without the text.</summary>
    public VersionStamp Stamp => new(Life, Version, Build);

    /// <summary>The token of a store's state.</summary>
    public static VersionToken Of(StoreState state) => new(Short(state.StoreId), Short(state.Epoch), state.Version);

    /// <summary>The token as text, safe in URLs and headers.</summary>
    public string Text { get; } = string.Create(CultureInfo.InvariantCulture, $"{Store}.{Epoch}.{Version}-{Build}");

    /// <inheritdoc />
    public override string ToString() => Text;

    static string Short(string id) => new([.. id.Where(char.IsAsciiLetterOrDigit).Take(HashLength)]);

    static string BuildHash()
    {
        var module = typeof(VersionToken).Assembly.ManifestModule.ModuleVersionId.ToString();
        var entry = Assembly.GetEntryAssembly()?.ManifestModule.ModuleVersionId.ToString() ?? "";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(module + entry + RuleFiles.Fingerprint())))[..HashLength];
    }
}

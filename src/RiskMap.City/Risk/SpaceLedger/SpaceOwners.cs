using System.Text;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk.SpaceLedger;

/// <summary>Which enterprises the owners of spaces are: by key, else by name. Only the keys and names that spaces use are looked for. Immutable.</summary>
sealed class SpaceOwners
{
    static readonly int Owner = ConfinedSpaces.Schema.IndexOf("owner");
    static readonly int EnterpriseKey = ConfinedSpaces.Schema.IndexOf("enterpriseKey");

    readonly Dictionary<string, FeatureRef> _byKey = new(StringComparer.Ordinal);
    readonly Dictionary<string, (FeatureRef Enterprise, int Count)> _byName = new(StringComparer.Ordinal);

    public SpaceOwners(CitySnapshot city, IReadOnlyList<FeatureRef> spaces)
    {
        var keys = spaces.Select(space => space.Text(EnterpriseKey)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var names = spaces.Select(space => space.Text(Owner)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var (wantedKeys, wantedNames) = (keys.GetAlternateLookup<ReadOnlySpan<char>>(), names.GetAlternateLookup<ReadOnlySpan<char>>());
        var text = new char[256];
        foreach (var enterprise in city.Layer("enterprises").All)
        {
            if (wantedKeys.TryGetValue(Chars(enterprise.Block.Key(enterprise.Row), ref text), out var key))
                _byKey[key] = enterprise;
            if (wantedNames.TryGetValue(Chars(enterprise.Utf8(0), ref text), out var name))
                _byName[name] = (enterprise, _byName.GetValueOrDefault(name).Count + 1);
        }
    }

    /// <summary>What the ledger calls the owner: its name, else its key; null where it has neither.</summary>
    public static string? Called(FeatureRef space) => space.Text(Owner) ?? space.Text(EnterpriseKey);

    /// <summary>The enterprise, and how it was found; or why it was not.</summary>
    public OwnerMatch Find(FeatureRef space)
    {
        if (space.Text(EnterpriseKey) is { } key && _byKey.TryGetValue(key, out var enterprise))
            return new(enterprise, ByKey: true, null);
        if (space.Text(Owner) is not { } name)
            return new(null, false, space.IsNull(EnterpriseKey) ? null : ("企业标识在企业图层中不存在", "no enterprise has this key"));
        return _byName.GetValueOrDefault(name) switch
        {
            { Count: 1 } named => new(named.Enterprise, ByKey: false, null),
            { Count: 0 } => new(null, false, ("企业图层中没有此名称", "no enterprise has this name")),
            var named => new(null, false, ($"企业图层中有 {named.Count} 家同名", $"{named.Count} enterprises bear this name")),
        };
    }

    static ReadOnlySpan<char> Chars(ReadOnlySpan<byte> utf8, ref char[] text)
    {
        if (text.Length < utf8.Length)
            text = new char[utf8.Length];
        return text.AsSpan(0, Encoding.UTF8.GetChars(utf8, text));
    }
}

/// <summary>An owner's enterprise.</summary>
/// <param name="Enterprise">The enterprise, or null.</param>
/// <param name="ByKey">Found by its key, not by its name.</param>
/// <param name="Problem">Why there is none; null where the ledger names no owner.</param>
readonly record struct OwnerMatch(FeatureRef? Enterprise, bool ByKey, LocalizedText? Problem);

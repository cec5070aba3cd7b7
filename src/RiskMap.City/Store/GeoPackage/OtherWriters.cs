using RiskMap.City.Store.Sql;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>
/// Whether other programs seem done with a file: a layer that is being replaced goes through states that must be neither read nor mended. The file's
/// own time of change tells, since each of their transactions writes to it.
/// </summary>
static class OtherWriters
{
    static readonly string[] Logs = ["", "-wal", "-journal"];

    /// <summary>True when the file was quiet long enough for what was found.</summary>
    internal static bool AreDone(string path, IReadOnlyCollection<LayerTableLook> looks, bool remembered)
    {
        var rules = StoreRules.Current;
        var seconds = Math.Max(
            looks.Any(look => look.State == LayerTableState.Gone) ? rules.SettleDroppedSeconds : 0,
            looks.Any(look => look.State == LayerTableState.Replaced) ? (remembered ? rules.SettleSeconds : rules.SettleUnknownSeconds) : 0);
        return DateTime.UtcNow - Logs.Max(log => File.GetLastWriteTimeUtc(path + log)) >= TimeSpan.FromSeconds(seconds);
    }

    /// <summary>Refuses for the moment while they are not.</summary>
    /// <exception cref="StoreUnavailableException">Busy.</exception>
    internal static void RequireDone(string path, IReadOnlyCollection<LayerTableLook> looks, bool remembered)
    {
        if (AreDone(path, looks, remembered)) return;
        var names = string.Join(", ", looks.Where(look => look.IsLost).Select(look => look.Layer.Name));
        throw new StoreUnavailableException(StoreTrouble.Busy, (
            $"其他程序正在改写 {path} 中的图层 {names}；请待其结束后重试", $"another program is replacing {names} in {path}; try again when it is done"));
    }
}

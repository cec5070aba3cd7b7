namespace RiskMap.Routing.Tests.Support;

/// <summary>A test that needs PostGIS with pgRouting; skipped without, failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class PgRoutingFactAttribute : FactAttribute
{
    public PgRoutingFactAttribute() => Skip = Postgis.SkipReason ?? (IsInstalled() || Requires.InCi ? null : "pgRouting is not installed (Debian: postgresql-N-pgrouting)");

    static bool IsInstalled() => Directory.Exists("/usr/share/postgresql")
        && Directory.EnumerateDirectories("/usr/share/postgresql").Any(folder => File.Exists(Path.Combine(folder, "extension", "pgrouting.control")));
}

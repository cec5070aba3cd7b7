namespace RiskMap.Testing;

/// <summary>
/// What a test needs from its surroundings: the real data in <c>shared/data</c>, or a program on the path. Absent, the test is skipped with the
/// reason; in CI (<c>CI=true</c>) it runs and fails, so that nothing goes untested unseen.
/// </summary>
static class Requires
{
    static readonly Lazy<string?> Data = new(FindData);

    /// <summary>Path of a file or folder below shared/data.</summary>
    public static string SharedData(params ReadOnlySpan<string> parts) =>
        Path.Combine([Data.Value ?? throw new InvalidOperationException(NoData), .. parts]);

    public static string? SkipWithoutData() => Data.Value is null && !InCi ? NoData : null;

    public static string? SkipWithoutTool(string tool) => FindTool(tool) is null && !InCi ? $"{tool} is not installed." : null;

    public static string Tool(string tool) => FindTool(tool) ?? throw new InvalidOperationException($"{tool} is not installed.");

    const string NoData = "shared/data was not found above the tests' folder, and RISKMAP_SHARED does not name it.";

    public static bool InCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    static string? FindData()
    {
        if (Environment.GetEnvironmentVariable("RISKMAP_SHARED") is { Length: > 0 } named)
            return new[] { Path.Combine(named, "data"), named }.FirstOrDefault(Directory.Exists);
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var data = Path.Combine(at.FullName, "shared", "data");
            if (Directory.Exists(data)) return data;
        }

        return null;
    }

    static string? FindTool(string tool) =>
        // Debian keeps servers such as nginx where only root's path looks.
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? tool + ".exe" : tool))
            .FirstOrDefault(File.Exists);
}

/// <summary>A test over <c>shared/data</c>.</summary>
sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute() => Skip = Requires.SkipWithoutData();
}

/// <summary>A theory over <c>shared/data</c>.</summary>
sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute() => Skip = Requires.SkipWithoutData();
}

/// <summary>A test that runs another program.</summary>
sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string tool) => Skip = Requires.SkipWithoutTool(tool);
}

/// <summary>A theory that runs another program.</summary>
sealed class ToolTheoryAttribute : TheoryAttribute
{
    public ToolTheoryAttribute(string tool) => Skip = Requires.SkipWithoutTool(tool);
}

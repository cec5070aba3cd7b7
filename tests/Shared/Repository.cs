namespace RiskMap.Testing;

/// <summary>Where the repository lies: the folder above the tests' own that holds the solution.</summary>
static class Repository
{
    static readonly Lazy<string> Found = new(Find);

    /// <summary>Path of a file or folder of the repository.</summary>
    /// <exception cref="InvalidOperationException">The tests run outside the repository.</exception>
    public static string PathOf(params string[] parts) => Path.Combine([Found.Value, .. parts]);

    static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "RiskMap.sln"))) return at.FullName;
        throw new InvalidOperationException("RiskMap.sln was not found above the tests' folder.");
    }
}

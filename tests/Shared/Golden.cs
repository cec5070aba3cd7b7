namespace RiskMap.Testing;

/// <summary>
/// Text outputs that were looked at once and must not change unseen: <c>tests/golden/NAME.txt</c>.
/// <c>UPDATE_GOLDEN=1</c> writes what the code says now; read the difference before committing it.
/// </summary>
static class Golden
{
    /// <summary>Compares a text with its golden file; line ends and the end of the file do not matter.</summary>
    public static void Matches(string name, string actual)
    {
        var path = Repository.PathOf("tests", "golden", name + ".txt");
        var text = Normal(actual);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        if (!File.Exists(path)) throw new InvalidOperationException($"tests/golden/{name}.txt is missing: make it with UPDATE_GOLDEN=1 and read it.");
        text.ShouldBe(Normal(File.ReadAllText(path)), $"differs from tests/golden/{name}.txt (UPDATE_GOLDEN=1 blesses the new text)");
    }

    static string Normal(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
}

using RiskMap.City.Model;

namespace RiskMap.City.Sources;

/// <summary>The file, or the request, cannot be imported as a whole. The store is as it was.</summary>
/// <param name="text">What is wrong (file, member, value) and how to mend it.</param>
/// <param name="inner">The cause for the log.</param>
public class ImportException(LocalizedText text, Exception? inner = null) : Exception(text.En, inner)
{
    /// <summary>What is wrong and how to mend it.</summary>
    public LocalizedText Text { get; } = text;
}

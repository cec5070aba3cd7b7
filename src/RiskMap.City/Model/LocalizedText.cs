namespace RiskMap.City.Model;

/// <summary>A text for people in both languages of the product; Chinese is the first.</summary>
/// <param name="Zh">Chinese text.</param>
/// <param name="En">English text.</param>
public sealed record LocalizedText(string Zh, string En)
{
    /// <summary>The text in <paramref name="language"/> (<c>zh</c> or <c>en</c>); any other language reads Chinese.</summary>
    public string In(string language) => string.Equals(language, "en", StringComparison.OrdinalIgnoreCase) ? En : Zh;

    /// <summary>Lets a layer be declared as <c>("企业", "Enterprises")</c>.</summary>
    public static implicit operator LocalizedText((string Zh, string En) pair) => new(pair.Zh, pair.En);

    /// <inheritdoc />
    public override string ToString() => Zh;
}

namespace RiskMap.City.Model.Codes;

/// <summary>Unified social credit code (统一社会信用代码), GB 32100-2015: 18 characters, the last a check character. Pure, thread-safe.</summary>
public static class CreditCode
{
    // GB 32100-2015, 5: the alphabet leaves out I, O, Z, S and V; a character's place is its value.
    const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>The rule for a field that holds a credit code.</summary>
    public static TextRule Rule { get; } = new("GB 32100-2015, 5", Normalize);

    /// <summary>The check character of the first 17 characters: C18 = 31 − Σ Ci·3^(i−1) mod 31; null when a character is outside the alphabet.</summary>
    public static char? CheckCharacter(ReadOnlySpan<char> first17)
    {
        int sum = 0, weight = 1;
        foreach (var character in first17)
        {
            var value = Alphabet.IndexOf(character);
            if (value < 0)
                return null;
            sum = (sum + value * weight) % Alphabet.Length;
            weight = weight * 3 % Alphabet.Length;
        }
        return Alphabet[(Alphabet.Length - sum) % Alphabet.Length];
    }

    static (string?, LocalizedText?) Normalize(string text)
    {
        var code = text.Trim().ToUpperInvariant();
        if (code.Length != 18)
            return (null, ($"统一社会信用代码应为 18 位，实为 {code.Length} 位；请按营业执照更正",
                $"a unified social credit code has 18 characters, this has {code.Length}; correct it from the business licence"));
        var check = CheckCharacter(code.AsSpan(0, 17));
        if (check is null)
            return (null, ("统一社会信用代码含有不允许的字符（不用 I、O、Z、S、V）；请更正",
                "the unified social credit code has a character outside its alphabet (no I, O, Z, S, V); correct it"));
        return check == code[17]
            ? (code, null)
            : (null, ($"统一社会信用代码校验位应为 {check}，实为 {code[17]}；请按营业执照更正",
                $"the check character should be {check}, not {code[17]}; correct the code from the business licence"));
    }
}

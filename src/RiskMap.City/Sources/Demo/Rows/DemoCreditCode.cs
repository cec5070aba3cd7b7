using System.Globalization;
using RiskMap.City.Model.Codes;

namespace RiskMap.City.Sources.Demo.Rows;

/// <summary>Credit codes for invented enterprises: right check characters, but a body that no register issues.</summary>
static class DemoCreditCode
{
    // GB 11714-1997, 4: weights of the eight characters of an organisation code's body.
    static readonly int[] Weights = [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Prefix (registering authority and the begin of the body), number in six digits, check of the organisation code, check of the whole.</summary>
    public static string Of(string prefix, int number)
    {
        var first16 = prefix + number.ToString("D6", CultureInfo.InvariantCulture);
        var first17 = first16 + OrganisationCheck(first16.AsSpan(8, 8));
        return first17 + CreditCode.CheckCharacter(first17);
    }

    static char OrganisationCheck(ReadOnlySpan<char> body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
            sum += Weights[i] * (char.IsDigit(body[i]) ? body[i] - '0' : body[i] - 'A' + 10);
        return (11 - sum % 11) switch { 10 => 'X', 11 => '0', var digit => (char)('0' + digit) };
    }
}

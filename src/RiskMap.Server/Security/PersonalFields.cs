using RiskMap.Server.Hosting;
using RiskMap.Server.Http;

namespace RiskMap.Server.Security;

/// <summary>Whether an answer tells personal fields: only where asked for, and only to this machine's user until there is access control.</summary>
public static class PersonalFields
{
    /// <summary>Query parameter that asks for them.</summary>
    public const string Parameter = "personal";

    /// <summary>Reads the parameter.</summary>
    /// <exception cref="ProblemException">400: neither true nor false; 403: not told here.</exception>
    public static bool Asked(HttpContext context)
    {
        var asked = Parameters.Flag(context.Request, Parameter);
        return !asked || context.RequestServices.GetRequiredService<ServerOptions>().IsForThisMachineOnly
            ? asked
            : throw new ProblemException(new Problem(StatusCodes.Status403Forbidden, "personal-not-served") { Member = Parameter });
    }
}

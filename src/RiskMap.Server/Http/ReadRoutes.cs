namespace RiskMap.Server.Http;

/// <summary>Routes that read: HEAD is answered wherever GET is, by the same code.</summary>
public static class ReadRoutes
{
    static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds a route for GET and HEAD.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        routes.MapMethods(pattern, Methods, handler);
}

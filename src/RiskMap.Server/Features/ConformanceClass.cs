namespace RiskMap.Server.Features;

/// <summary>One class of a standard, as docs/conformance.md lists it.</summary>
/// <param name="Standard">The standard with its number, e.g. <c>OGC API - Features 1 (17-069r4)</c>.</param>
/// <param name="Name">The class, e.g. <c>core</c>, or what of the standard is meant.</param>
/// <param name="Uri">Its URI, or null where the standard defines none.</param>
/// <param name="State">What is done and what is not, in a few words.</param>
/// <param name="Tests">
/// What holds it: test classes or methods (<c>ItemsTests</c>, <c>ItemsTests.A_box_gives_what_lies_in_it</c>), or scripts below tests/clients
/// (<c>tests/clients/run</c>). Without any the class is not done.
/// </param>
public sealed record ConformanceClass(string Standard, string Name, string? Uri, string State, params IReadOnlyList<string> Tests)
{
    /// <summary>True when <c>/conformance</c> declares the class: it has a URI, and tests hold it.</summary>
    public bool IsDeclared => Uri is not null && Tests.Count > 0;
}

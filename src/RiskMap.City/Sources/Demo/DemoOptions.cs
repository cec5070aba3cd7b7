namespace RiskMap.City.Sources.Demo;

/// <summary>What demo city to make.</summary>
/// <param name="City">Name of a plan in data/demo.</param>
/// <param name="Scale">1 is about 3,000 enterprises and 20,000 road segments; 60 is 200,000 and 100,000. Above 0, up to 200.</param>
/// <param name="Seed">Another seed makes another city of the same kind; the same seed makes the same city on every machine.</param>
public sealed record DemoOptions(string City = "xiangan", double Scale = 1, int Seed = 1);

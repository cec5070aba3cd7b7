using RiskMap.City.Risk.Consequence;

namespace RiskMap.City.Tests.Risk.Consequence;

/// <summary>Golden numbers of the screening formulas, and that inverting them gives back what went in.</summary>
public sealed class ConsequenceModelsTests
{
    [Theory]
    [InlineData(5, 99.2, 7.7)]
    [InlineData(20, 157.4, 12.2)]
    [InlineData(50, 213.7, 15.8)]
    [InlineData(100, 269.2, 17.7)]
    public void A_fireball_grows_with_the_cube_root_of_its_mass(double tonnes, double metres, double seconds)
    {
        FireballModel.DiameterMetres(tonnes * 1000).ShouldBe(metres, 0.05);
        FireballModel.DurationSeconds(tonnes * 1000).ShouldBe(seconds, 0.05);
    }

    [Fact]
    public void Heat_of_a_fireball_can_be_followed_by_hand()
    {
        // 20 t of propane: D = 157.43 m, t = 12.21 s, E = 0.4·20000·46000/(π·D²·t) = 387 kW/m².
        var (diameter, seconds) = (5.8 * Math.Cbrt(20_000), 0.45 * Math.Cbrt(20_000));
        var emissive = 0.4 * 20_000 * 46_000 / (Math.PI * diameter * diameter * seconds);
        FireballModel.EmissiveKilowattsPerSquareMetre(20_000, 46).ShouldBe(emissive, 1e-9);

        var toCentre = Math.Sqrt(Math.Pow(0.75 * diameter, 2) + (300.0 * 300));
        var transmissivity = 2.02 * Math.Pow(1637 * (toCentre - (diameter / 2)), -0.09);
        FireballModel.KilowattsPerSquareMetreAt(300, 20_000, 46).ShouldBe(transmissivity * emissive * Math.Pow(diameter / 2 / toCentre, 2), 1e-9);
    }

    [Theory]
    [InlineData(2000, 58.86)]
    [InlineData(5000, 25.76)]
    [InlineData(9000, 15.85)]
    [InlineData(25_000, 7.62)]
    [InlineData(40_000, 5.71)]
    [InlineData(55_000, 4.76)]
    [InlineData(76_000, 4.01)]
    public void The_blast_formula_is_inverted(double pascals, double scaled) => BlastModel.ScaledDistance(pascals).ShouldBe(scaled, 0.005);

    [Fact]
    public void A_tonne_of_TNT_reaches_589_258_and_159_metres() =>
        new[] { 2000.0, 5000, 9000 }.Select(pascals => Math.Round(BlastModel.RadiusMetres(1000, pascals))).ShouldBe([589, 258, 159]);

    [Fact]
    public void A_vapour_cloud_is_taken_for_its_share_of_TNT() => BlastModel.TntOfVapourCloud(10_000, 45.2).ShouldBe(4000, 1e-9);

    [Theory]
    [InlineData("D", 5, 100, 0.1429)]
    [InlineData("D", 5, 500, 0.0072)]
    [InlineData("D", 5, 1000, 0.0022)]
    [InlineData("F", 2, 100, 2.574)]
    [InlineData("F", 2, 500, 0.1172)]
    [InlineData("F", 2, 1000, 0.0339)]
    [InlineData("F", 2, 2000, 0.0109)]
    public void Golden_concentrations_of_the_plume(string stability, double wind, double metres, double gramsPerCubicMetre) =>
        PlumeModel.GramsPerCubicMetreAt(metres, 100, wind, PlumeModel.Widths(stability, "rural")).ShouldBe(gramsPerCubicMetre, gramsPerCubicMetre > 1 ? 0.0005 : 0.00005);

    [Fact]
    public void Chlorine_at_a_kilometre_is_11_7_ppm()
    {
        PlumeModel.Ppm(PlumeModel.GramsPerCubicMetreAt(1000, 100, 2, PlumeModel.Widths("F", "rural")), 70.906).ShouldBe(11.7, 0.05);
        PlumeModel.GramsPerCubicMetre(PlumeModel.Ppm(0.5, 34.08), 34.08).ShouldBe(0.5, 1e-12);
    }

    [Theory]
    [InlineData(1.5, "strong", "A")]
    [InlineData(1.5, "moderate", "B")]
    [InlineData(1.5, "night-clear", "F")]
    [InlineData(2, "strong", "B")]
    [InlineData(2.5, "night-cloudy", "E")]
    [InlineData(4, "slight", "C")]
    [InlineData(4, "night-clear", "E")]
    [InlineData(5.5, "moderate", "D")]
    [InlineData(8, "strong", "C")]
    [InlineData(8, "night-clear", "D")]
    public void Stability_follows_wind_and_sun_and_between_two_classes_is_the_more_stable(double wind, string sun, string stability) =>
        PlumeModel.StabilityOf(wind, sun).ShouldBe(stability);

    [Fact]
    public void A_plume_over_a_town_is_shorter()
    {
        foreach (var stability in new[] { "A", "B", "C", "D", "E", "F" })
            PlumeModel.RadiusMetres(100, 3, PlumeModel.Widths(stability, "urban"), 0.01)!.Value.ShouldBeLessThan(PlumeModel.RadiusMetres(100, 3, PlumeModel.Widths(stability, "rural"), 0.01)!.Value);
    }

    [Fact]
    public void A_pool_fire_can_be_followed_by_hand()
    {
        // Petrol, 20 m across: H = 42·20·[0.055/(1.2·√(9.81·20))]^0.61 = 25.6 m.
        var pool = new PoolOnFire(Math.PI * 100, 43.7, 0.055, 2.1);
        PoolFireModel.DiameterMetres(pool).ShouldBe(20, 1e-12);
        PoolFireModel.FlameMetres(pool).ShouldBe(25.6, 0.05);
        var heat = 0.35 * 0.055 * 43_700 * Math.PI * 100 / (4 * Math.PI * 50 * 50) * 2.02 * Math.Pow(1637 * 40.0, -0.09);
        PoolFireModel.KilowattsPerSquareMetreAt(50, pool).ShouldBe(heat, heat * 1e-9);
        PoolFireModel.SpreadSquareMetres(7400, 740).ShouldBe(1000, 1e-9);
        PoolFireModel.SpreadSquareMetres(1e9, 740).ShouldBe(10_000);
    }

    [Fact]
    public void Radii_give_back_their_thresholds_and_more_mass_never_reaches_less_far()
    {
        Seeded.ForEach(100, random =>
        {
            var (kilograms, heat) = (random.Between(100, 200_000), random.Between(15, 55));
            var kilowatts = random.Between(1.6, 37.5);
            if (FireballModel.RadiusMetres(kilograms, heat, kilowatts) is { } fireball)
            {
                FireballModel.KilowattsPerSquareMetreAt(fireball, kilograms, heat).ShouldBe(kilowatts, 1e-6);
                FireballModel.RadiusMetres(kilograms * 1.3, heat, kilowatts)!.Value.ShouldBeGreaterThan(fireball);
            }
            var pool = new PoolOnFire(random.Between(5, 5000), heat, random.Between(0.01, 0.1), 2);
            if (PoolFireModel.RadiusMetres(pool, kilowatts) is { } radius)
                PoolFireModel.KilowattsPerSquareMetreAt(radius, pool).ShouldBe(kilowatts, 1e-6);
            var pascals = random.Between(1000, 100_000);
            BlastModel.OverpressurePascals(BlastModel.RadiusMetres(kilograms, pascals), kilograms).ShouldBe(pascals, pascals * 1e-9);
            var widths = PlumeModel.Widths(random.OneOf("A", "B", "C", "D", "E", "F"), random.OneOf("rural", "urban"));
            var (release, wind, concentration) = (random.Between(10, 5000), random.Between(1, 10), random.Between(1e-4, 1));
            if (PlumeModel.RadiusMetres(release, wind, widths, concentration) is { } plume and < 10_000)
                PlumeModel.GramsPerCubicMetreAt(plume, release, wind, widths).ShouldBe(concentration, concentration * 1e-6);
        });
    }
}

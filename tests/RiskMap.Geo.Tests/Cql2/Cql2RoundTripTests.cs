using RiskMap.Geo.Cql2;

namespace RiskMap.Geo.Tests.Cql2;

public sealed class Cql2RoundTripTests
{
    [Fact]
    public void Random_expressions_read_back_from_text_and_from_json_as_they_were()
    {
        var read = 0;
        Seeded.ForEach(600, random =>
        {
            var expression = new RandomExpressions(random).Condition(random.Next(1, 6));
            var (text, json) = (Cql2Text.Print(expression), Cql2Json.Print(expression));
            if (text.Length > Cql2Limits.TextLength || json.Length > Cql2Limits.JsonLength / 4) return;
            Cql2Text.Parse(text).ShouldBe(expression, text);
            Cql2Json.Parse(json).ShouldBe(expression, json);
            Cql2Text.Print(Cql2Text.Parse(text)).ShouldBe(text);
            read++;
        });
        read.ShouldBeGreaterThan(400);
    }

    // What comes over the wire may be anything: it is read or refused, and nothing else happens.
    [Fact]
    public void Damaged_filters_are_read_or_refused()
    {
        Seeded.ForEach(1000, random =>
        {
            var expression = new RandomExpressions(random).Condition(random.Next(1, 4));
            ReadOrRefuse(() => Cql2Text.Parse(Damaged(Cql2Text.Print(expression), random)));
            ReadOrRefuse(() => Cql2Json.Parse(Damaged(Cql2Json.Print(expression), random)));
        });

        static void ReadOrRefuse(Func<Cql2Expression> read)
        {
            try
            {
                read().ShouldNotBeNull();
            }
            catch (Cql2Exception refused)
            {
                refused.Place.ToString().ShouldNotBeNull();
            }
        }
    }

    static string Damaged(string text, Random random)
    {
        var characters = text.ToList();
        for (var changes = random.Next(1, 4); changes > 0 && characters.Count > 0; changes--)
        {
            var at = random.Next(characters.Count);
            switch (random.Next(3))
            {
                case 0:
                    characters.RemoveAt(at);
                    break;
                case 1:
                    characters.Insert(at, random.OneOf('(', ')', '\'', '"', ',', '\\', '[', '{', '0', 'e', '-', '\ud800', '（'));
                    break;
                default:
                    characters.RemoveRange(at, Math.Min(random.Next(10), characters.Count - at));
                    break;
            }
        }

        return string.Concat(characters);
    }
}

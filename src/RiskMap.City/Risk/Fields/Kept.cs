using System.Runtime.CompilerServices;

namespace RiskMap.City.Risk.Fields;

/// <summary>
/// Something made from an owner and kept with it as long as it is asked for with the same mark; another mark makes it anew. Thread-safe: two
/// threads may make the same thing at the same time, and one of them is kept.
/// </summary>
/// <typeparam name="TOwner">What the thing is derived from; it is compared by reference and not kept alive.</typeparam>
/// <typeparam name="TMark">What else it depends on.</typeparam>
/// <typeparam name="TValue">The thing.</typeparam>
sealed class Kept<TOwner, TMark, TValue>
    where TOwner : class
    where TMark : IEquatable<TMark>
    where TValue : class
{
    readonly ConditionalWeakTable<TOwner, Tuple<TMark, TValue>> _made = [];

    public TValue Of(TOwner owner, TMark mark, Func<TOwner, TMark, TValue> make)
    {
        if (_made.TryGetValue(owner, out var made) && made.Item1.Equals(mark))
            return made.Item2;
        var value = make(owner, mark);
        _made.AddOrUpdate(owner, Tuple.Create(mark, value));
        return value;
    }
}

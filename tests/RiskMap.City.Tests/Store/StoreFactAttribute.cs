using Xunit.Abstractions;
using Xunit.Sdk;

namespace RiskMap.City.Tests.Store;

/// <summary>A test of the contract: runs on the store of its class, and skips with the reason where that class is marked <see cref="NeedsPostgisAttribute"/> and there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("RiskMap.City.Tests.Store.StoreFactDiscoverer", "RiskMap.City.Tests")]
sealed class StoreFactAttribute : FactAttribute;

/// <summary>A theory of the contract.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("RiskMap.City.Tests.Store.StoreTheoryDiscoverer", "RiskMap.City.Tests")]
sealed class StoreTheoryAttribute : TheoryAttribute;

/// <summary>Marks the class whose store is PostGIS.</summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class NeedsPostgisAttribute : Attribute
{
    internal static IXunitTestCase? Skipped(IMessageSink sink, ITestFrameworkDiscoveryOptions options, ITestMethod method)
    {
        var needs = method.TestClass.Class.GetCustomAttributes(typeof(NeedsPostgisAttribute).AssemblyQualifiedName).Any();
        return needs && Postgis.SkipReason is { } reason
            ? new XunitSkippedDataRowTestCase(sink, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method, reason)
            : null;
    }
}

/// <summary>Finds facts of the contract.</summary>
public sealed class StoreFactDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        NeedsPostgisAttribute.Skipped(DiagnosticMessageSink, discoveryOptions, testMethod) ?? base.CreateTestCase(discoveryOptions, testMethod, factAttribute);
}

/// <summary>Finds theories of the contract.</summary>
public sealed class StoreTheoryDiscoverer(IMessageSink sink) : TheoryDiscoverer(sink)
{
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
        NeedsPostgisAttribute.Skipped(DiagnosticMessageSink, discoveryOptions, testMethod) is { } skipped ? [skipped] : base.Discover(discoveryOptions, testMethod, theoryAttribute);
}

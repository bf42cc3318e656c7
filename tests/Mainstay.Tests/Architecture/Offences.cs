namespace Mainstay.Tests.Architecture;

internal static class Offences
{
    /// <summary>Fails with every offence on a line of its own, however many there are.</summary>
    public static void None(IEnumerable<string> offences)
    {
        var found = offences.Distinct().Order(StringComparer.Ordinal).ToList();
        if (found.Count > 0)
        {
            Assert.Fail(string.Join(Environment.NewLine, found.Prepend($"{found.Count} found:")));
        }
    }
}

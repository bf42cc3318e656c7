using System.Globalization;
using Mainstay.Devices;
using Mainstay.Server.Pages.Cases;

namespace Mainstay.Server.Pages.Policies;

/// <summary>The conditions of a row of a warranty table as sentences.</summary>
public static class PolicyWords
{
    public static IReadOnlyList<string> Conditions(RowConditions when)
    {
        List<string> said = [];
        Add(said, "line_kinds", when.LineKinds);
        Add(said, "part_classes", when.PartClasses);
        Add(said, "categories", when.Categories);
        Add(said, "models", when.Models);
        Add(said, "channels", when.Channels);
        Add(said, "countries", when.Countries);
        Add(said, "cover_kinds", when.CoverKinds);
        Add(said, "programmes", when.Programmes);
        Add(said, "customer_damage", when.CustomerDamage);
        Add(said, "safety", when.Safety);
        Add(said, "start_known", when.StartKnown);
        Add(said, "repair_warranty", when.RepairWarranty);
        Add(said, "bought_cover", when.BoughtCover);
        Add(said, "in_programme", when.InProgramme);
        Add(said, "months_from", when.AgeMonthsFrom);
        Add(said, "months_below", when.AgeMonthsBelow);
        Add(said, "days_from", when.AgeDaysFrom);
        Add(said, "days_below", when.AgeDaysBelow);
        return said.Count == 0 ? [Words.Text("policies.when.always")] : said;
    }

    public static string Pays(DecisionRow row) => string.Join(", ", row.Pays.Select(share => row.Pays.Count == 1 ? Say.Payer(share.Payer) : $"{Say.Payer(share.Payer)} {share.Percent} %"));

    private static void Add(List<string> said, string key, IReadOnlyList<string>? values)
    {
        if (values is not null)
        {
            said.Add(Words.Text($"policies.when.{key}", string.Join(", ", values)));
        }
    }

    private static void Add(List<string> said, string key, bool? wanted)
    {
        if (wanted is { } yes)
        {
            said.Add(Words.Text($"policies.when.{key}.{(yes ? "yes" : "no")}"));
        }
    }

    private static void Add(List<string> said, string key, int? number)
    {
        if (number is { } amount)
        {
            said.Add(Words.Text($"policies.when.{key}", amount.ToString(CultureInfo.CurrentCulture)));
        }
    }
}

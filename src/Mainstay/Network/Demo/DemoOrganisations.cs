using Mainstay.Kernel.Random;
using Mainstay.Network.Contracts;

namespace Mainstay.Network.Demo;

/// <param name="Name">Invented, like everything about it.</param>
/// <param name="States">Where an operator runs centres; empty for everywhere.</param>
/// <param name="Pan">The income-tax number inside its GSTINs: the fourth letter C marks a company, the fifth is the first of the name.</param>
public sealed record DemoOrganisation(
    string Code, string Name, IReadOnlyList<OrganisationKind> Kinds, Relation Relation, IReadOnlyList<string> States, string Pan)
{
    /// <summary>The first registration of this organisation in a state.</summary>
    public string GstinIn(string state)
    {
        var first = $"{Gstin.CodeOf(state)}{Pan}1Z";
        return first + Gstin.CheckDigit(first);
    }
}

/// <summary>The invented companies of the demo.</summary>
internal static class DemoOrganisations
{
    public const string Maker = "VEYRA";

    private static readonly (string Code, string Name, string[] States)[] _partners =
    [
        ("SAHYADRI", "Sahyadri Device Care", ["Maharashtra", "Goa"]),
        ("KONKAN", "Konkan Repair House", ["Maharashtra", "Goa"]),
        ("GODAVARI", "Godavari Techcare", ["Maharashtra", "Telangana", "Andhra Pradesh"]),
        ("SAURASHTRA", "Saurashtra Service Works", ["Gujarat", "Dadra and Nagar Haveli and Daman and Diu"]),
        ("NARMADA", "Narmada Service Point", ["Gujarat", "Madhya Pradesh"]),
        ("VINDHYA", "Vindhya Mobile Care", ["Madhya Pradesh", "Chhattisgarh"]),
        ("MAHANADI", "Mahanadi Device Clinic", ["Chhattisgarh", "Odisha"]),
        ("DECCAN", "Deccan Repair Works", ["Telangana", "Karnataka"]),
        ("KAVERI", "Kaveri Techcare", ["Karnataka", "Tamil Nadu", "Puducherry"]),
        ("NILGIRI", "Nilgiri Service House", ["Tamil Nadu", "Kerala"]),
        ("COROMANDEL", "Coromandel Device Care", ["Tamil Nadu", "Andhra Pradesh", "Puducherry", "Andaman and Nicobar"]),
        ("MALABAR", "Malabar Device Clinic", ["Kerala", "Lakshadweep", "Karnataka"]),
        ("KRISHNA", "Krishna Delta Service", ["Andhra Pradesh", "Telangana"]),
        ("ARAVALLI", "Aravalli Service Point", ["Rajasthan", "Haryana"]),
        ("THAR", "Thar Device Works", ["Rajasthan"]),
        ("DOAB", "Doab Techcare", ["Punjab", "Haryana", "Chandigarh"]),
        ("HIMGIRI", "Himgiri Device Care", ["Himachal Pradesh", "Jammu and Kashmir", "Ladakh", "Uttarakhand", "Punjab"]),
        ("YAMUNA", "Yamuna Repair House", ["Delhi", "Uttar Pradesh", "Haryana"]),
        ("ROHIL", "Rohil Mobile Care", ["Uttar Pradesh", "Uttarakhand"]),
        ("PURVA", "Purva Techcare", ["Uttar Pradesh", "Bihar"]),
        ("MITHILA", "Mithila Device Care", ["Bihar", "Jharkhand"]),
        ("SUNDARBAN", "Sundarban Service Works", ["West Bengal", "Jharkhand"]),
        ("TEESTA", "Teesta Device Clinic", ["West Bengal", "Sikkim"]),
        ("LOHIT", "Lohit Techcare", ["Assam", "Arunachal Pradesh", "Meghalaya", "Nagaland", "Manipur", "Mizoram", "Tripura"]),
    ];

    public static IReadOnlyList<DemoOrganisation> Build(ulong seed)
    {
        var luck = new RandomStream(seed, "demo.pan");
        return
        [
            new(Maker, "Veyra Devices India", [OrganisationKind.Maker, OrganisationKind.Operator], Relation.Own, [], Pan(luck, "Veyra")),
            .. _partners.Select(partner => new DemoOrganisation(
                partner.Code, partner.Name, [OrganisationKind.Operator], Relation.Partner, partner.States, Pan(luck, partner.Name))),
            new("LUMIPANEL", "Lumipanel Displays", [OrganisationKind.Supplier], Relation.Partner, ["Uttar Pradesh"], Pan(luck, "Lumipanel")),
            new("CELLWORKS", "Amrit Cellworks", [OrganisationKind.Supplier], Relation.Partner, ["Tamil Nadu"], Pan(luck, "Amrit")),
            new("BOARDFAB", "Sarvada Boardfab", [OrganisationKind.Supplier], Relation.Partner, ["Karnataka"], Pan(luck, "Sarvada")),
            new("TRIMPARTS", "Trimurti Trim Parts", [OrganisationKind.Supplier], Relation.Partner, ["Gujarat"], Pan(luck, "Trimurti")),
            new("BAZAAR24", "Bazaar Chaubis Retail", [OrganisationKind.Retailer], Relation.Partner, ["Maharashtra"], Pan(luck, "Bazaar")),
            new("DEEPAK", "Deepshikha Electronics Stores", [OrganisationKind.Retailer], Relation.Partner, ["Delhi"], Pan(luck, "Deepshikha")),
            new("ABHAYA", "Abhaya General Insurance", [OrganisationKind.Insurer], Relation.Partner, ["Maharashtra"], Pan(luck, "Abhaya")),
        ];
    }

    private static string Pan(RandomStream luck, string name)
    {
        char Letter() => (char)('A' + luck.Below(26));
        char Digit() => (char)('0' + luck.Below(10));
        return string.Concat([Letter(), Letter(), Letter(), 'C', name[0], Digit(), Digit(), Digit(), Digit(), Letter()]);
    }
}

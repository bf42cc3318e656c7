using FsCheck;
using FsCheck.Fluent;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;

namespace Mainstay.Tests.Devices;

public sealed class DecisionTableTests
{
    private static readonly PolicyVersionId _version = new(new Guid("00000000-0000-7000-8000-0000000000b1"));
    private static readonly DateOnly _today = new(2026, 3, 2);
    private static readonly Dictionary<string, DateOnly> _noCover = [];

    private static readonly CatalogueWords _words = new(
        new HashSet<string> { "smartphone", "television" },
        new HashSet<string> { "NV-A1" },
        new HashSet<string> { "display", "battery", "accessory" });

    private static readonly CoverInputs _plain = new(
        "smartphone", "NV-A1", "part", "display", false, _today, _today.AddMonths(-3), "retail", "IN", null, _noCover, false, null);

    [Fact]
    public void Within_twelve_months_the_maker_pays_and_the_why_names_the_dates()
    {
        var decision = Decide(_plain);
        Assert.Equal(Entitlement.InWarranty, decision.Entitlement);
        Assert.Equal([new PayerShare(Payer.Maker, 100)], decision.Shares);
        Assert.Equal("warranty.in_period", decision.Why.Code);
        Assert.Equal("2025-12-02", decision.Why.Args["start"]);
        Assert.Equal("2026-12-01", decision.Why.Args["until"]);
        Assert.Equal("12", decision.Why.Args["months"]);
        Assert.Equal(_version, decision.Policy);
    }

    [Theory]
    [InlineData(0, Entitlement.InWarranty)]
    [InlineData(1, Entitlement.OutOfWarranty)]
    public void The_last_day_still_counts(int daysAfter, Entitlement expected) =>
        Assert.Equal(expected, Decide(_plain with { WarrantyStart = _today.AddMonths(-12).AddDays(1 - daysAfter) }).Entitlement);

    [Fact]
    public void Accessories_have_six_months() =>
        Assert.Equal(Entitlement.OutOfWarranty, Decide(_plain with { PartClass = "accessory", WarrantyStart = _today.AddMonths(-7) }).Entitlement);

    [Fact]
    public void Damage_voids_the_line_and_not_the_document()
    {
        Assert.Equal(Entitlement.OutOfWarranty, Decide(_plain with { CustomerDamage = true }).Entitlement);
        Assert.Equal(Entitlement.InWarranty, Decide(_plain with { PartClass = "battery" }).Entitlement);
    }

    [Fact]
    public void A_damage_cover_pays_for_damage_and_an_extended_one_does_not()
    {
        var insured = _plain with { CustomerDamage = true, BoughtCovers = new Dictionary<string, DateOnly> { ["accidental_damage"] = _today } };
        Assert.Equal(Entitlement.ExtendedCover, Decide(insured).Entitlement);
        Assert.Equal("accidental_damage", Decide(insured).Why.Args["cover"]);
        var extended = insured with { BoughtCovers = new Dictionary<string, DateOnly> { ["extended"] = _today } };
        Assert.Equal(Entitlement.OutOfWarranty, Decide(extended).Entitlement);
    }

    [Fact]
    public void A_former_repair_stands_for_its_own_part_after_the_main_warranty()
    {
        var old = _plain with { WarrantyStart = _today.AddYears(-3), RepairWarrantyUntil = _today };
        Assert.Equal(Entitlement.RepeatRepair, Decide(old).Entitlement);
        Assert.Equal(Entitlement.OutOfWarranty, Decide(old with { RepairWarrantyUntil = _today.AddDays(-1) }).Entitlement);
    }

    [Fact]
    public void An_unknown_start_is_out_of_warranty_and_says_so()
    {
        var decision = Decide(_plain with { WarrantyStart = null });
        Assert.Equal(Entitlement.OutOfWarranty, decision.Entitlement);
        Assert.Equal("warranty.start_unknown", decision.Why.Code);
    }

    [Fact]
    public void The_law_of_the_country_of_sale_stands_behind_the_maker()
    {
        var second = _plain with { WarrantyStart = _today.AddMonths(-18) };
        Assert.Equal(Entitlement.ConsumerLaw, Decide(second with { Country = "DE" }).Entitlement);
        Assert.Equal(Entitlement.OutOfWarranty, Decide(second).Entitlement);
    }

    [Fact]
    public void A_whole_unit_is_exchanged_in_its_first_days() =>
        Assert.Equal(Entitlement.DeadOnArrival, Decide(_plain with { LineKind = "exchange", WarrantyStart = _today.AddDays(-14) }).Entitlement);

    [Fact]
    public void A_quality_programme_reaches_beyond_the_warranty() =>
        Assert.Equal(Entitlement.QualityProgramme, Decide(_plain with { QualityProgramme = "DISPLAY-24", WarrantyStart = _today.AddMonths(-20) }).Entitlement);

    [Fact]
    public void The_default_tables_pass_their_own_check()
    {
        var problems = new List<string>();
        PolicyText.CheckTable(PolicyText.Write(DefaultPolicies.Warranty), _words, problems);
        PolicyText.CheckTerms(PolicyText.Write(Terms.Default), problems);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("[]", "expected shape")]
    [InlineData("""{"rows":[]}""", "between 1 and 500 rows")]
    [InlineData("""{"rows":[{"when":{"age_months_below":12},"entitlement":"in_warranty","pays":[{"payer":"maker","percent":100}],"why":"a"}]}""", "Row 1, the last one, must have no condition")]
    [InlineData("""{"rows":[{"when":{},"entitlement":"in_warranty","pays":[{"payer":"maker","percent":90}],"why":"a"}]}""", "Row 1, pays: the shares must add up to 100")]
    [InlineData("""{"rows":[{"when":{"categories":["smartfone"]},"entitlement":"in_warranty","pays":[{"payer":"maker","percent":100}],"why":"a"},{"when":{},"entitlement":"in_warranty","pays":[{"payer":"maker","percent":100}],"why":"a"}]}""", "Row 1, categories: there is no category 'smartfone'")]
    [InlineData("""{"rows":[{"when":{},"entitlement":"in_warranty","pays":[{"payer":"maker","percent":100}],"why":"a"},{"when":{},"entitlement":"in_warranty","pays":[{"payer":"maker","percent":100}],"why":"a"}]}""", "Row 2 is never reached: row 1")]
    [InlineData("""{"rows":[{"when":{"colour":["red"]},"entitlement":"in_warranty","pays":[{"payer":"maker","percent":100}],"why":"a"}]}""", "'colour' is not known here")]
    [InlineData("""{"rows":[{"when":{"age_months_from":12,"age_months_below":6},"entitlement":"in_warranty","pays":[{"payer":"maker","percent":100}],"why":"a"},{"when":{},"entitlement":"in_warranty","pays":[{"payer":"maker","percent":100}],"why":"a"}]}""", "Row 1, age: ")]
    [InlineData("""{"rows":[{"when":{},"entitlement":"covered","pays":[{"payer":"maker","percent":100}],"why":"a"}]}""", "Row 1 (line 1): what stands at rows[0].entitlement cannot be read")]
    public void A_table_that_cannot_be_published_says_row_and_condition(string body, string expected)
    {
        var problems = new List<string>();
        Assert.Null(PolicyText.CheckTable(body, _words, problems));
        Assert.Contains(problems, problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_table_that_passes_decides_every_question_by_its_first_matching_row() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Zip(Tables, Questions).ToArbitrary(),
        pair =>
        {
            var (table, inputs) = pair;
            var first = table.Rows.First(row => row.When.Matches(inputs));
            var decision = table.Decide(inputs, _version);
            return decision.Entitlement == first.Entitlement && decision.Shares.Sum(share => share.Percent) == 100;
        }));

    [Fact]
    public void A_row_called_unreachable_never_decides() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from wide in Conditions from narrow in Conditions from inputs in Questions select (wide, narrow, inputs)).ToArbitrary(),
        t => !t.wide.Covers(t.narrow) || !t.narrow.Matches(t.inputs) || t.wide.Matches(t.inputs)));

    [Fact]
    public void A_table_survives_its_text() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Zip(Tables, Questions).ToArbitrary(),
        pair => PolicyText.Table(PolicyText.Write(pair.Item1)).Decide(pair.Item2, _version).Why == pair.Item1.Decide(pair.Item2, _version).Why));

    private static Gen<IReadOnlyList<string>?> Some(params string[] words) =>
        Gen.OneOf(Gen.Constant<IReadOnlyList<string>?>(null), Gen.NonEmptyListOf(Gen.Elements(words)).Select(list => (IReadOnlyList<string>?)list.ToArray()));

    private static Gen<T?> Maybe<T>(params T[] values) where T : struct => Gen.Elements(values.Select(value => (T?)value).Append(null).ToArray());

    private static Gen<RowConditions> Conditions =>
        from categories in Some("smartphone", "television")
        from kinds in Some("part", "labour", "exchange")
        from covers in Some("extended", "accidental_damage")
        from damage in Maybe(true, false)
        from start in Maybe(true, false)
        from repair in Maybe(true, false)
        from bought in Maybe(true, false)
        from programme in Maybe(true, false)
        from below in Maybe(3, 6, 12, 24)
        from daysFrom in Maybe(1, 15, 400)
        select new RowConditions
        {
            Categories = categories,
            LineKinds = kinds,
            CoverKinds = covers,
            CustomerDamage = damage,
            StartKnown = start,
            RepairWarranty = repair,
            BoughtCover = bought,
            InProgramme = programme,
            AgeMonthsBelow = below,
            AgeDaysFrom = daysFrom,
        };

    private static Gen<DecisionTable> Tables =>
        from rows in Gen.ListOf(
            from when in Conditions
            from entitlement in Gen.Elements(Enum.GetValues<Entitlement>())
            from maker in Gen.Choose(1, 99)
            select new DecisionRow(when, entitlement, [new(Payer.Maker, maker), new(Payer.Customer, 100 - maker)], "warranty.some"))
        select new DecisionTable([.. rows, new DecisionRow(new RowConditions(), Entitlement.OutOfWarranty, [new(Payer.Customer, 100)], "warranty.none")]);

    private static Gen<CoverInputs> Questions =>
        from category in Gen.Elements("smartphone", "television")
        from kind in Gen.Elements("part", "labour", "exchange")
        from damage in Gen.Elements(true, false)
        from age in Maybe(0, 5, 14, 15, 80, 200, 364, 365, 366, 700, 900)
        from repair in Maybe(-1, 0, 1)
        from cover in Gen.Elements("", "extended", "accidental_damage")
        from programme in Gen.Elements(null, "P1")
        select _plain with
        {
            CategoryCode = category,
            LineKind = kind,
            CustomerDamage = damage,
            WarrantyStart = age is { } days ? _today.AddDays(-days) : null,
            RepairWarrantyUntil = repair is { } left ? _today.AddDays(left) : null,
            BoughtCovers = cover.Length == 0 ? _noCover : new Dictionary<string, DateOnly> { [cover] = _today.AddDays(1) },
            QualityProgramme = programme,
        };

    private static CoverDecision Decide(CoverInputs inputs) => DefaultPolicies.Warranty.Decide(inputs, _version);
}

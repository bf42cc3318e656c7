using Mainstay.Access;
using Mainstay.Testing;

namespace Mainstay.Tests.Access;

internal sealed class AGrantOfNobody : PlantedViolation
{
    public override string Check => "access.grants";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) => test.PlantAsync<GrantRow>(1);
}

internal sealed class ALoginWithoutAnyAdministrator : PlantedViolation
{
    public override string Check => "access.administrator";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) => test.PlantAsync<Person>(1, (nameof(Person.Login), "somebody"));
}

internal sealed class APhoneNumberInTheAudit : PlantedViolation
{
    public override string Check => "access.audit_ids_only";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) =>
        test.PlantAsync<AuditEntry>(1, (nameof(AuditEntry.Action), "case.open"), (nameof(AuditEntry.SubjectKind), "customer"), (nameof(AuditEntry.SubjectId), "+919812345678"));
}

internal sealed class APersonWhoseSearchNameIsAnother : PlantedViolation
{
    public override string Check => "access.search_columns";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) => test.PlantAsync<Person>(1, (nameof(Person.NameSearch), "another"));
}

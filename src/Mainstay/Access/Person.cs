using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Access;

public enum PersonState
{
    Active,

    /// <summary>By a manager's decision, until he lifts it; not to be mixed up with <see cref="Person.LockedUntil"/>.</summary>
    Locked,
    Left,
}

/// <summary>Somebody who works in the network. Without a login he stands in the directory but cannot sign in.</summary>
public sealed class Person
{
    public const int AttemptsBeforeLockOut = 5;

    public static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);

    private Person()
    {
    }

    public PersonId Id { get; private set; }

    /// <summary>In normal form (<see cref="NormalLogin"/>); unique.</summary>
    public string? Login { get; private set; }

    public string Name { get; private set; } = "";

    public string NameSearch { get; private set; } = "";

    public string? Email { get; private set; }

    public string? Phone { get; private set; }

    public SiteId? HomeSite { get; private set; }

    /// <summary>BCP 47: the language of his pages.</summary>
    public string Language { get; private set; } = "en";

    public string? PasswordHash { get; private set; }

    /// <summary>Changes with the password and with a lock; a cookie that carries an older one is no longer good.</summary>
    public string SecurityStamp { get; private set; } = "";

    /// <summary>Since the last success; counted and cleared by signing in alone.</summary>
    public int FailedAttempts { get; private set; }

    /// <summary>Too many wrong passwords: no sign-in before this instant.</summary>
    public DateTimeOffset? LockedUntil { get; private set; }

    public PersonState State { get; private set; }

    /// <summary>When his password alone lets him no further than his own account; null while no role of his demands more.</summary>
    public DateTimeOffset? SecondFactorDue { get; private set; }

    /// <summary>Whether he may take a role for an hour in an emergency.</summary>
    public bool MayBreakGlass { get; private set; }

    public DateTimeOffset HiredAt { get; private set; }

    public DateTimeOffset? LeftAt { get; private set; }

    public int Version { get; private set; }

    public static Person Hire(
        PersonId id, string? login, string name, string? email, string? phone, SiteId? homeSite, string language, string stamp, DateTimeOffset now)
    {
        var person = new Person { Id = id, SecurityStamp = stamp, HiredAt = now, Version = 1 };
        person.Set(login, name, email, phone, homeSite, language);
        return person;
    }

    public static string NormalLogin(string login) => login.Trim().ToLowerInvariant();

    public void Change(string? login, string name, string? email, string? phone, SiteId? homeSite, string language)
    {
        DemandHere();
        Set(login, name, email, phone, homeSite, language);
        Version++;
    }

    /// <summary>Grants and skills are his too: two managers changing them at once must notice each other.</summary>
    public void Touch()
    {
        DemandHere();
        Version++;
    }

    internal void AllowGlass(bool may)
    {
        DemandHere();
        MayBreakGlass = may;
        Version++;
    }

    internal void SetPasswordHash(string? hash)
    {
        DemandHere();
        PasswordHash = hash;
        FailedAttempts = 0;
        LockedUntil = null;
        Version++;
    }

    internal void SetSecurityStamp(string stamp) => SecurityStamp = stamp;

    /// <summary>Identity sets a password only where there is none.</summary>
    internal void ForgetPassword() => PasswordHash = null;

    public void Lock(string stamp)
    {
        DemandHere();
        State = PersonState.Locked;
        SecurityStamp = stamp;
        Version++;
    }

    /// <summary>Lifts a manager's lock and a lock-out after wrong passwords alike.</summary>
    public void Unlock()
    {
        DemandHere();
        State = PersonState.Active;
        FailedAttempts = 0;
        LockedUntil = null;
        Version++;
    }

    public void Leave(string stamp, DateTimeOffset now)
    {
        DemandHere();
        State = PersonState.Left;
        LeftAt = now;
        PasswordHash = null;
        Login = null;
        SecurityStamp = stamp;
        Version++;
    }

    private void DemandHere()
    {
        if (State == PersonState.Left)
        {
            throw new RefusedException("person-has-left", $"{Name} has left.");
        }
    }

    private void Set(string? login, string name, string? email, string? phone, SiteId? homeSite, string language)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new RefusedException("name-missing", "A person needs a name.");
        }

        Login = string.IsNullOrWhiteSpace(login) ? null : NormalLogin(login);
        if (Login is { } given && (given.Length > 100 || given.Any(char.IsWhiteSpace)))
        {
            throw new RefusedException("login-malformed", "A login has at most 100 characters and no blanks.");
        }

        Name = name.Trim();
        NameSearch = Searchable.Name(Name);
        Email = string.IsNullOrWhiteSpace(email) ? null : email.Trim();
        Phone = string.IsNullOrWhiteSpace(phone) ? null : phone.Trim();
        HomeSite = homeSite;
        Language = language;
    }

    internal sealed class Table : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> table)
        {
            table.ToTable("access_people").HasKey(person => person.Id);
            table.Property(person => person.Version).IsConcurrencyToken();
            table.Property(person => person.MayBreakGlass).HasDefaultValue(false);
            table.Property(person => person.NameSearch).IsSearched();
            table.HasIndex(person => person.Login).IsUnique();
            table.HasIndex(person => person.NameSearch);
            table.HasIndex(person => person.HomeSite);
        }
    }
}

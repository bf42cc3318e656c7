using Microsoft.Data.Sqlite;
using Npgsql;

namespace Mainstay.Storage;

/// <summary>Which kind of rule of the database a failed write ran into, the same on both; unique indexes are told apart by <see cref="UniqueViolation"/>.</summary>
public enum BrokenRule
{
    None,

    /// <summary>A check of a row: a balance below zero.</summary>
    Check,

    /// <summary>A foreign key: the row it names does not exist.</summary>
    Reference,

    /// <summary>Two transactions waited for each other, and the database ended this one.</summary>
    Deadlock,
}

public static class BrokenRules
{
    private const int SqliteConstraintCheck = 275;
    private const int SqliteConstraintForeignKey = 787;

    extension(BrokenRule)
    {
        public static BrokenRule Of(Exception exception)
        {
            for (var e = exception; e is not null; e = e.InnerException)
            {
                switch (e)
                {
                    case PostgresException { SqlState: PostgresErrorCodes.CheckViolation } or SqliteException { SqliteExtendedErrorCode: SqliteConstraintCheck }:
                        return BrokenRule.Check;
                    case PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } or SqliteException { SqliteExtendedErrorCode: SqliteConstraintForeignKey }:
                        return BrokenRule.Reference;
                    case PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected }:
                        return BrokenRule.Deadlock;
                    default:
                        continue;
                }
            }

            return BrokenRule.None;
        }
    }
}

using Mainstay.Storage;

namespace Mainstay.Cases.Checks;

/// <summary>Every sealed picture has the key it opens with: after a restore the keys are brought back from their own file.</summary>
internal sealed class PictureKeysCheck() : SqlCheck("cases.pictures_open", "cases_attachments", """
    SELECT 'The pictures of case ' || c.number || ' do not open: the key of its customer is not here (import keys).'
    FROM cases_attachments a JOIN cases_cases c ON c.id = a."case"
    LEFT JOIN contacts_keys k ON k.customer = c.customer
    WHERE a.is_sealed AND a.content IS NOT NULL AND k.customer IS NULL
    GROUP BY c.number
    """);
